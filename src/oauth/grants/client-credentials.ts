import { isOAuthFlowAllowed } from '../../domain/oauth-flows.ts'
import { grantMachineScopes } from '../../flows/grant-machine-scopes.ts'
import { issueMachineToken } from '../../flows/issue-machine-token.ts'
import { oauthError } from '../responses.ts'
import type { Grant } from './grant.ts'

/** RFC 6749 section 4.4: tokens for the client itself. Cognito: for the scopes of resource servers only. */
export const grantToClient: Grant = async (ports, { pool, client, form }) => {
  if (!isOAuthFlowAllowed(client, 'client_credentials') || client.secrets.length === 0)
    return oauthError('unauthorized_client')
  const asked = form
    .find('scope')
    ?.split(' ')
    .filter((scope) => scope !== '')
  const granted = await grantMachineScopes(ports, { pool, client }, asked)
  if (granted.kind === 'refused') return oauthError('invalid_scope')
  const { accessToken, expiresInSeconds } = await issueMachineToken(ports, { pool, client, scopes: granted.scopes })
  return {
    kind: 'granted',
    tokens: {
      id_token: undefined,
      access_token: accessToken,
      refresh_token: undefined,
      expires_in: expiresInSeconds,
      token_type: 'Bearer',
    },
  }
}
