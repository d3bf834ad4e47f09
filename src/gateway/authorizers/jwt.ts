import { decodeBase64Url } from '../../crypto/base64url.ts'
import type { JwtClaims } from '../../crypto/jose/jwt.ts'
import { isJsonObject, parseStrictJson } from '../../crypto/jose/strict-json.ts'
import { whenKnown, type AtOnce } from '../at-once.ts'
import { onceForEach } from '../once-for-each.ts'
import type { JwtAuthorizer } from '../definition/authorizer.ts'
import { headerValues, type HeaderList } from '../../http/header-list.ts'
import type { RequestQuery } from '../request/request-query.ts'
import { httpClaimTexts } from './http-claims.ts'
import { rememberPrincipals, scopesOf, type TokenPrincipal } from '../exchange/principal.ts'
import { bareToken } from './bare-token.ts'
import type { TokenExpectation, TokenFailure, TokenVerdict, TokenVerifier } from './token-verifier.ts'

export type JwtVerdict =
  | { readonly kind: 'allowed'; readonly principal: TokenPrincipal }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'unauthorized'; readonly wwwAuthenticate: string; readonly reason: string }
  | { readonly kind: 'forbidden'; readonly wwwAuthenticate: string | undefined; readonly reason: string }

interface JwtRequest {
  readonly headers: HeaderList
  readonly query: RequestQuery
  readonly scopes: readonly string[]
  readonly checksRevocation: boolean
}

const TTL_SECONDS = 300
const principalOf = rememberPrincipals((claims) => {
  const carried = claims['scope'] ?? claims['scp']
  const scopes = carried === undefined ? null : scopesOf(carried)
  return { claimTexts: httpClaimTexts(claims), scopes }
})

/** The JWT authorizer of HTTP APIs. `token_use` is not looked at: ID and access tokens pass a route without scopes. */
export function authorizeByJwt(
  authorizer: JwtAuthorizer,
  request: JwtRequest,
  verifier: TokenVerifier,
): AtOnce<JwtVerdict> {
  const token = tokenOf(request, authorizer.identitySource)
  if (token === undefined) {
    return { kind: 'unauthorized', wwwAuthenticate: 'Bearer', reason: 'missing: token not provided' }
  }
  const expectation = expectationOf(authorizer)
  const verdict = verifier.verify(
    token,
    request.checksRevocation ? { ...expectation, checksRevocation: true } : expectation,
  )
  return whenKnown(verdict, (known) => judge(known, { authorizer, request, token }))
}

const expectationOf = onceForEach(({ audiences, clockSkewSeconds, issuer }: JwtAuthorizer): TokenExpectation => ({
  configuration: `jwt ${issuer} ${audiences.join(' ')}`,
  issuers: [issuer],
  ttlSeconds: TTL_SECONDS,
  clockSkewSeconds,
}))

interface Asked {
  readonly authorizer: JwtAuthorizer
  readonly request: JwtRequest
  readonly token: string
}

function judge(verdict: TokenVerdict, { authorizer, request, token }: Asked): JwtVerdict {
  if (verdict.kind === 'unknown-session') return { kind: 'unavailable', reason: verdict.kind }
  if (verdict.kind !== 'verified') {
    const reason = verdict.kind === 'foreign-issuer' ? 'issuer does not match' : verdict.kind
    return unauthorized(request.scopes, describeFailure(verdict.kind, token), reason)
  }
  const { claims } = verdict
  if (!hasAudience(claims, authorizer.audiences)) {
    return unauthorized(request.scopes, 'the token does not have a valid audience', 'foreign audience')
  }
  const principal = principalOf(claims)
  if (request.scopes.length > 0 && !request.scopes.some((scope) => principal.scopes?.includes(scope) === true)) {
    // The challenge of a 403 is unproven; this is RFC 6750 section 3.1 in the gateway's spelling.
    const challenge = `Bearer scope="${request.scopes.join(' ')}" error="insufficient_scope"`
    const wwwAuthenticate = authorizer.challengesScopes ? challenge : undefined
    return { kind: 'forbidden', wwwAuthenticate, reason: 'no required scope' }
  }
  return { kind: 'allowed', principal }
}

function tokenOf(request: JwtRequest, source: JwtAuthorizer['identitySource']): string | undefined {
  const values =
    source.in === 'header'
      ? headerValues(request.headers, source.name)
      : request.query.pairs.flatMap(([name, value]) => (name === source.name ? [value] : []))
  const [value, ...others] = values
  if (value === undefined || others.length > 0) return undefined
  return bareToken(value)
}

/** Cognito: `client_id` is looked at only when `aud` is absent. */
function hasAudience(claims: JwtClaims, audiences: readonly string[]): boolean {
  const { aud, client_id: clientId } = claims
  const carried: readonly unknown[] = aud === undefined ? [clientId] : Array.isArray(aud) ? aud : [aud]
  return carried.some((value) => typeof value === 'string' && audiences.includes(value))
}

/** Texts that were seen on AWS; those for issuer, key, signature and start are likely guesses. */
function describeFailure(kind: Exclude<TokenFailure, 'unknown-session'>, token: string): string {
  switch (kind) {
    case 'malformed':
      return describeMalformed(token)
    case 'expired':
      return 'the token has expired'
    case 'not-yet-valid':
      return 'the token is not valid yet'
    case 'foreign-issuer':
      return 'the token does not have a valid issuer'
    case 'unknown-key':
      return 'the token was signed with an unknown key'
    case 'bad-signature':
      return 'crypto/rsa: verification error'
    case 'revoked':
      return 'the token has been revoked'
  }
}

function describeMalformed(token: string): string {
  const segments = token.split('.', 4)
  if (segments.length !== 3) return 'token contains an invalid number of segments'
  const header = decodeBase64Url(segments[0] ?? '')
  const parsed = header === undefined ? undefined : parseStrictJson(header)
  const algorithm = isJsonObject(parsed) ? parsed['alg'] : undefined
  // Only a plain name is repeated: the text goes into a header.
  const isNamed = typeof algorithm === 'string' && algorithm !== 'RS256' && /^[A-Za-z0-9-]{1,16}$/.test(algorithm)
  return isNamed ? `signing method ${algorithm} is invalid` : 'the token is malformed'
}

function unauthorized(scopes: readonly string[], description: string, reason: string): JwtVerdict {
  const challenge = `Bearer scope="${scopes.join(' ')}" error="invalid_token" error_description="${description}"`
  return { kind: 'unauthorized', wwwAuthenticate: challenge, reason }
}
