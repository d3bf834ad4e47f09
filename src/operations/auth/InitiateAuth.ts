import { requireAppClient } from '../../flows/app-clients/require-app-client.ts'
import { operation } from '../operation.ts'
import type { AuthPorts } from './auth-response.ts'
import { initiate } from './initiate.ts'
import { originOfPublicRequest } from './request-origin.ts'

export const InitiateAuth = operation('InitiateAuth', async ({ input, refuse, request }, ports: AuthPorts) => {
  const { client, pool } = await requireAppClient(ports, refuse, input.ClientId)
  const context = {
    client,
    pool,
    request: originOfPublicRequest(request, client, input.UserContextData),
    validationData: input.ClientMetadata,
  }
  return initiate(ports, refuse, {
    face: 'public',
    context,
    flow: input.AuthFlow,
    parameters: input.AuthParameters ?? {},
    session: input.Session,
  })
})
