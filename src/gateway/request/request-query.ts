import { parseQuery } from '../../http/query.ts'

export interface RequestQuery {
  /** As received, without the question mark. */
  readonly text: string
  /** Decoded, in order. */
  readonly pairs: readonly (readonly [name: string, value: string])[]
}

const NONE: RequestQuery = { text: '', pairs: [] }
const VISIBLE = /^[\x21-\x7E]*$/

/** Undefined where the query cannot be read in one way only: broken escapes, invalid UTF-8, control characters. */
export function parseRequestQuery(text: string): RequestQuery | undefined {
  if (text === '') return NONE
  if (!VISIBLE.test(text) || /[#\\]/.test(text)) return undefined
  const parsed = parseQuery(text)
  return parsed.ok ? { text, pairs: parsed.pairs } : undefined
}

export function spellQuery(pairs: RequestQuery['pairs']): string {
  return pairs.map(([name, value]) => `${spelled(name)}=${spelled(value)}`).join('&')
}

/** JSON that a mapping reads may hold halves of pairs, which no encoding has. */
function spelled(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
