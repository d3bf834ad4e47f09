import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { JsonPathRefused, parseJsonPath } from './json-path.ts'

// A template may put what a client sends into a path, so the work of reading one must grow with its length alone.
describe('a path that was made to cost', () => {
  const costly: Readonly<Record<string, string>> = {
    'blanks in a filter': `$[?(@.a${' '.repeat(980)}x)]`,
    'blanks after an operator': `$[?(@.a==${' '.repeat(980)}x)]`,
    'blanks and names in turn': `$[?(@.${'a '.repeat(490)})x`,
    'names without an end': `$[${"'a',".repeat(240)}x`,
    'backslashes without an end': `$['${'\\'.repeat(980)}`,
  }
  for (const [name, path] of Object.entries(costly)) {
    test(name, () => {
      const startedAt = performance.now()
      assert.throws(() => parseJsonPath(path), JsonPathRefused)
      // A tenth of a millisecond; nine hundred where expressions try each blank against each other.
      assert.ok(performance.now() - startedAt < 300)
    })
  }
})
