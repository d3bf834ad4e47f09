import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { createPasswordFilter, passwordDigest } from '../../crypto/passwords/password-filter.ts'
import { commonPasswords } from './common-passwords.ts'
import { openPasswordFile } from './password-file.ts'

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const passwords = Array.from({ length: 300 }, (_, index) => `password ${index}`)
const digests = passwords.map((password) => passwordDigest(password).toString('hex').toUpperCase()).toSorted()

async function withFile(content: string | Uint8Array, use: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-passwords-'))
  try {
    await writeFile(join(folder, 'list'), content)
    await use(join(folder, 'list'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('a file of compromised passwords', () => {
  const files = {
    'digests alone': digests.map((digest) => `${digest}\n`).join(''),
    'digests with counts, as they are published': digests
      .map((digest, index) => `${digest}:${index * 7919}\r\n`)
      .join(''),
    'digests without a last line feed': digests.join('\n'),
    'digests in small letters': digests.map((digest) => `${digest.toLowerCase()}\n`).join(''),
    'digests cut short': digests.map((digest) => `${digest.slice(0, 16)}\n`).join(''),
    'a filter': createPasswordFilter(passwords.map(passwordDigest)),
  }
  for (const [what, content] of Object.entries(files)) {
    test(`of ${what} knows its own and no others`, async () => {
      await withFile(content, async (path) => {
        await using list = await openPasswordFile(path, silent)
        for (const password of passwords) assert.ok(await list.includes(password), password)
        for (let index = 0; index < 100; index += 1) assert.equal(await list.includes(`other ${index}`), false)
      })
    })
  }

  test('that is none is refused when it is opened', async () => {
    for (const content of ['', 'password\n123456\n', 'ABCDEF\n', Buffer.from('SPPF1')]) {
      await withFile(content, (path) => assert.rejects(openPasswordFile(path, silent), /filter of passwords/))
    }
  })
})

describe('the list that comes along', () => {
  test('has what most people choose, however it is capitalised', async () => {
    const common = commonPasswords()
    for (const password of ['123456', 'password', 'PASSWORD1', 'Football', 'qwertyuiop', 'iloveyou']) {
      assert.ok(await common.includes(password), password)
    }
    for (const password of ['Gruff-otter-waltz-93', 'correct horse battery staple', '']) {
      assert.equal(await common.includes(password), false, password)
    }
  })
})
