import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

/** Says what runs when. It opens something that takes its time, as an installation does. */
const file = `
import { after, before, beforeEach, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { basename } from 'node:path'
const name = basename(import.meta.url, '.test.mjs')
const say = (what) => console.error(name + ' ' + what)
const take = async (what) => {
  say('begins to ' + what)
  for (let turn = 0; turn < 100; turn += 1) await setImmediate()
  say('has come to ' + what)
}
before(() => take('open'))
after(() => take('close'))
beforeEach(() => say('prepares'))
await setImmediate()
test('one', () => say('one'))
test('two', () => say('two'))
`

describe('test files that share a process', () => {
  test('take turns, and each keeps its hooks to itself', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'sallyport-batch-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const files = ['first', 'second'].map((name) => join(folder, `${name}.test.mjs`))
    for (const path of files) writeFileSync(path, file)
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const batch = fileURLToPath(new URL('test-batch.ts', import.meta.url))
    const { stderr } = spawnSync(process.execPath, ['--test-reporter=dot', batch, ...files], { encoding: 'utf8', env })
    const opened = ['begins to open', 'has come to open']
    const turn = [...opened, 'prepares', 'one', 'prepares', 'two', 'begins to close', 'has come to close']
    assert.deepEqual(
      stderr.split('\n').filter((line) => /^(first|second)/.test(line)),
      ['first', 'second'].flatMap((name) => turn.map((what) => `${name} ${what}`)),
    )
  })
})
