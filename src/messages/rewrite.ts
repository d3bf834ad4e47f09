export interface Rewriting {
  /** What becomes of each text. */
  readonly text?: (text: string) => string
  /** What becomes of each name that is filled into one. */
  readonly value?: (value: string) => string
}

/** A catalogue whose texts are made from those of another, each when it is read. */
export function rewrite<Words extends object>(words: Words, rewriting: Rewriting): Words {
  return new Proxy(words, {
    get(target, name): unknown {
      const found: unknown = Reflect.get(target, name)
      return Object.hasOwn(target, name) ? rewritten(found, rewriting) : found
    },
  })
}

function rewritten(found: unknown, rewriting: Rewriting): unknown {
  const { text = same, value = same } = rewriting
  if (typeof found === 'string') return text(found)
  if (Array.isArray(found)) return found.map((part) => rewritten(part, rewriting))
  if (isSpeaking(found)) return (...values: readonly unknown[]) => text(String(found(...values.map(each(value)))))
  return typeof found === 'object' && found !== null ? rewrite(found, rewriting) : found
}

function isSpeaking(found: unknown): found is (...values: readonly unknown[]) => unknown {
  return typeof found === 'function'
}

function each(value: (value: string) => string): (found: unknown) => unknown {
  return (found) => (typeof found === 'string' ? value(found) : found)
}

function same(text: string): string {
  return text
}
