import type { KeyObject } from 'node:crypto'
import { importPublicJwk } from './jwk.ts'
import { isJsonObject } from './strict-json.ts'

const mostKeys = 20

/**
 * Reads an issuer's key set (RFC 7517 section 5): its RS256 keys by `kid`; members for other algorithms are passed
 * over. Undefined for a document that is no key set, holds more than 20 keys, publishes private or symmetric keys, or
 * gives two keys one `kid`: whoever does that cannot be followed safely in the rest.
 */
export function importJwks(document: unknown): ReadonlyMap<string, KeyObject> | undefined {
  if (!isJsonObject(document) || !Array.isArray(document.keys) || document.keys.length > mostKeys) return undefined
  const keys: readonly unknown[] = document.keys
  if (keys.some(isSecret) || hasRepeatedKid(keys)) return undefined
  return new Map(keys.map(importPublicJwk).flatMap((found) => (found ? [[found.kid, found.key]] : [])))
}

function isSecret(jwk: unknown): boolean {
  return isJsonObject(jwk) && ('d' in jwk || 'k' in jwk || jwk.kty === 'oct')
}

function hasRepeatedKid(keys: readonly unknown[]): boolean {
  const kids = keys.flatMap((jwk) => (isJsonObject(jwk) && jwk.kid !== undefined ? [jwk.kid] : []))
  return new Set(kids).size < kids.length
}
