import type { JwtClaims } from '../../crypto/jose/jwt.ts'

export interface VerifiedTokenCache {
  find(token: string, configuration: string, now: Date): JwtClaims | undefined
  put(
    token: string,
    configuration: string,
    entry: { readonly claims: JwtClaims; readonly now: Date; readonly seconds: number },
  ): void
}

interface Entry {
  readonly claims: JwtClaims
  readonly until: number
}

/** By configuration, then by token. */
type Generation = Map<string, Map<string, Entry>>

/** Half of what tokens may take: they are a kilobyte long, and could be sixteen. */
const mostCharacters = 8_000_000

/**
 * Claims of tokens whose signature was good. Only successes are kept, and the key is the whole token below its verifier's
 * configuration (JWT-04), so no two tokens or authorizers ever meet: a digest would say no more, and cost each request
 * what most of the gateway costs. What nobody asked for while as many others came is forgotten: two generations, so that
 * to find a token changes nothing.
 */
export function createVerifiedTokenCache(capacity: number): VerifiedTokenCache {
  let young: Generation = new Map()
  let old: Generation = new Map()
  let entries = 0
  let characters = 0

  function keep(token: string, configuration: string, entry: Entry) {
    if (entries >= capacity / 2 || characters >= mostCharacters) {
      old = young
      young = new Map()
      entries = 0
      characters = 0
    }
    const tokens = young.get(configuration) ?? new Map<string, Entry>()
    young.set(configuration, tokens)
    tokens.set(token, entry)
    entries += 1
    characters += token.length
  }

  return {
    find(token, configuration, now) {
      const known = young.get(configuration)?.get(token)
      const entry = known ?? old.get(configuration)?.get(token)
      if (entry === undefined || now.getTime() >= entry.until) return undefined
      if (known === undefined) keep(token, configuration, entry)
      return entry.claims
    },
    put(token, configuration, { claims, now, seconds }) {
      const expiry = typeof claims['exp'] === 'number' ? claims['exp'] * 1000 : 0
      const until = Math.min(expiry, now.getTime() + seconds * 1000)
      if (until > now.getTime()) keep(token, configuration, { claims, until })
    },
  }
}
