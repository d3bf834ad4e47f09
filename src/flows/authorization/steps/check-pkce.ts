import { extraOf } from '../../../domain/extras/extras.ts'
import { fault, findParameter, type AuthorizationStep } from '../authorization-draft.ts'

/** A SHA-256 digest in base64url, the only challenge that S256 makes (RFC 7636 section 4.2). */
const challengeOfS256 = /^[\w-]{43}$/

/** Cognito: never mandatory, and S256 only; a challenge without its method is not `plain` but an error. */
export const checkPkce: AuthorizationStep = (draft) => {
  const challenge = findParameter(draft, 'code_challenge')
  const method = findParameter(draft, 'code_challenge_method')
  if (challenge === undefined && method === undefined) return refuseMissing(draft)
  if (method !== 'S256') return fault('invalid_request', 'code_challenge_method must be S256')
  if (challenge !== undefined && challengeOfS256.test(challenge)) return undefined
  return fault('invalid_request', 'code_challenge is missing or malformed')
}

const refuseMissing: AuthorizationStep = ({ domain, client, isOurs }) =>
  !isOurs && extraOf(domain.pool, 'require-pkce', client)
    ? fault('invalid_request', 'code_challenge is required')
    : undefined
