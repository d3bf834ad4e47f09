const name = String.raw`[^\s<>/"'=&]+`
const attribute = String.raw`\s+${name}\s*=\s*(?:"[^"<]*"|'[^'<]*')`
const openingTag = new RegExp(`<${name}((?:${attribute})*)\\s*/?>`, 'g')
const oneAttribute = new RegExp(attribute, 'g')

export interface TagCounts {
  readonly elements: number
  readonly attributes: number
}

/**
 * How many elements and attributes a text writes that has nothing else between `<` and `>`. A parser that silently drops
 * one (two names for one attribute, say) comes to another number.
 */
export function countTags(text: string): TagCounts {
  const written = Array.from(text.matchAll(openingTag), ([, attributes = '']) => attributes)
  const attributes = written.map((list) => list.match(oneAttribute)?.length ?? 0)
  return { elements: written.length, attributes: attributes.reduce((sum, count) => sum + count, 0) }
}
