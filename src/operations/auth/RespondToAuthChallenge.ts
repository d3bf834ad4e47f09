import { requireAppClient } from '../../flows/app-clients/require-app-client.ts'
import { operation } from '../operation.ts'
import type { AuthPorts } from './auth-response.ts'
import { originOfPublicRequest } from './request-origin.ts'
import { respond } from './respond.ts'

export const RespondToAuthChallenge = operation(
  'RespondToAuthChallenge',
  async ({ input, refuse, request }, ports: AuthPorts) => {
    const { client, pool } = await requireAppClient(ports, refuse, input.ClientId)
    const context = {
      client,
      pool,
      request: originOfPublicRequest(request, client, input.UserContextData),
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
