import type { CharacterTest } from './regex-tree.ts'

export const isDigit: CharacterTest = (point) => point >= 0x30 && point <= 0x39
export const isWord: CharacterTest = (point) =>
  isDigit(point) || (point >= 0x41 && point <= 0x5a) || (point >= 0x61 && point <= 0x7a) || point === 0x5f
const isSpace: CharacterTest = (point) => point === 0x20 || (point >= 0x09 && point <= 0x0d)
const isBlank: CharacterTest = (point) => point === 0x20 || point === 0x09
export const isLineEnd: CharacterTest = (point) =>
  point === 0x0a || point === 0x0d || point === 0x85 || point === 0x2028 || point === 0x2029

export function not(test: CharacterTest): CharacterTest {
  return (point) => !test(point)
}

export function anyOf(tests: readonly CharacterTest[]): CharacterTest {
  const [only, ...others] = tests
  if (only !== undefined && others.length === 0) return only
  return (point) => tests.some((test) => test(point))
}

export function between(first: number, last: number): CharacterTest {
  return (point) => point >= first && point <= last
}

/** The letter in either case counts. */
export function inAnyCase(test: CharacterTest): CharacterTest {
  return (point) => {
    if (test(point)) return true
    const character = String.fromCodePoint(point)
    return [character.toLowerCase(), character.toUpperCase()].some((other) => {
      const folded = other.codePointAt(0)
      return folded !== undefined && folded !== point && test(folded)
    })
  }
}

/** `\d`, `\W` and their like. */
export const shorthandClasses: ReadonlyMap<string, CharacterTest> = new Map([
  ['d', isDigit],
  ['D', not(isDigit)],
  ['w', isWord],
  ['W', not(isWord)],
  ['s', isSpace],
  ['S', not(isSpace)],
  ['h', isBlank],
  ['H', not(isBlank)],
])

const POSIX: ReadonlyMap<string, CharacterTest> = new Map([
  ['Alpha', (point) => isWord(point) && !isDigit(point) && point !== 0x5f],
  ['Alnum', (point) => isWord(point) && point !== 0x5f],
  ['ASCII', between(0, 0x7f)],
  ['Blank', isBlank],
  ['Cntrl', anyOf([between(0, 0x1f), between(0x7f, 0x7f)])],
  ['Digit', isDigit],
  ['Graph', between(0x21, 0x7e)],
  ['Lower', between(0x61, 0x7a)],
  ['Print', between(0x20, 0x7e)],
  ['Punct', (point) => point >= 0x21 && point <= 0x7e && (!isWord(point) || point === 0x5f)],
  ['Space', isSpace],
  ['Upper', between(0x41, 0x5a)],
  ['XDigit', anyOf([isDigit, between(0x41, 0x46), between(0x61, 0x66)])],
])

/** `\p{Alpha}`, `\p{L}`, `\p{IsGreek}`; undefined for a class that is not known. */
export function propertyClass(name: string): CharacterTest | undefined {
  const posix = POSIX.get(name)
  if (posix !== undefined) return posix
  const plain = name.replace(/^Is(?=.{2})/, '')
  const spellings = [plain, `Script=${plain}`, plain.replace(/^(?:script|sc)=/i, 'Script=')]
  for (const spelling of spellings) {
    const test = nativeProperty(spelling)
    if (test !== undefined) return test
  }
  return undefined
}

/** One character against one property: nothing there to backtrack over. */
function nativeProperty(spelling: string): CharacterTest | undefined {
  if (!/^[A-Za-z_=]+$/.test(spelling)) return undefined
  try {
    const expression = new RegExp(`^\\p{${spelling}}$`, 'u')
    return (point) => expression.test(String.fromCodePoint(point))
  } catch {
    // RegExp has no other way to say that it does not know a property.
    return undefined
  }
}
