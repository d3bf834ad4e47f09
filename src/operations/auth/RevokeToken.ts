import { checkClientSecret } from '../../flows/app-clients/check-client-secret.ts'
import { revokeRefreshToken } from '../../flows/tokens/revoke-refresh-token.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const RevokeToken = operation(
  'RevokeToken',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'sealing' | 'storage'>) => {
    const client = await ports.storage.appClients.find(input.ClientId)
    // Cognito: a client that is not there and one whose secret is not right are refused alike.
    if (client === undefined || checkClientSecret(client, input.ClientSecret) !== 'right') {
      throw refuse('UnauthorizedException', 'Invalid client or secret')
    }
    const isLinked = input.RevokeAssociatedSessions === 'LINKED'
    const revocation = await revokeRefreshToken(ports, client, { token: input.Token, isLinked })
    if (revocation.kind === 'revoked') return {}
    if (revocation.reason === 'token-type-unsupported') {
      throw refuse('UnsupportedTokenTypeException', 'Unsupported token type')
    }
    throw refuse('UnsupportedOperationException', 'Token revocation is not enabled for this client')
  },
)
