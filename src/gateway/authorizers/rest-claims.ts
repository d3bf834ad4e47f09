import type { JwtClaims } from '../../crypto/jose/jwt.ts'
import type { CognitoUserPoolsAuthorizer } from '../definition/authorizer.ts'
import { plainRecord } from '../exchange/principal.ts'

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Cognito: a REST API hands on every claim as text; `exp` and `iat` as Java prints a date, lists as the API has them. */
export function restClaimTexts(
  claims: JwtClaims,
  arrayClaims: CognitoUserPoolsAuthorizer['arrayClaims'],
): Readonly<Record<string, string>> {
  const listText = LIST_TEXTS[arrayClaims]
  return plainRecord(
    Object.entries(claims).map(([name, value]) => {
      if ((name === 'exp' || name === 'iat') && typeof value === 'number') return [name, javaDate(value)]
      return [name, Array.isArray(value) ? listText(value) : textOf(value)]
    }),
  )
}

const LIST_TEXTS = {
  comma: (list: readonly unknown[]) => list.map(textOf).join(','),
  brackets: (list: readonly unknown[]) => `[${list.map(textOf).join(' ')}]`,
  json: (list: readonly unknown[]) => JSON.stringify(list),
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return LIST_TEXTS.comma(value)
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
