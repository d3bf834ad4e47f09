import type { Dialect } from './dialect.ts'
import { oidc } from './oidc.ts'

/** Login with Amazon: OAuth, and a profile in place of an ID token. */
export const loginWithAmazon: Dialect = {
  ...oidc,
  hasIdToken: false,
  subjectClaim: 'user_id',
  takesLoginHint: false,
}
