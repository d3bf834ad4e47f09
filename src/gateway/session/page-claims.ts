import type { JwtClaims } from '../../crypto/jose/jwt.ts'

const SHOWN = [
  'sub',
  'cognito:username',
  'cognito:groups',
  'email',
  'email_verified',
  'name',
  'given_name',
  'family_name',
  'nickname',
  'preferred_username',
  'picture',
  'locale',
  'zoneinfo',
  'auth_time',
  'amr',
]

/** The claims that a page needs to greet somebody; the rest stays on the server. */
export function pageClaims(claims: JwtClaims): Readonly<Record<string, unknown>> {
  return Object.fromEntries(SHOWN.flatMap((name) => (claims[name] === undefined ? [] : [[name, claims[name]]])))
}
