import { refreshTokens } from '../../flows/tokens/refresh-tokens.ts'
import { readResource } from '../read-resource.ts'
import { oauthError, triggerError } from '../responses.ts'
import type { Grant } from './grant.ts'

/** RFC 6749 section 6. Cognito: `scope` and `redirect_uri`, which old clients send, count for nothing. */
export const refresh: Grant = async (ports, { pool, client, form, keyThumbprint, facts: request }) => {
  const refreshToken = form.find('refresh_token')
  if (refreshToken === undefined) return oauthError('invalid_request')
  const asked = readResource({ pool, client }, form)
  if (asked.kind === 'error') return asked
  const { resource } = asked
  const refreshed = await refreshTokens(ports, { pool, client, request, refreshToken, resource, keyThumbprint })
  if (refreshed.kind === 'trigger-failed') return triggerError(refreshed)
  if (refreshed.kind === 'refused')
    return oauthError(refreshed.reason === 'resource-mismatch' ? 'invalid_target' : 'invalid_grant')
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
