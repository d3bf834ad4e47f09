import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import type { KeyedCertificate } from '../../ports/certificates.ts'
import { openCertificateFiles } from './certificate-files.ts'
import { systemClock } from './clock.ts'
import { openLocalCertificateAuthority } from './local-certificate-authority.ts'
import { systemRandom } from './random.ts'

async function setUp(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-tls-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const authority = await openLocalCertificateAuthority({ folder, clock: systemClock, random: systemRandom })
  const pairOf = async (name: string): Promise<KeyedCertificate> => {
    const pair = await authority.forServerName(name)
    assert.ok(pair)
    return pair
  }
  const certificateFile = join(folder, 'tls.crt')
  const keyFile = join(folder, 'tls.key')
  const write = async (certificate: string, privateKey: string): Promise<void> => {
    await writeFile(certificateFile, certificate)
    await writeFile(keyFile, privateKey, { mode: 0o600 })
  }
  const errors: string[] = []
  const ignore = (): void => {}
  const log = {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: (_: object, message: string) => void errors.push(message),
  }
  const time = { elapsed: 0 }
  const open = () => openCertificateFiles({ certificateFile, keyFile, log, elapsed: () => time.elapsed })
  return { pairOf, write, open, errors, time, certificateFile }
}

describe('certificate files', () => {
  test('a renewed pair is served after the next look, the same object until then', async (t) => {
    const { pairOf, write, open, time } = await setUp(t)
    const [first, second] = [await pairOf('a.localhost'), await pairOf('b.localhost')]
    await write(first.certificate, first.privateKey)
    const certificates = await open()
    const served = await certificates.forServerName('whatever')
    assert.deepEqual(served, first)
    await write(second.certificate, second.privateKey)
    time.elapsed = 9_999
    assert.equal(await certificates.forServerName('whatever'), served)
    time.elapsed = 10_000
    assert.deepEqual(await certificates.forServerName('whatever'), second)
  })

  test('a pair that does not fit keeps the last good one, and says so in the log', async (t) => {
    const { pairOf, write, open, errors, time } = await setUp(t)
    const [first, second] = [await pairOf('a.localhost'), await pairOf('b.localhost')]
    await write(first.certificate, first.privateKey)
    const certificates = await open()
    await write(second.certificate, first.privateKey)
    time.elapsed = 20_000
    assert.deepEqual(await certificates.forServerName('x'), first)
    assert.deepEqual(errors, ['TLS certificate cannot be read again; the last good one stays in use'])
    await write(second.certificate, second.privateKey)
    time.elapsed = 40_000
    assert.deepEqual(await certificates.forServerName('x'), second, 'and the right pair is taken when it comes')
  })

  test('refuses to open a pair that does not fit, or none', async (t) => {
    const { pairOf, write, open, certificateFile } = await setUp(t)
    await assert.rejects(open(), /The certificate cannot be read from .*tls.crt/)
    await write((await pairOf('a.localhost')).certificate, (await pairOf('b.localhost')).privateKey)
    await assert.rejects(open(), /does not belong to the certificate/)
    assert.match(await readFile(certificateFile, 'utf8'), /BEGIN CERTIFICATE/)
  })
})
