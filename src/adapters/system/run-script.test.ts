import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import { runScript } from './run-script.ts'

async function script(t: TestContext, text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'script-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, 'script.mjs')
  await writeFile(path, text)
  return { url: pathToFileURL(path), out: join(folder, 'out') }
}

describe('runScript', () => {
  test('runs it with what it is given', async (t) => {
    const { url, out } = await script(t, `await (await import('node:fs/promises')).writeFile(process.argv[2], 'done')`)
    await runScript(url, [out])
    assert.equal(await readFile(out, 'utf8'), 'done')
  })

  test('says what it said when it fails', async (t) => {
    const { url } = await script(t, `console.error('no room'); process.exitCode = 3`)
    await assert.rejects(runScript(url, []), /script\.mjs ended with 3: no room$/)
  })
})
