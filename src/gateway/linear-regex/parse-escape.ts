import { not, propertyClass } from './character-classes.ts'
import { RegexRefused, type CharacterTest } from './regex-tree.ts'

export interface PatternReader {
  readonly pattern: string
  at: number
}

const CONTROLS = new Map([
  ['t', 0x09],
  ['n', 0x0a],
  ['v', 0x0b],
  ['f', 0x0c],
  ['r', 0x0d],
  ['a', 0x07],
  ['e', 0x1b],
])
const NUMBERED = /x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|(0)(?!\d)/y
const PROPERTY = /([pP])(?:\{(\^?)([^}]+)\}|([A-Z]))/y

/** What follows a backslash, apart from what only counts outside classes: one character, or a class of them. */
export function parseEscape(reader: PatternReader): number | CharacterTest {
  NUMBERED.lastIndex = reader.at
  const numbered = NUMBERED.exec(reader.pattern)
  if (numbered !== null) {
    reader.at += numbered[0].length
    const point = Number.parseInt(numbered[1] ?? numbered[2] ?? numbered[3] ?? numbered[4] ?? '0', 16)
    if (point > 0x10ffff) throw new RegexRefused('names a character that does not exist')
    return point
  }
  PROPERTY.lastIndex = reader.at
  const property = PROPERTY.exec(reader.pattern)
  if (property !== null) {
    reader.at += property[0].length
    return propertyOf(property)
  }
  const point = reader.pattern.codePointAt(reader.at)
  if (point === undefined) throw new RegexRefused('ends with a backslash')
  const character = String.fromCodePoint(point)
  reader.at += character.length
  const control = CONTROLS.get(character)
  if (control !== undefined) return control
  if (/[A-Za-z0-9]/.test(character)) throw new RegexRefused(`has the escape \\${character}, which is not supported`)
  return point
}

function propertyOf(match: RegExpExecArray): CharacterTest {
  const [, letter, caret, longName, shortName] = match
  const name = longName ?? shortName ?? ''
  const test = propertyClass(name)
  if (test === undefined) throw new RegexRefused(`has the class ${name}, which is not supported`)
  return (letter === 'P') === (caret === '^') ? test : not(test)
}
