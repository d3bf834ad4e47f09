import { isOAuthFlowAllowed } from '../../domain/oauth-flows.ts'
import { customScope } from '../../domain/oauth-scopes.ts'
import { keepExistingScopes } from '../../flows/existing-scopes.ts'
import { issueMachineToken } from '../../flows/issue-machine-token.ts'
import { oauthError } from '../responses.ts'
import type { Grant } from './grant.ts'

/** RFC 6749 section 4.4: tokens for the client itself. Cognito: for the scopes of resource servers only. */
export const grantToClient: Grant = async (ports, { pool, client, form }) => {
  if (!isOAuthFlowAllowed(client, 'client_credentials') || client.secrets.length === 0)
    return oauthError('unauthorized_client')
  const allowed = (client.configuration.AllowedOAuthScopes ?? []).filter((scope) => customScope(scope) !== undefined)
  const asked =
    form
      .find('scope')
      ?.split(' ')
      .filter((scope) => scope !== '') ?? allowed
  if (asked.some((scope) => !allowed.includes(scope))) return oauthError('invalid_scope')
  const scopes = await keepExistingScopes(ports, pool, asked)
  if (scopes.length === 0) return oauthError('invalid_scope')
  const { accessToken, expiresInSeconds } = await issueMachineToken(ports, { pool, client, scopes })
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
