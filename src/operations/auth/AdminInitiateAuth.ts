import { requireAppClientOfPool } from '../../flows/app-clients/require-app-client.ts'
import { operation } from '../operation.ts'
import type { AuthPorts } from './auth-response.ts'
import { initiate } from './initiate.ts'
import { originOfAdminRequest } from './request-origin.ts'

export const AdminInitiateAuth = operation(
  'AdminInitiateAuth',
  async ({ input, refuse, request }, ports: AuthPorts) => {
    const { client, pool } = await requireAppClientOfPool(ports, refuse, input.UserPoolId, input.ClientId)
    const context = {
      client,
      pool,
      request: originOfAdminRequest(request, input.ContextData),
      validationData: input.ClientMetadata,
    }
    return initiate(ports, refuse, {
      face: 'admin',
      context,
      flow: input.AuthFlow,
      parameters: input.AuthParameters ?? {},
      session: input.Session,
    })
  },
)
