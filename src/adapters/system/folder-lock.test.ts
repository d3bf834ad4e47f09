import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { FolderInUseError, lockFolder } from './folder-lock.ts'

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lock-'))
  t.after(() => rm(folder, { recursive: true }))
  return folder
}

describe('lockFolder', () => {
  test('keeps a second one out, and lets it in afterwards', async (t) => {
    const folder = await newFolder(t)
    const lock = lockFolder(folder)
    assert.throws(() => lockFolder(folder), FolderInUseError)
    lock[Symbol.dispose]()
    lockFolder(folder)[Symbol.dispose]()
  })

  test('says which folder, and what to do', async (t) => {
    const folder = await newFolder(t)
    const held = lockFolder(folder)
    assert.throws(() => lockFolder(folder), { message: new RegExp(`${folder}.*Stop it, or choose another`) })
    held[Symbol.dispose]()
  })

  test('is free again when the process that held it was killed', async (t) => {
    const folder = await newFolder(t)
    const url = new URL('folder-lock.ts', import.meta.url).href
    const program = `const { lockFolder } = await import('${url}'); globalThis.lock = lockFolder('${folder}')
      console.log('held'); setInterval(() => {}, 1000)`
    const holder = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(holder.stdout, 'data')
    assert.throws(() => lockFolder(folder), FolderInUseError)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    lockFolder(folder)[Symbol.dispose]()
  })

  test('leaves one empty file that only its owner may open', async (t) => {
    const folder = await newFolder(t)
    using _lock = lockFolder(folder)
    assert.deepEqual(await readdir(folder), ['in-use.lock'])
    const { mode, size } = await stat(join(folder, 'in-use.lock'))
    assert.deepEqual([mode & 0o777, size], [0o600, 0])
  })

  test('passes on any other failure', () => {
    assert.throws(() => lockFolder('/no/such/folder'), { code: 'ENOENT' })
  })
})
