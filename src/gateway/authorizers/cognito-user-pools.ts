import { whenKnown, type AtOnce } from '../at-once.ts'
import { onceForEach } from '../once-for-each.ts'
import type { CognitoUserPoolsAuthorizer, ValidationExpression } from '../definition/authorizer.ts'
import { headerValues, type HeaderList } from '../../http/header-list.ts'
import { rememberPrincipals, scopesOf, type TokenPrincipal } from '../exchange/principal.ts'
import { restClaimTexts } from './rest-claims.ts'
import { bareToken } from './bare-token.ts'
import type { TokenExpectation, TokenFailure, TokenVerdict, TokenVerifier } from './token-verifier.ts'

export type CognitoVerdict =
  | { readonly kind: 'allowed'; readonly principal: TokenPrincipal }
  /** `message` is the public text, `reason` is for the log. */
  | { readonly kind: 'unauthorized'; readonly message: string; readonly reason: string }
  | { readonly kind: 'forbidden'; readonly reason: string }
  | { readonly kind: 'unavailable'; readonly reason: string }

/** Claims are remembered with a principal for each way to tell lists. */
const principals = {
  comma: principalsWith('comma'),
  brackets: principalsWith('brackets'),
  json: principalsWith('json'),
}
const UNAUTHORIZED = 'Unauthorized'
const EXPIRED = 'The incoming token has expired'

/** REST `COGNITO_USER_POOLS`: an ID token where the method has no scopes, an access token where it has some. */
export function authorizeByUserPools(
  authorizer: CognitoUserPoolsAuthorizer,
  request: { readonly headers: HeaderList; readonly scopes: readonly string[]; readonly checksRevocation: boolean },
  verifier: TokenVerifier,
): AtOnce<CognitoVerdict> {
  const token = tokenOf(request.headers, authorizer.header)
  if (token === undefined) return refused('no token')
  const expectation = expectationOf(authorizer)
  const verdict = verifier.verify(
    token,
    request.checksRevocation ? { ...expectation, checksRevocation: true } : expectation,
  )
  return whenKnown(verdict, (known) => judge(known, authorizer, request.scopes))
}

const expectationOf = onceForEach(
  ({ clockSkewSeconds, issuers, ttlSeconds }: CognitoUserPoolsAuthorizer): TokenExpectation => ({
    configuration: `cognito-user-pools ${issuers.join(' ')}`,
    issuers,
    ttlSeconds,
    clockSkewSeconds,
  }),
)

function judge(
  verdict: TokenVerdict,
  authorizer: CognitoUserPoolsAuthorizer,
  scopes: readonly string[],
): CognitoVerdict {
  if (verdict.kind !== 'verified') return refusedToken(verdict.kind)
  const { claims } = verdict
  const expectedUse = scopes.length === 0 ? 'id' : 'access'
  if (claims['token_use'] !== expectedUse) return refused(`token_use is not ${expectedUse}`)
  if (!matchesAudience(authorizer.validationExpression, claims['aud'])) return refused('aud does not match')
  const principal = principals[authorizer.arrayClaims](claims)
  if (scopes.length > 0 && !scopes.some((scope) => principal.scopes?.includes(scope) === true)) {
    const reason = 'no required scope'
    return authorizer.scopeMismatch === 403 ? { kind: 'forbidden', reason } : refused(reason)
  }
  return { kind: 'allowed', principal }
}

function principalsWith(arrayClaims: CognitoUserPoolsAuthorizer['arrayClaims']) {
  return rememberPrincipals((claims) => ({
    claimTexts: restClaimTexts(claims, arrayClaims),
    scopes: scopesOf(claims['scope']),
  }))
}

/** Cognito: both the bare token and `Bearer <token>` are accepted. */
function tokenOf(headers: HeaderList, header: string): string | undefined {
  const [value, ...others] = headerValues(headers, header)
  if (value === undefined || others.length > 0) return undefined
  return bareToken(value)
}

/** Without an expression any client of the pool may call; access tokens have no `aud` and never pass one. */
function matchesAudience(expression: ValidationExpression | undefined, audience: unknown): boolean {
  if (expression === undefined) return true
  return typeof audience === 'string' && expression.matches(audience)
}

function refusedToken(kind: TokenFailure): CognitoVerdict {
  if (kind === 'unknown-session') return { kind: 'unavailable', reason: kind }
  return kind === 'expired' ? refused('expired', EXPIRED) : refused(kind)
}

function refused(reason: string, message = UNAUTHORIZED): CognitoVerdict {
  return { kind: 'unauthorized', message, reason }
}
