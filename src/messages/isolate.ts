import { rewrite } from './rewrite.ts'

/** First strong isolate, pop directional isolate (Unicode UAX 9). */
const begin = '\u2068'
const end = '\u2069'

/**
 * The catalogue with whatever is filled in kept to itself: a masked address or an app's name in the other direction must
 * not turn the words around it. For languages written from right to left.
 */
export function isolateValues<Words extends object>(words: Words): Words {
  return rewrite(words, { value: isolated })
}

/** A value to be filled in, kept to itself. */
export function isolated(value: string): string {
  return value === '' ? value : `${begin}${value}${end}`
}
