import type { JwtClaims } from '../../crypto/jwt.ts'

/** Who a request comes from, as the route's authorizer found out. */
export interface Principal {
  readonly claims: JwtClaims
  /** As `$context.authorizer.claims.<name>` and as functions receive them: every value is text. */
  readonly claimTexts: Readonly<Record<string, string>>
  /** HTTP APIs: null where the token carries no scope. */
  readonly scopes: readonly string[] | null
  /** The API key that a Lambda authorizer says the caller has. */
  readonly usageIdentifierKey?: string
}

/**
 * Yields the principal of verified claims, made once for each set of claims: the verifier hands out the same object as
 * long as it remembers a token.
 */
export function rememberPrincipals(make: (claims: JwtClaims) => Principal): (claims: JwtClaims) => Principal {
  const known = new WeakMap<JwtClaims, Principal>()
  return (claims) => {
    const principal = known.get(claims) ?? make(claims)
    known.set(claims, principal)
    return principal
  }
}

/** The scopes of a `scope` claim: space-separated text, or a list as some issuers write it. */
export function scopesOf(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((scope) => scope !== '')
  return Array.isArray(claim) ? claim.filter((scope) => typeof scope === 'string') : []
}

export function claimRecord(entries: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  // Claims are named by their issuer; `__proto__` must stay a plain member.
  const record: Record<string, string> = Object.create(null)
  for (const [name, value] of entries) record[name] = value
  return record
}
