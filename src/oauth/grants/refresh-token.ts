import { refreshTokens } from '../../flows/tokens/refresh-tokens.ts'
import { oauthError, triggerError } from '../responses.ts'
import type { Grant } from './grant.ts'

/** RFC 6749 section 6. Cognito: `scope` and `redirect_uri`, which old clients send, count for nothing. */
export const refresh: Grant = async (ports, { pool, client, form, facts: request }) => {
  const refreshToken = form.find('refresh_token')
  if (refreshToken === undefined) return oauthError('invalid_request')
  const refreshed = await refreshTokens(ports, { pool, client, request, refreshToken })
  if (refreshed.kind === 'trigger-failed') return triggerError(refreshed)
  if (refreshed.kind === 'refused') return oauthError('invalid_grant')
  const { tokens, refreshToken: next } = refreshed
  return {
    kind: 'granted',
    tokens: {
      id_token: tokens.idToken,
      access_token: tokens.accessToken,
      refresh_token: next,
      expires_in: tokens.expiresInSeconds,
      token_type: 'Bearer',
    },
  }
}
