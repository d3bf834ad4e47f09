import assert from 'node:assert/strict'
import { chmod, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { openKeyFile, readKeyFile } from './key-file.ts'
import { systemRandom } from './random.ts'
import { SecretFileError } from './secret-file.ts'

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-key-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

describe('key file', () => {
  test('is made once, for its owner only, and read from then on', async (t) => {
    const folder = await newFolder(t)
    const path = join(folder, 'deeper', 'master.key')
    const made = await openKeyFile(path, systemRandom)
    assert.equal(made.length, 32)
    assert.equal((await stat(path)).mode & 0o777, 0o600)
    assert.deepEqual(await openKeyFile(path, systemRandom), made)
    assert.deepEqual(await readKeyFile(path), made)
    assert.deepEqual(await readdir(join(folder, 'deeper')), ['master.key'], 'no temporary file is left')
  })

  test('two starts at once end with one key', async (t) => {
    const path = join(await newFolder(t), 'master.key')
    const keys = await Promise.all(Array.from({ length: 8 }, () => openKeyFile(path, systemRandom)))
    for (const key of keys) assert.deepEqual(key, keys[0])
  })

  for (const mode of [0o644, 0o640, 0o660, 0o602, 0o601]) {
    test(`refuses mode ${mode.toString(8)}`, async (t) => {
      const path = join(await newFolder(t), 'master.key')
      await openKeyFile(path, systemRandom)
      await chmod(path, mode)
      const refusal = { name: 'SecretFileError', message: new RegExp(`mode 0${mode.toString(8)}.*chmod 600`) }
      await assert.rejects(readKeyFile(path), refusal)
      await assert.rejects(openKeyFile(path, systemRandom), refusal)
    })
  }

  test('judges the file behind a link', async (t) => {
    const folder = await newFolder(t)
    await openKeyFile(join(folder, 'real.key'), systemRandom)
    await symlink(join(folder, 'real.key'), join(folder, 'master.key'))
    assert.equal((await readKeyFile(join(folder, 'master.key'))).length, 32)
    await chmod(join(folder, 'real.key'), 0o644)
    await assert.rejects(readKeyFile(join(folder, 'master.key')), SecretFileError)
  })

  test('says that it is missing where it must not be made', async (t) => {
    const path = join(await newFolder(t), 'master.key')
    await assert.rejects(readKeyFile(path), { name: 'SecretFileError', message: `There is no key file at ${path}.` })
  })

  test('refuses content that is no key, without showing it', async (t) => {
    const path = join(await newFolder(t), 'master.key')
    await writeFile(path, 'hunter2', { mode: 0o600 })
    await assert.rejects(openKeyFile(path, systemRandom), (error: Error) => {
      assert.match(error.message, /does not hold 32 bytes/)
      assert.doesNotMatch(error.message, /hunter2/)
      return true
    })
  })
})
