import { anyOf, between, not, shorthandClasses } from './character-classes.ts'
import { parseEscape, type PatternReader } from './parse-escape.ts'
import { RegexRefused, type CharacterTest, type RegexDialect } from './regex-tree.ts'

/** `[…]`, from behind its opening bracket. */
export function parseClass(reader: PatternReader, dialect: RegexDialect, depth = 0): CharacterTest {
  if (depth > 10) throw new RegexRefused('nests too many classes')
  const isNegated = takeText(reader, '^')
  const tests: CharacterTest[] = []
  // Java: a bracket that comes first is a character.
  let isFirst = dialect === 'java'
  while (isFirst || !takeText(reader, ']')) {
    if (reader.at >= reader.pattern.length) throw new RegexRefused('has a [ without a ]')
    if (reader.pattern.startsWith('&&', reader.at)) {
      throw new RegexRefused('intersects classes with &&, which is not supported')
    }
    if (dialect === 'java' && takeText(reader, '[')) tests.push(parseClass(reader, dialect, depth + 1))
    else tests.push(rangeOrClass(reader))
    isFirst = false
  }
  const test = anyOf(tests)
  return isNegated ? not(test) : test
}

function rangeOrClass(reader: PatternReader): CharacterTest {
  const first = member(reader)
  if (typeof first !== 'number') return first
  const isRange =
    reader.pattern.charAt(reader.at) === '-' && !/^(?:\]|$)/.test(reader.pattern.slice(reader.at + 1, reader.at + 2))
  if (!isRange) return between(first, first)
  reader.at += 1
  const last = member(reader)
  if (typeof last !== 'number') return anyOf([between(first, first), between(0x2d, 0x2d), last])
  if (last < first) throw new RegexRefused('has a range whose first character comes after its last')
  return between(first, last)
}

function member(reader: PatternReader): number | CharacterTest {
  const point = reader.pattern.codePointAt(reader.at)
  if (point === undefined) throw new RegexRefused('has a [ without a ]')
  reader.at += point > 0xffff ? 2 : 1
  if (point !== 0x5c) return point
  const shorthand = shorthandClasses.get(reader.pattern.charAt(reader.at))
  if (shorthand !== undefined) {
    reader.at += 1
    return shorthand
  }
  if (takeText(reader, 'b')) return 0x08
  return parseEscape(reader)
}

function takeText(reader: PatternReader, text: string): boolean {
  if (!reader.pattern.startsWith(text, reader.at)) return false
  reader.at += text.length
  return true
}
