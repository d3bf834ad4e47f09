import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../test/fast-check.ts'
import { replaceMatches } from './java-replacement.ts'
import { linearRegex } from './linear-regex.ts'
import { RegexRefused } from './regex-tree.ts'

const spend = () => {}

function replaced(text: string, pattern: string, replacement: string): string {
  return replaceMatches(text, linearRegex(pattern), { replacement, onlyFirst: false, spend })
}

describe('the same answers as a backtracking engine', () => {
  const atoms = [
    'a',
    'b',
    'ab',
    '.',
    '[ab]',
    '[^a]',
    '\\w',
    '\\d',
    '\\s',
    '^',
    '$',
    '\\b',
    '(a)',
    '(?:ab)',
    '(b|ab)',
    'é',
    '1',
  ]
  const pattern = fc
    .array(
      fc.tuple(fc.constantFrom(...atoms), fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '{1,2}', '{2}', '{0,}')),
      { minLength: 1, maxLength: 5 },
    )
    .map((parts) => parts.map(([atom, times]) => (/^[\^$]$|^\\b$/.test(atom) ? atom : `(?:${atom})${times}`)).join(''))
  const alternatives = fc.array(pattern, { minLength: 1, maxLength: 3 }).map((all) => all.join('|'))
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', 'é', '\n'), maxLength: 12 })

  test('find, with groups', () => {
    fc.assert(
      fc.property(alternatives, text, (source, input) => {
        const native = new RegExp(source, 'u').exec(input)
        const found = linearRegex(source, 'ecmascript').find(input)
        assert.deepEqual(
          found === undefined ? null : [found.start, found.groups[0]],
          native === null ? null : [native.index, native[0]],
        )
      }),
      { numRuns: 3000 },
    )
  })

  test('matches', () => {
    fc.assert(
      fc.property(alternatives, text, (source, input) => {
        assert.equal(linearRegex(source, 'ecmascript').matches(input), new RegExp(`^(?:${source})$`, 'u').test(input))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('patterns', () => {
  const cases: readonly (readonly [pattern: string, text: string, expected: string | undefined])[] = [
    ['(\\d{3})-(\\d{2,4})', 'tel 123-4567', '123-4567'],
    ['(?i)HELLO', 'say hello', 'hello'],
    ['a(?i:B)c', 'aBc abc', 'aBc'],
    ['(?s)a.b', 'a\nb', 'a\nb'],
    ['(?m)^b$', 'a\nb\nc', 'b'],
    ['\\Qa.b\\E', 'axb a.b', 'a.b'],
    ['[a-c[x-z]]+', 'mmaxbz', 'axbz'],
    ['[^\\s,;]+', ' ,foo;', 'foo'],
    ['\\p{Lu}\\p{Ll}+', 'x Émile', 'Émile'],
    ['\\p{Alpha}+', '12ab', 'ab'],
    ['\\u00e9', 'caf\u00e9', '\u00e9'],
    ['😀+', 'a😀😀b', '😀😀'],
    ['[^/]+$', 'a/b/c', 'c'],
    ['b$', 'a b\n', 'b'],
    ['b\\z', 'a b\n', undefined],
    ['x*', 'aaa', ''],
    ['(?<year>\\d{4})', 'in 2026', '2026'],
    ['[]a]', ']', ']'],
    ['[a-]', '-', '-'],
  ]
  for (const [pattern, text, expected] of cases) {
    test(`${pattern} in ${JSON.stringify(text)}`, () =>
      assert.equal(linearRegex(pattern).find(text)?.groups[0], expected))
  }
})

describe('replacements', () => {
  test('groups by number and name', () => {
    assert.equal(replaced('2026-11', '(?<y>\\d+)-(\\d+)', '$2/${y}'), '11/2026')
  })
  test('a backslash makes the next character plain', () => assert.equal(replaced('a', 'a', '\\$1\\\\'), '$1\\'))
  test('an empty match stands between characters', () => assert.equal(replaced('ab', 'x*', '-'), '-a-b-'))
  test("the guide's own: quotes after escapeJavaScript", () => {
    assert.equal(replaced("it\\'s", "\\\\'", "'"), "it's")
  })
})

describe('what cannot be run in linear time, or is no pattern, is refused', () => {
  for (const pattern of [
    '(a)\\1',
    '(?=a)',
    '(?!a)',
    '(?<=a)b',
    '(?>a)',
    'a++',
    '(',
    ')',
    '[a',
    '*a',
    'a**',
    'a{2,1}',
    '\\y',
    '\\p{Nope}',
    'a{100000}',
    '(a{1000}){1000}',
  ]) {
    test(pattern, () => assert.throws(() => linearRegex(pattern), RegexRefused))
  }
})

describe('work grows with the length only', () => {
  for (const pattern of ['(a+)+$', '(a|a)*b', '(a|aa)+$', '([a-z]+)*!', '(.*)(.*)(.*)x', '(x+x+)+y']) {
    test(`${pattern} against its worst text`, () => {
      const work = (length: number) => {
        let steps = 0
        linearRegex(pattern).matches(`${'ax'.repeat(length / 2)}!?`, (count) => {
          steps += count
        })
        return steps
      }
      assert.ok(work(20_000) <= 2.2 * work(10_000))
      assert.ok(work(20_000) < 2_000_000)
    })
  }
})
