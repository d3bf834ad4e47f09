import type { LinearRegex, RegexMatch } from './linear-regex.ts'
import { RegexRefused } from './regex-tree.ts'

/** `String.replaceAll`: `$1` and `${name}` stand for groups, a backslash makes the next character plain. */
export function replaceMatches(
  text: string,
  regex: LinearRegex,
  options: { readonly replacement: string; readonly onlyFirst: boolean; readonly spend: (steps: number) => void },
): string {
  const parts: string[] = []
  let end = 0
  for (const match of matchesIn(text, regex, options.spend)) {
    const replacement = expand(options.replacement, match, regex)
    options.spend(replacement.length)
    parts.push(text.slice(end, match.start), replacement)
    end = match.end
    if (options.onlyFirst) break
  }
  parts.push(text.slice(end))
  return parts.join('')
}

/** One after the other; an empty match moves on by one character. */
export function* matchesIn(
  text: string,
  regex: LinearRegex,
  spend: (steps: number) => void,
): Generator<RegexMatch, void, undefined> {
  let from = 0
  while (from <= text.length) {
    const match = regex.find(text, from, spend)
    if (match === undefined) return
    spend(1)
    yield match
    from = match.end > match.start ? match.end : match.end + 1
  }
}

function expand(replacement: string, { groups }: RegexMatch, { groupNames }: LinearRegex): string {
  if (!/[\\$]/.test(replacement)) return replacement
  return replacement.replaceAll(
    /\\([\s\S])|\$(?:(\d)|\{([a-zA-Z]\w*)\})|[\\$]/g,
    (_, plain?: string, digit?: string, name?: string) => {
      if (plain !== undefined) return plain
      const index = digit === undefined ? groupNames.get(name ?? '') : Number(digit)
      if (index === undefined || index >= groups.length) throw new RegexRefused('the replacement names no group')
      return groups[index] ?? ''
    },
  )
}
