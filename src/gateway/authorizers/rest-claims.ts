import type { JwtClaims } from '../../crypto/jwt.ts'
import { plainRecord } from './principal.ts'

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Cognito: a REST API hands on every claim as text; `exp` and `iat` as Java prints a date, lists joined by commas. */
export function restClaimTexts(claims: JwtClaims): Readonly<Record<string, string>> {
  return plainRecord(
    Object.entries(claims).map(([name, value]) => {
      if ((name === 'exp' || name === 'iat') && typeof value === 'number') return [name, javaDate(value)]
      return [name, textOf(value)]
    }),
  )
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(textOf).join(',')
  return JSON.stringify(value)
}

/** `Fri Jul 29 18:52:53 UTC 2016`, as `java.util.Date.toString()` writes it. */
function javaDate(seconds: number): string {
  const date = new Date(seconds * 1000)
  const day = DAYS[date.getUTCDay()]
  const month = MONTHS[date.getUTCMonth()]
  if (day === undefined || month === undefined) return String(seconds)
  const number = String(date.getUTCDate()).padStart(2, '0')
  return `${day} ${month} ${number} ${date.toISOString().slice(11, 19)} UTC ${date.getUTCFullYear()}`
}
