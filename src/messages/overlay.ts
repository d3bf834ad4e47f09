/** Some of the texts of a catalogue, wherever in it they stand. */
export type Texts<Words> = Words extends string | readonly string[] | ((...args: never) => string)
  ? Words
  : { readonly [Name in keyof Words]?: Texts<Words[Name]> }

/** The catalogue with other texts in the place of its own: name by name, so that one that is left out stays. */
export function overlay<Words extends object>(words: Words, texts: NoInfer<Texts<Words>>): Words {
  return overlayRead(words, texts)
}

/** The same with texts from outside, each checked to be what it takes the place of. */
export function overlayRead<Words extends object>(words: Words, texts: object): Words {
  const grown = new Map<PropertyKey, unknown>()
  return new Proxy(words, {
    get(target, name) {
      const beneath: unknown = Reflect.get(target, name)
      if (!Object.hasOwn(target, name) || !Object.hasOwn(texts, name)) return beneath
      if (!grown.has(name)) grown.set(name, oneOver(beneath, Reflect.get(texts, name)))
      return grown.get(name)
    },
  })
}

function oneOver(beneath: unknown, text: unknown): unknown {
  return isSection(beneath) && isSection(text) ? overlayRead(beneath, text) : text
}

function isSection(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
