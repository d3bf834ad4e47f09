/** First strong isolate, pop directional isolate (Unicode UAX 9). */
const begin = '\u2068'
const end = '\u2069'

/**
 * The catalogue with whatever is filled in kept to itself: a masked address or an app's name in the other direction must
 * not turn the words around it. For languages written from right to left.
 */
export function isolateValues<Words extends object>(words: Words): Words {
  return new Proxy(words, {
    get(target, name): unknown {
      const text: unknown = Reflect.get(target, name)
      if (!Object.hasOwn(target, name) || Array.isArray(text)) return text
      if (isSpeaking(text)) return (...values: readonly unknown[]) => text(...values.map(isolated))
      return typeof text === 'object' && text !== null ? isolateValues(text) : text
    },
  })
}

function isSpeaking(text: unknown): text is (...values: readonly unknown[]) => unknown {
  return typeof text === 'function'
}

function isolated(value: unknown): unknown {
  return typeof value === 'string' && value !== '' ? `${begin}${value}${end}` : value
}
