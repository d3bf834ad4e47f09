import type { SigV4Authorization } from '../../http/sigv4-authorization.ts'
import { deriveSigningKey, scopeText } from '../../http/sigv4-canonical.ts'

export interface SigningKeys {
  keyOf(authorization: SigV4Authorization, secret: string): Uint8Array
}

const capacity = 1024

/** Keeps derived keys by secret and scope: one key id signs all day in one region. The oldest gives way. */
export function signingKeys(): SigningKeys {
  const kept = new Map<string, Uint8Array>()
  return {
    keyOf({ scope }, secret) {
      const name = `${scopeText(scope)} ${secret}`
      const known = kept.get(name)
      if (known) return known
      const key = deriveSigningKey(secret, scope)
      const [oldest] = kept.keys()
      if (kept.size >= capacity && oldest !== undefined) kept.delete(oldest)
      kept.set(name, key)
      return key
    },
  }
}
