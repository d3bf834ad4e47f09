import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findTypeEscapes, type Escape } from './architecture/escapes.ts'
import { measureLengths } from './architecture/file-lengths.ts'
import { isTest, readSourceTree } from './architecture/source-tree.ts'
import { budgets } from './budgets.ts'

const tree = readSourceTree()
const source = tree.filter(({ path }) => path.startsWith('src/') && !path.endsWith('.test.ts'))
/** Catalogues are as long as the English one, in every language again. */
const translations = /^src\/messages\/(?!en\/)[^/]+\//

describe('length of files', () => {
  test('no hand-written file is above the limit', () => {
    const code = tree.filter((file) => !isTest(file))
    const tests = tree.filter(isTest)
    assert.deepEqual(measureLengths(code, budgets.maxLines).tooLong, [])
    assert.deepEqual(measureLengths(tests, budgets.maxTestLines).tooLong, [])
  })

  test('nearly all files in src are short', (t) => {
    const ours = source.filter(({ path }) => !translations.test(path))
    const { median, p95, max } = measureLengths(ours, budgets.maxLines)
    t.diagnostic(`lines per file in src: median ${median}, p95 ${p95}, max ${max}`)
    assert.ok(p95 <= budgets.p95Lines, `p95 is ${p95} lines, the budget is ${budgets.p95Lines}`)
  })

  test('a file above the limit is found', () => {
    const long = { path: 'src/flows/long.ts', text: 'export {}\n'.repeat(301) }
    const generated = { path: 'src/contract/long.gen.ts', text: 'export {}\n'.repeat(301) }
    const report = measureLengths([long, generated, { path: 'src/flows/short.ts', text: 'export {}\n' }], 300)
    assert.deepEqual(report, { median: 301, p95: 301, max: 301, tooLong: ['src/flows/long.ts has 301 lines'] })
  })
})

describe('steps around the type checker', () => {
  for (const kind of ['any', 'non-null', 'as'] as const satisfies readonly Escape[]) {
    test(`"${kind}" stays exactly at its allowance`, () => {
      const found = findTypeEscapes(source).filter((escape) => escape.kind === kind)
      const allowed = budgets.escapes[kind]
      assert.ok(
        found.length <= allowed,
        `${found.length} where ${allowed} are allowed: ${found.map(({ at }) => at).join(', ')}`,
      )
      assert.equal(found.length, allowed, 'fewer than allowed: lower the allowance in test/budgets.ts')
    })
  }

  test('each kind is found, and "as const" is not', () => {
    const text = `const a = <any>b\nexport const c = a!.d as string\nexport const e = ['f'] as const\n`
    assert.deepEqual(
      findTypeEscapes([{ path: 'src/flows/x.ts', text }]).toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
      [
        { kind: 'any', at: 'src/flows/x.ts:1' },
        { kind: 'as', at: 'src/flows/x.ts:1' },
        { kind: 'as', at: 'src/flows/x.ts:2' },
        { kind: 'non-null', at: 'src/flows/x.ts:2' },
      ],
    )
  })

  test('tests and generated files are free', () => {
    const text = 'export const a = b as string\n'
    assert.deepEqual(
      findTypeEscapes([
        { path: 'src/flows/x.test.ts', text },
        { path: 'src/contract/x.gen.ts', text },
      ]),
      [],
    )
  })
})
