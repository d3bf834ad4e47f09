import { createHash } from 'node:crypto'
import type { JwtClaims } from '../../crypto/jwt.ts'

export interface VerifiedTokenCache {
  find(token: string, configuration: string, now: Date): JwtClaims | undefined
  put(
    token: string,
    configuration: string,
    entry: { readonly claims: JwtClaims; readonly now: Date; readonly seconds: number },
  ): void
}

/**
 * Claims of tokens whose signature was good, least recently used out first. Only successes are kept, and the key is a
 * digest of the whole token with its verifier's configuration (JWT-04), so no two tokens or authorizers ever meet.
 */
export function createVerifiedTokenCache(capacity: number): VerifiedTokenCache {
  const entries = new Map<string, { readonly claims: JwtClaims; readonly until: number }>()
  return {
    find(token, configuration, now) {
      const key = keyOf(token, configuration)
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      if (now.getTime() >= entry.until) return undefined
      entries.set(key, entry)
      return entry.claims
    },
    put(token, configuration, { claims, now, seconds }) {
      const expiry = typeof claims['exp'] === 'number' ? claims['exp'] * 1000 : 0
      const until = Math.min(expiry, now.getTime() + seconds * 1000)
      if (until <= now.getTime()) return
      const [oldest] = entries.keys()
      if (entries.size >= capacity && oldest !== undefined) entries.delete(oldest)
      entries.set(keyOf(token, configuration), { claims, until })
    },
  }
}

function keyOf(token: string, configuration: string): string {
  return createHash('sha256').update(configuration).update('\0').update(token).digest('base64url')
}
