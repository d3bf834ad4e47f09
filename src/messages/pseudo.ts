import { en, type Messages } from './en.ts'
import { isolateValues } from './isolate.ts'
import { rewrite } from './rewrite.ts'

const plain = 'AaCcDdEeGgHhIiKkLlNnOoRrSsTtUuWwYyZz'
const marked = 'ÅåÇçÐðÉéĜĝĤĥÎîĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž'

/** Languages that nobody speaks, made from English: what has no brackets around it comes from no catalogue. */
export const pseudoLanguages = {
  /** Accented, and longer by two fifths, as the longest translations are. */
  'en-XA': {
    ...rewrite(en, { text: (text) => `[${accented(text)}${padding(text)}]` }),
    locale: 'en-XA',
    direction: 'ltr',
  },
  /** From right to left. */
  'ar-XB': {
    ...isolateValues(rewrite(en, { text: (text) => `[${turned(text)}]` })),
    locale: 'ar-XB',
    direction: 'rtl',
  },
} satisfies Readonly<Record<string, Messages>>

/** Placeholders stay as they are: `{####}`, `{0}`. */
function accented(text: string): string {
  return text
    .split(/(\{[^}]*\})/)
    .map((part) => (part.startsWith('{') ? part : part.replaceAll(/[A-Za-z]/g, accent)))
    .join('')
}

function accent(letter: string): string {
  return marked[plain.indexOf(letter)] ?? letter
}

function padding(text: string): string {
  return ' lorem'.repeat(Math.ceil((text.length * 0.4) / ' lorem'.length))
}

/** Each word between right-to-left override and its end: it is read from the other side, and lies as Arabic does. */
function turned(text: string): string {
  return text.replaceAll(/[A-Za-z’]+(?![^{]*\})/g, '\u202e$&\u202c')
}
