import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { textFolder } from './text-folder.ts'

const pool = { id: 'us-east-1_pool', name: 'people' }
const client = { id: 'client1', name: 'Harbour web' }

describe('a folder of texts', () => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'texts-'))
    await mkdir(join(folder, 'people', 'Harbour web'), { recursive: true })
    await mkdir(join(folder, 'us-east-1_pool'))
    const write = (path: string, texts: object) => writeFile(join(folder, path), JSON.stringify(texts))
    await write('en.json', { signIn: 'all' })
    await write('people/en.json', { signIn: 'by name' })
    await write('us-east-1_pool/en.json', { signIn: 'by id' })
    await write('people/Harbour web/en.json', { signIn: 'client' })
  })
  after(() => rm(folder, { recursive: true }))

  function opened() {
    const lines: object[] = []
    return { lines, texts: textFolder(folder, { warn: (fields) => void lines.push(fields) }) }
  }

  test('goes from the general to the special', async () => {
    const { texts, lines } = opened()
    const found = await texts.list({ pool, client, language: 'en' })
    assert.deepEqual(
      found,
      ['all', 'by name', 'by id', 'client'].map((signIn) => ({ signIn })),
    )
    assert.deepEqual(await texts.list({ pool, client, language: 'de' }), [])
    assert.deepEqual(await texts.list({ pool: { id: 'x', name: '..' }, client: undefined, language: 'en' }), [
      { signIn: 'all' },
    ])
    assert.deepEqual(lines, [])
  })

  test('is read again when a file changes, and tells once what is wrong', async () => {
    const { texts, lines } = opened()
    const path = join(folder, 'fr.json')
    const scope = { pool, client: undefined, language: 'fr' }
    await writeFile(path, '{"signIn": 5}')
    assert.deepEqual(await texts.list(scope), [{ signIn: 5 }])
    await texts.list(scope)
    assert.deepEqual(lines, [{ path, problems: ['signIn must be a text'] }])
    await writeFile(path, '{"signIn": "Entrer"}')
    await utimes(path, new Date(), new Date(Date.now() + 5000))
    assert.deepEqual(await texts.list(scope), [{ signIn: 'Entrer' }])
    await writeFile(path, 'nothing')
    await utimes(path, new Date(), new Date(Date.now() + 9000))
    assert.deepEqual(await texts.list(scope), [{}])
    assert.deepEqual(lines.at(-1), { path, problems: ['it is no JSON object'] })
    await rm(path)
    assert.deepEqual(await texts.list(scope), [])
  })
})
