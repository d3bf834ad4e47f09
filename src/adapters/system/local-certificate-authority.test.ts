import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { connect, createServer, type TLSSocket } from 'node:tls'
import type { KeyedCertificate } from '../../ports/certificates.ts'
import { createDevelopmentClock, systemClock } from './clock.ts'
import { openLocalCertificateAuthority } from './local-certificate-authority.ts'
import { systemRandom } from './random.ts'

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-ca-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const open = (folder: string, baseHost = 'localhost', clock = createDevelopmentClock()) =>
  openLocalCertificateAuthority({ folder, clock, random: systemRandom, baseHost })

/** Connects as a client that trusts only `ca`; undefined, or why the client refused. */
async function handshake(
  pair: KeyedCertificate,
  ca: string,
  to: { servername?: string; host?: string },
): Promise<string | undefined> {
  const server = createServer({ key: pair.privateKey, cert: pair.certificate }, (socket: TLSSocket) => socket.end())
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  try {
    return await new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, ca, ...to }, () => {
        socket.end()
        resolve(undefined)
      })
      socket.on('error', (error: NodeJS.ErrnoException) =>
        resolve(error.code === 'UNSPECIFIED' ? error.message : error.code),
      )
    })
  } finally {
    server.close()
  }
}

describe('local CA', () => {
  test('signs certificates that a client trusting it accepts, for any depth of name', async (t) => {
    const authority = await open(await newFolder(t))
    const ca = await readFile(authority.caFile, 'utf8')
    for (const name of ['localhost', 'app.localhost', 'a1b2c3.execute-api.us-east-1.localhost', 'auth.notes.example']) {
      const pair = await authority.forServerName(name)
      assert.ok(pair)
      assert.equal(await handshake(pair, ca, { servername: name }), undefined, name)
      assert.equal(await handshake(pair, ca, { servername: 'other.localhost' }), 'ERR_TLS_CERT_ALTNAME_INVALID')
    }
  })

  test('names the addresses of this machine in the certificate of localhost', async (t) => {
    const authority = await open(await newFolder(t))
    const pair = await authority.forServerName('localhost')
    assert.ok(pair)
    assert.equal(await handshake(pair, await readFile(authority.caFile, 'utf8'), {}), undefined)
    const { subjectAltName } = new X509Certificate(pair.certificate)
    assert.equal(subjectAltName, 'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1')
  })

  test('a client that does not trust it refuses', async (t) => {
    const other = await open(await newFolder(t))
    const pair = await (await open(await newFolder(t))).forServerName('localhost')
    assert.ok(pair)
    const refused = await handshake(pair, await readFile(other.caFile, 'utf8'), { servername: 'localhost' })
    assert.notEqual(refused, undefined)
  })

  test('cannot vouch for names that somebody owns, even if its key signs them', async (t) => {
    const folder = await newFolder(t)
    const wide = await open(folder, 'sallyport.dev')
    const pair = await wide.forServerName('login.sallyport.dev')
    assert.ok(pair)
    assert.equal(
      await handshake(pair, await readFile(wide.caFile, 'utf8'), { servername: 'login.sallyport.dev' }),
      undefined,
    )

    const narrow = await open(await newFolder(t))
    const text = await readFile(narrow.caFile, 'utf8')
    const { createPrivateKey, createPublicKey } = await import('node:crypto')
    const { serverExtensions, signCertificate } = await import('../../crypto/certificates/x509.ts')
    const key = createPrivateKey(await readFile(join(narrow.caFile, '..', 'authority.pem')))
    const publicKey = createPublicKey(key)
    const certificate = signCertificate(
      {
        serialNumber: Uint8Array.of(1),
        issuer: new X509Certificate(text).subject.replace('CN=', ''),
        subject: 'www.bank.com',
        notBefore: new Date(Date.now() - 1000),
        notAfter: new Date(Date.now() + 86_400_000),
        publicKey,
        extensions: serverExtensions({
          key: publicKey,
          issuerKey: publicKey,
          names: ['www.bank.com'],
          withLoopback: false,
        }),
      },
      key,
    )
    const stolen = { privateKey: key.export({ type: 'pkcs8', format: 'pem' }), certificate }
    assert.equal(await handshake(stolen, text, { servername: 'www.bank.com' }), 'permitted subtree violation')
  })

  for (const name of [
    'www.google.com',
    'localhost.evil.com',
    'evillocalhost',
    '',
    '..localhost',
    '../a.localhost',
    'a/b.localhost',
    '*.localhost',
    `${'a'.repeat(64)}.localhost`,
  ]) {
    test(`refuses the name ${JSON.stringify(name.slice(0, 20))}`, async (t) => {
      const folder = await newFolder(t)
      assert.equal(await (await open(folder)).forServerName(name), undefined)
      assert.deepEqual((await readdir(folder)).toSorted(), ['authority.pem', 'ca.pem'])
    })
  }

  test('keeps keys from others and the same certificates over restarts', async (t) => {
    const folder = await newFolder(t)
    const first = await (await open(folder)).forServerName('App.Localhost.')
    const again = await open(folder)
    assert.deepEqual(await again.forServerName('app.localhost'), first)
    assert.equal(await again.forServerName('app.localhost'), await again.forServerName('app.localhost'))
    for (const file of ['authority.pem', 'hosts/app.localhost.pem'])
      assert.equal((await stat(join(folder, file))).mode & 0o777, 0o600)
    assert.doesNotMatch(await readFile(again.caFile, 'utf8'), /PRIVATE/)
  })

  test('issues a new certificate in time, and makes a new CA before the old one is too old', async (t) => {
    const folder = await newFolder(t)
    const clock = createDevelopmentClock(systemClock)
    const authority = await open(folder, 'localhost', clock)
    const ca = await readFile(authority.caFile, 'utf8')
    const first = await authority.forServerName('localhost')
    clock.advance(70 * 86_400)
    assert.equal(await authority.forServerName('localhost'), first)
    clock.advance(10 * 86_400)
    assert.notDeepEqual(await authority.forServerName('localhost'), first)
    clock.advance(5 * 365 * 86_400 - 100 * 86_400)
    const renewed = await open(folder, 'localhost', clock)
    assert.notEqual(await readFile(renewed.caFile, 'utf8'), ca)
    const pair = await renewed.forServerName('localhost')
    assert.ok(
      new X509Certificate(pair?.certificate ?? '').checkIssued(new X509Certificate(await readFile(renewed.caFile))),
    )
  })

  test('two starts at once end with one CA', async (t) => {
    const folder = await newFolder(t)
    const authorities = await Promise.all(Array.from({ length: 6 }, () => open(folder)))
    const ca = new X509Certificate(await readFile(join(folder, 'ca.pem')))
    for (const authority of authorities) {
      const pair = await authority.forServerName('localhost')
      assert.ok(new X509Certificate(pair?.certificate ?? '').verify(ca.publicKey))
    }
  })
})
