import type { JwtClaims } from '../../crypto/jose/jwt.ts'
import { isJsonObject } from '../../crypto/jose/strict-json.ts'
import { plainRecord } from '../exchange/principal.ts'

/** Cognito: an HTTP API hands on every claim as Go prints it: `[Admins Readers]`, `1785675600`, `map[a:b]`. */
export function httpClaimTexts(claims: JwtClaims): Readonly<Record<string, string>> {
  return plainRecord(Object.entries(claims).map(([name, value]) => [name, goText(value)]))
}

function goText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (isJsonObject(value)) {
    const members = Object.keys(value)
      .toSorted()
      .map((name) => `${name}:${goText(value[name])}`)
    return `map[${members.join(' ')}]`
  }
  // What is left of JSON: a number or a boolean.
  return JSON.stringify(value)
}
