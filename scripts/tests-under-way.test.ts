import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { describe, run, test } from 'node:test'
import { testsUnderWay } from './tests-under-way.ts'

/** Its second test never ends. */
const file = `
import { describe, test } from 'node:test'
describe('a suite', () => {
  test('ends', () => {})
  test('hangs', () => new Promise(() => setInterval(() => {}, 1000)))
  test('never begins', () => {})
})
`

describe('tests under way', () => {
  test('are those that hang, however much has ended before', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'sallyport-under-way-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const path = join(folder, 'hangs.test.mjs')
    writeFileSync(path, file)
    // A run within a run does nothing.
    const { NODE_TEST_CONTEXT: outer } = process.env
    delete process.env['NODE_TEST_CONTEXT']
    t.after(() => Object.assign(process.env, outer !== undefined && { NODE_TEST_CONTEXT: outer }))
    const underWay = testsUnderWay()
    const hang = new AbortController()
    let named: readonly string[] = []
    for await (const event of run({ files: [path], signal: hang.signal })) {
      underWay.hear(event)
      if (event.type !== 'test:dequeue' || event.data.name !== 'hangs') continue
      named = underWay.names()
      hang.abort()
    }
    assert.deepEqual(named.slice(-2), ['a suite', 'hangs'])
    assert.equal(named.includes('ends'), false)
  })
})
