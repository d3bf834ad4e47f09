import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { openFunctionFolder } from './function-folder.ts'

async function newRoot(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'folder-'))
  t.after(() => rm(folder, { recursive: true }))
  return join(folder, 'notes')
}

describe('openFunctionFolder', () => {
  test('is the same at every start', async (t) => {
    const root = await newRoot(t)
    assert.equal((await openFunctionFolder(root)).path(), join(root, '1'))
    await mkdir(join(root, '1'), { recursive: true })
    assert.equal((await openFunctionFolder(root)).path(), join(root, '1'))
  })

  test('after a renewal is another one, now and at the next start; the old one stays until it may go', async (t) => {
    const root = await newRoot(t)
    const folder = await openFunctionFolder(root)
    await mkdir(folder.path(), { recursive: true })
    await writeFile(join(folder.path(), 'notes'), 'old')
    const removeOld = await folder.renew()
    assert.equal(folder.path(), join(root, '2'))
    assert.deepEqual(await readdir(folder.path()), [])
    assert.equal((await stat(folder.path())).mode & 0o777, 0o700)
    assert.deepEqual(await readdir(root), ['1', '2'])
    await removeOld()
    assert.deepEqual(await readdir(root), ['2'])
    assert.equal((await openFunctionFolder(root)).path(), join(root, '2'))
  })

  test('what a reset could not remove any more goes at the next start', async (t) => {
    const root = await newRoot(t)
    for (const name of ['1', '2', 'other']) await mkdir(join(root, name), { recursive: true })
    assert.equal((await openFunctionFolder(root)).path(), join(root, '2'))
    assert.deepEqual(await readdir(root), ['2', 'other'])
  })
})
