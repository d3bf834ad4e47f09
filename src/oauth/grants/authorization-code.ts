import { extraOf } from '../../domain/extras/extras.ts'
import { isOAuthFlowAllowed } from '../../domain/authorization/oauth-flows.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { redeemAuthorizationCode, type CodeRefusal } from '../../flows/authorization/redeem-authorization-code.ts'
import { readResource } from '../read-resource.ts'
import { oauthError, type OAuthError } from '../responses.ts'
import type { Grant } from './grant.ts'

/** RFC 6749 section 4.1.3, with RFC 7636. */
export const redeemCode: Grant = async (ports, { pool, client, form, keyThumbprint, facts: request }) => {
  if (!isOAuthFlowAllowed(client, 'code')) return oauthError('unauthorized_client')
  const code = form.find('code')
  const redirectUri = form.find('redirect_uri')
  if (code === undefined || redirectUri === undefined) return oauthError('invalid_request')
  const asked = readResource({ pool, client }, form)
  if (asked.kind === 'error') return asked
  const codeVerifier = form.find('code_verifier')
  const presented = { pool, client, request, code, redirectUri, codeVerifier, resource: asked.resource, keyThumbprint }
  const redeemed = await redeemAuthorizationCode(ports, presented)
  if (redeemed.kind === 'code-refused') return refusalError(pool, redeemed)
  const { tokens, refreshToken } = redeemed
  return {
    kind: 'granted',
    tokens: {
      id_token: tokens.idToken,
      access_token: tokens.accessToken,
      refresh_token: refreshToken,
      expires_in: tokens.expiresInSeconds,
      token_type: 'Bearer',
    },
  }
}

/** Cognito: another redirect URI is not `invalid_grant`, as RFC 6749 has it. */
function refusalError(pool: UserPool, { reason, detail }: CodeRefusal): OAuthError {
  if (reason === 'trigger-failed') return oauthError('invalid_request', detail)
  if (reason === 'resource-mismatch') return oauthError('invalid_target')
  return reason === 'redirect-mismatch' && !extraOf(pool, 'standard-token-errors')
    ? oauthError('unauthorized_client', 'invalid_redirect')
    : oauthError('invalid_grant')
}
