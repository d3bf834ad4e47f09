import assert from 'node:assert/strict'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { runSallyport } from './program.ts'
import { migrate, prepareProduction, serve, storeFlags, writeCertificate, type Production } from './serve-secure.ts'

const newFolder = temporaryFolders()

/** Contract CFG-01: production starts securely or not at all. */
describe('serve refuses', () => {
  let production: Production
  before(async () => {
    production = await prepareProduction(newFolder())
    await migrate(production)
  })

  async function refusal(flags: readonly string[], environment: Record<string, string> = {}) {
    const { code, stdout, stderr } = await runSallyport(['serve', '--json', ...flags], { environment }).ended
    assert.equal(stdout, '')
    return { code, stderr }
  }

  test('to start without any setting, and names everything that is missing', async () => {
    const { code, stderr } = await refusal(['--data-dir', join(production.folder, 'data')])
    assert.equal(code, 2)
    assert.deepEqual(stderr.match(/--[a-z-]+ is missing|Nothing encrypts/g), [
      '--public-url is missing',
      '--key-file is missing',
      'Nothing encrypts',
    ])
  })

  test('a missing key file', async () => {
    const none = join(production.folder, 'none.key')
    const { code, stderr } = await refusal([...production.without('--key-file'), '--key-file', none])
    assert.deepEqual([code, stderr.split('\n')[0]], [1, `sallyport: There is no key file at ${none}.`])
  })

  for (const mode of [0o644, 0o640, 0o602]) {
    test(`a key file of mode ${mode.toString(8)}`, async () => {
      const keyFile = join(production.folder, `mode-${mode}.key`)
      writeFileSync(keyFile, `${Buffer.alloc(32, 7).toString('base64')}\n`)
      chmodSync(keyFile, mode)
      const { code, stderr } = await refusal([...production.without('--key-file'), '--key-file', keyFile])
      assert.equal(code, 1)
      assert.match(stderr, /has mode 0\d{3}: others can reach it\. Run "chmod 600/)
      assert.ok(!stderr.includes(Buffer.alloc(32, 7).toString('base64')))
    })
  }

  test('another key than the database was made with', async () => {
    const keyFile = join(production.folder, 'other.key')
    writeFileSync(keyFile, `${Buffer.alloc(32, 9).toString('base64')}\n`, { mode: 0o600 })
    const { code, stderr } = await refusal([...production.without('--key-file'), '--key-file', keyFile])
    assert.equal(code, 1)
    assert.match(stderr, /master key/)
  })

  test('plain HTTP', async () => {
    const { code, stderr } = await refusal(production.without('--tls-cert-file', '--tls-key-file'))
    assert.deepEqual([code, stderr.startsWith('sallyport: Nothing encrypts:')], [2, true])
  })

  test('a certificate without its key, and with another’s', async () => {
    const half = await refusal(production.without('--tls-key-file'))
    assert.deepEqual([half.code, half.stderr.includes('belong together')], [2, true])
    const { tlsKeyFile } = writeCertificate(production.folder, 'other')
    const wrong = await refusal([...production.without('--tls-key-file'), '--tls-key-file', tlsKeyFile])
    assert.equal(wrong.code, 1)
    assert.match(wrong.stderr, /does not belong to the certificate/)
  })

  for (const url of ['http://id.example.test', 'https://localhost', 'https://user@id.example.test', 'https://x/path']) {
    test(`the public URL ${url}`, async () => {
      const { code, stderr } = await refusal([...production.without('--public-url'), '--public-url', url])
      assert.equal(code, 2)
      assert.match(stderr, /--public-url/)
    })
  }

  test('a database that nobody prepared', async () => {
    const fresh = join(production.folder, 'fresh')
    const { code, stderr } = await refusal([...production.without('--data-dir'), '--data-dir', fresh])
    assert.equal(code, 1)
    assert.match(stderr, /schema is behind this release: .* Run "sallyport migrate"/)
  })

  test('what is for development only, as a flag or a variable', async () => {
    for (const flag of ['--fixed-code', '--http-port', '--base-host']) {
      const { code, stderr } = await refusal([...production.flags, flag, '123456'])
      assert.deepEqual([code, stderr.includes(`unknown option '${flag}'`)], [2, true])
    }
    const { code, stderr } = await refusal(production.flags, { SALLYPORT_FIXED_CODE: '123456' })
    assert.equal(code, 2)
    assert.equal(stderr, 'sallyport: SALLYPORT_FIXED_CODE is for development: "serve" has no such setting.\n')
  })

  test('proxies that are no addresses', async () => {
    const { code, stderr } = await refusal([...production.flags, '--trusted-proxies', 'everyone'])
    assert.equal(code, 1)
    assert.match(stderr, /"everyone" is not an address range/)
  })

  test('several processes on one SQLite file', async () => {
    const { code, stderr } = await refusal([...production.flags, '--workers', '2'])
    assert.equal(code, 2)
    assert.match(stderr, /--workers needs --database-url/)
  })

  test('a data folder that another node uses', async () => {
    const node = await serve(production)
    const { code, stderr } = await refusal(production.flags)
    await node[Symbol.asyncDispose]()
    assert.equal(code, 1)
    assert.match(stderr, /Another Sallyport uses the data folder/)
  })
})

describe('migrate and access-key refuse', () => {
  let production: Production
  before(async () => {
    production = await prepareProduction(newFolder())
  })

  test('to work without a key file', async () => {
    for (const command of [['migrate'], ['access-key', 'ops']]) {
      const { code, stderr } = await runSallyport([...command, '--data-dir', join(production.folder, 'data')]).ended
      assert.equal(code, 2)
      assert.match(stderr, /--key-file is missing/)
    }
  })

  test('a key for a database that nobody prepared', async () => {
    const { code, stderr } = await runSallyport(['access-key', 'ops', ...storeFlags(production)]).ended
    assert.equal(code, 1)
    assert.match(stderr, /Run "sallyport migrate"/)
  })
})
