import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertGrowsWithLength } from '../../../test/growth.ts'
import { JsonPathRefused, parseJsonPath } from './json-path.ts'

// A template may put what a client sends into a path, so the work of reading one must grow with its length alone.
describe('a path that was made to cost', () => {
  const costly: Readonly<Record<string, (length: number) => string>> = {
    'blanks in a filter': (length) => `$[?(@.a${' '.repeat(length)}x)]`,
    'blanks after an operator': (length) => `$[?(@.a==${' '.repeat(length)}x)]`,
    'blanks and names in turn': (length) => `$[?(@.${'a '.repeat(length / 2)})x`,
    'names without an end': (length) => `$[${"'a',".repeat(length / 4)}x`,
    'backslashes without an end': (length) => `$['${'\\'.repeat(length)}`,
  }
  for (const [name, pathOf] of Object.entries(costly)) {
    test(name, () => {
      const refuse = (path: string) => assert.throws(() => parseJsonPath(path), JsonPathRefused)
      // A thousand characters are the most that a path has: a tenth of a millisecond, and nine hundred where expressions
      // try each blank against each other.
      assertGrowsWithLength(pathOf, refuse, { length: 976 })
    })
  }
})
