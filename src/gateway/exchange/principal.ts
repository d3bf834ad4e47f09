import type { JwtClaims } from '../../crypto/jose/jwt.ts'

/** Who a request comes from, as the route's authorizer found out. */
export type Principal = TokenPrincipal | FunctionPrincipal | SignedPrincipal

export interface TokenPrincipal {
  readonly kind: 'token'
  readonly claims: JwtClaims
  /** As `$context.authorizer.claims.<name>` and as functions receive them: every value is text. */
  readonly claimTexts: Readonly<Record<string, string>>
  /** HTTP APIs: null where the token carries no scope. */
  readonly scopes: readonly string[] | null
}

/** What a Lambda authorizer said. */
export interface FunctionPrincipal {
  readonly kind: 'function'
  /** Undefined for simple responses, which name nobody. */
  readonly principalId: string | undefined
  /** As the function gave it; REST APIs hand on texts instead. Undefined where it gave none. */
  readonly context: Readonly<Record<string, unknown>> | undefined
  /** As `$context.authorizer.<key>`. */
  readonly contextTexts: Readonly<Record<string, string>>
  /** The API key that the function says the caller has. */
  readonly usageIdentifierKey: string | undefined
  /** How long the function took; 0 where its answer was known already. */
  readonly integrationLatency: number
}

/** The owner of the access key that a request was signed with. */
export interface SignedPrincipal {
  readonly kind: 'signed'
  readonly accessKey: string
  readonly accountId: string
  readonly userName: string
  readonly userArn: string
  readonly userId: string
  /** Not only what a method's caller does. */
  readonly mayDoEverything: boolean
}

/** One name for one caller of one API, whatever vouches for it. Undefined for callers that have none. */
export function nameOfPrincipal(principal: Principal | undefined): string | undefined {
  if (principal === undefined) return undefined
  if (principal.kind === 'signed') return principal.userArn
  if (principal.kind === 'function') return principal.principalId
  const { client_id: clientId, iss, sub = clientId } = principal.claims
  return typeof sub === 'string' ? `${String(iss)} ${sub}` : undefined
}

/**
 * Yields the principal of verified claims, made once for each set of claims: the verifier hands out the same object as
 * long as it remembers a token.
 */
export function rememberPrincipals(
  make: (claims: JwtClaims) => Omit<TokenPrincipal, 'kind' | 'claims'>,
): (claims: JwtClaims) => TokenPrincipal {
  const known = new WeakMap<JwtClaims, TokenPrincipal>()
  return (claims) => {
    const before = known.get(claims)
    if (before !== undefined) return before
    const principal: TokenPrincipal = { kind: 'token', claims, ...make(claims) }
    known.set(claims, principal)
    return principal
  }
}

/** The scopes of a `scope` claim: space-separated text, or a list as some issuers write it. */
export function scopesOf(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((scope) => scope !== '')
  return Array.isArray(claim) ? claim.filter((scope) => typeof scope === 'string') : []
}

/** Named by an issuer or a function: `__proto__` must stay a plain member. */
export function plainRecord<Value>(
  entries: Iterable<readonly [name: string, value: Value]>,
): Readonly<Record<string, Value>> {
  const record: Record<string, Value> = Object.create(null)
  for (const [name, value] of entries) record[name] = value
  return record
}
