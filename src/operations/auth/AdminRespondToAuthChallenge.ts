import { requireAppClientOfPool } from '../../flows/app-clients/require-app-client.ts'
import { operation } from '../operation.ts'
import type { AuthPorts } from './auth-response.ts'
import { originOfAdminRequest } from './request-origin.ts'
import { respond } from './respond.ts'

export const AdminRespondToAuthChallenge = operation(
  'AdminRespondToAuthChallenge',
  async ({ input, refuse, request }, ports: AuthPorts) => {
    const { client, pool } = await requireAppClientOfPool(ports, refuse, input.UserPoolId, input.ClientId)
    const context = {
      client,
      pool,
      request: originOfAdminRequest(request, input.ContextData),
      clientMetadata: input.ClientMetadata,
    }
    return respond(ports, refuse, {
      context,
      challenge: input.ChallengeName,
      responses: input.ChallengeResponses ?? {},
      session: input.Session,
    })
  },
)
