/**
 * Compiles a pattern of the model, written for Java, to a regular expression that matches the whole string.
 * Java's `\s` is ASCII and its `\S` the complement; an inline `(?s)` becomes a flag.
 */
export function compilePattern(pattern: string): RegExp {
  const dotAll = pattern.startsWith('(?s)')
  const source = linearEquivalents[pattern] ?? (dotAll ? pattern.slice(4) : pattern)
  return new RegExp(`^(?:${translateSpaces(source)})$`, dotAll ? 'su' : 'u')
}

const text = '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]'
const letter = '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]'

/** The model's patterns that backtrack without bound, each with one that accepts the same strings in linear time. */
const linearEquivalents: Readonly<Record<string, string>> = {
  // No whitespace at either end, and no line break between the first whitespace and the last.
  '^[\\S]+.*[\\S]+$': '(?=[^]{2})[\\S]+(?:[ \\t\\v\\f](?:.*[ \\t\\v\\f])?[\\S]+)?',
  // The leftmost @ that is not the first character decides.
  [`${letter}+@${letter}+`]: `${letter}(?:(?!@)${letter})*@${letter}+`,
  [`${text}*\\{####\\}${text}*`]: `(?=${text}*$)[^]*\\{####\\}[^]*`,
  '.*\\{####\\}.*': '(?=.*$)[^]*\\{####\\}[^]*',
  // The leftmost {## decides.
  [`${text}*\\{##${text}*##\\}${text}*`]: `(?=${text}*$)(?:(?!\\{##)[^])*\\{##[^]*##\\}[^]*`,
}

function translateSpaces(source: string): string {
  return source.replaceAll('[\\S]', '[^ \\t\\n\\v\\f\\r]').replaceAll('\\s', ' \\t\\n\\v\\f\\r')
}
