import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect as connectPlain } from 'node:net'
import { after, describe, test } from 'node:test'
import type { TLSSocket } from 'node:tls'
import { definitionFromTemplate } from '../../../src/gateway/loading/definition-from-template.ts'
import { accountId, region } from '../gateway-under-test.ts'
import { ada, askOn, attempt, bob, domains, one, openTls, startMutualTls, two } from './mutual-tls-under-test.ts'
import type { MutualTlsUnderTest } from './mutual-tls-under-test.ts'
import { makeCertificate } from './test-certificates.ts'

const secure = await startMutualTls()
const defective = await startMutualTls({ asksNobody: true })
after(async () => {
  await secure[Symbol.asyncDispose]()
  await defective[Symbol.asyncDispose]()
})

function clientCertOf(certificate: string) {
  const { serialNumber, validFrom, validTo } = new X509Certificate(certificate)
  return {
    clientCertPem: certificate,
    subjectDN: 'CN=ada',
    issuerDN: 'CN=Authority one',
    serialNumber: (serialNumber.toLowerCase().match(/../g) ?? []).join(':'),
    validity: { notBefore: validFrom, notAfter: validTo },
  }
}

describe('1.21 mutual TLS of custom domains', () => {
  test('1.12 a REST API’s event tells the certificate', async () => {
    const socket = await openTls(secure.port, { name: 'one.example.com', as: ada })
    const { status, json } = await askOn(socket, 'one.example.com')
    assert.equal(status, 200)
    assert.deepEqual(json.requestContext.identity.clientCert, clientCertOf(ada.certificate))
    // The connection goes on.
    assert.equal((await askOn(socket, 'one.example.com')).status, 200)
    socket.destroy()
  })

  test('1.12 an HTTP API’s event of format 2.0 tells the certificate', async () => {
    const socket = await openTls(secure.port, { name: 'http.example.com', as: ada })
    const { status, json } = await askOn(socket, 'http.example.com')
    assert.equal(status, 200)
    assert.deepEqual(json.requestContext.authentication, { clientCert: clientCertOf(ada.certificate) })
    socket.destroy()
  })

  test('1.12 an event without one has no member for it', async () => {
    const socket = await openTls(secure.port, { name: 'open.example.com', as: ada })
    const { status, json } = await askOn(socket, 'open.example.com')
    assert.equal(status, 200)
    assert.equal('clientCert' in json.requestContext.identity, false)
    socket.destroy()
  })

  test('1.14 a mapping template reads the certificate', async () => {
    const socket = await openTls(secure.port, { name: 'one.example.com', as: ada })
    const { json } = await askOn(socket, 'one.example.com', '/mapped')
    assert.deepEqual(json, { who: `CN=ada until ${clientCertOf(ada.certificate).validity.notAfter}` })
    socket.destroy()
  })

  test('1.20 an access log tells the certificate', async () => {
    const own = await startMutualTls()
    await attempt(own.port, { name: 'one.example.com', as: ada }, 'one.example.com')
    await own[Symbol.asyncDispose]()
    const { issuerDN, serialNumber, subjectDN, validity } = clientCertOf(ada.certificate)
    assert.deepEqual(own.lines, [[subjectDN, issuerDN, serialNumber, validity.notBefore, validity.notAfter].join(' ')])
  })

  test('1.21 a chain of four is taken', async () => {
    const first = makeCertificate({ name: 'First', issuer: one, isAuthority: true })
    const second = makeCertificate({ name: 'Second', issuer: first, isAuthority: true })
    const client = makeCertificate({ name: 'ada', issuer: second })
    const chain = [second, first]
    assert.equal(await attempt(secure.port, { name: 'one.example.com', as: client, chain }, 'one.example.com'), 200)
  })

  test('1.21 a ClientHello may come a byte at a time, and in TLS 1.2', async () => {
    const socket = connectPlain(secure.port, '127.0.0.1')
    socket.setNoDelay(true)
    await once(socket, 'connect')
    // TLS writes its hello to a pair of streams; the bytes go on one by one.
    const { Duplex } = await import('node:stream')
    const slow: InstanceType<typeof Duplex> = new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        const bytes = [...chunk]
        const next = (): void => {
          const byte = bytes.shift()
          if (byte === undefined) return done()
          socket.write(Buffer.of(byte), () => setImmediate(next))
        }
        next()
      },
    })
    socket.on('data', (chunk) => slow.push(chunk)).on('close', () => slow.push(null))
    const opened = await openTls(secure.port, { name: 'one.example.com', as: ada, socket: slow, maxVersion: 'TLSv1.2' })
    assert.equal((await askOn(opened, 'one.example.com')).status, 200)
    opened.destroy()
    socket.destroy()
  })

  test('1.21 another truststore counts from the next connection on', async () => {
    await using own = await startMutualTls()
    assert.equal(await attempt(own.port, { name: 'one.example.com', as: bob }, 'one.example.com'), 'closed')
    own.replaceTruststore('one.pem', two.certificate)
    assert.equal(await attempt(own.port, { name: 'one.example.com', as: bob }, 'one.example.com'), 200)
    assert.equal(await attempt(own.port, { name: 'one.example.com', as: ada }, 'one.example.com'), 'closed')
  })

  test('1.21 a self-signed certificate is taken where it is in the truststore itself', async () => {
    await using own = await startMutualTls()
    const self = makeCertificate({ name: 'self' })
    own.replaceTruststore('one.pem', one.certificate + self.certificate)
    assert.equal(await attempt(own.port, { name: 'one.example.com', as: self }, 'one.example.com'), 200)
  })
})

type Attack = (system: MutualTlsUnderTest) => Promise<number | 'closed'>

/** A session that the server gave for one name. */
async function sessionOf(port: number, handshake: Parameters<typeof openTls>[1], host: string): Promise<Buffer> {
  const socket: TLSSocket = await openTls(port, handshake)
  const given: Buffer[] = []
  socket.on('session', (session) => given.push(session))
  // A session is given with the handshake, so it comes before the answer.
  await askOn(socket, host)
  const found = given[0] ?? socket.getSession()
  socket.destroy()
  return found ?? Buffer.alloc(0)
}

const name = 'one.example.com'
const intermediates = () => {
  const chain = [one]
  for (const step of ['First', 'Second', 'Third']) {
    chain.unshift(makeCertificate({ name: step, issuer: chain[0] ?? one, isAuthority: true }))
  }
  return chain.slice(0, -1)
}
const resumed =
  (maxVersion: 'TLSv1.2' | 'TLSv1.3', from: Parameters<typeof openTls>[1] & { name: string }): Attack =>
  async ({ port }) => {
    const session = await sessionOf(port, { ...from, maxVersion }, from.name)
    return attempt(port, { name, session, maxVersion }, name)
  }

const attacks: Readonly<Record<string, Attack>> = {
  'no certificate': ({ port }) => attempt(port, { name }, name),
  'a certificate that signs itself': ({ port }) => attempt(port, { name, as: makeCertificate({ name: 'ada' }) }, name),
  'one that names the authority and is not signed by it': ({ port }) => {
    const forged = makeCertificate({ name: 'Authority one', isAuthority: true })
    return attempt(port, { name, as: makeCertificate({ name: 'ada', issuer: forged }), chain: [forged] }, name)
  },
  'a certificate of another authority': ({ port }) => attempt(port, { name, as: bob }, name),
  'a certificate of a client that plays authority': ({ port }) =>
    attempt(port, { name, as: makeCertificate({ name: 'eve', issuer: ada }), chain: [ada] }, name),
  'an expired certificate': ({ port }) =>
    attempt(port, { name, as: makeCertificate({ name: 'ada', issuer: one, days: [-30, -1] }) }, name),
  'a certificate of tomorrow': ({ port }) =>
    attempt(port, { name, as: makeCertificate({ name: 'ada', issuer: one, days: [1, 30] }) }, name),
  'a certificate of a server': ({ port }) =>
    attempt(port, { name, as: makeCertificate({ name: 'ada', issuer: one, usage: 'server' }) }, name),
  'a chain of five': ({ port }) => {
    const chain = intermediates()
    return attempt(port, { name, as: makeCertificate({ name: 'ada', issuer: chain[0] ?? one }), chain }, name)
  },
  'the name of an open domain in the handshake': ({ port }) =>
    attempt(port, { name: 'open.example.com', as: ada }, name),
  'the name of the installation in the handshake': ({ port }) => attempt(port, { name: 'localhost', as: ada }, name),
  'no name in the handshake': ({ port }) => attempt(port, { as: ada }, name),
  'the name in capitals, without a certificate': ({ port }) =>
    attempt(port, { name: 'ONE.example.com' }, 'ONE.example.com'),
  'the certificate of another domain, by its name': ({ port }) =>
    attempt(port, { name: 'two.example.com', as: bob }, name),
  'a switch of the host on a connection of an open domain': ({ port }) =>
    attempt(port, { name: 'open.example.com' }, 'open.example.com', name),
  'a switch of the host between domains': ({ port }) =>
    attempt(port, { name: 'two.example.com', as: bob }, 'two.example.com', name),
  'the resumed session of an open domain, TLS 1.2': resumed('TLSv1.2', { name: 'open.example.com' }),
  'the resumed session of an open domain, TLS 1.3': resumed('TLSv1.3', { name: 'open.example.com' }),
  'the resumed session of another domain, TLS 1.2': resumed('TLSv1.2', { name: 'two.example.com', as: bob }),
  'the resumed session of another domain, TLS 1.3': resumed('TLSv1.3', { name: 'two.example.com', as: bob }),
  'the resumed session of one’s own, TLS 1.3': resumed('TLSv1.3', { name, as: ada }),
  'plain HTTP': async ({ plainPort }) => {
    const asked = request({ host: '127.0.0.1', port: plainPort, path: '/x', headers: { host: name } }).end()
    const [response] = (await once(asked, 'response')) as [{ statusCode: number; resume: () => void }]
    response.resume()
    return response.statusCode
  },
}

describe('1.21 attacks on mutual TLS', () => {
  for (const [what, attack] of Object.entries(attacks)) {
    test(`nobody comes in with ${what}`, async () => {
      const outcome = await attack(secure)
      assert.ok(outcome === 'closed' || outcome === 403 || outcome === 421, `${outcome}`)
    })

    test(`the attack is one: where nobody asks, it comes in with ${what}`, async () => {
      assert.equal(await attack(defective), 200)
    })
  }

  test('a certificate opens no other door: default endpoints and open domains behind its connection', async () => {
    const hosts = ['open.example.com', 'localhost', `rest.execute-api.${region}.localhost`, 'two.example.com']
    for (const host of hosts) assert.equal(await attempt(secure.port, { name, as: ada }, host), 421, host)
  })

  test('1.21 the default endpoint that is disabled is 403, also to a good certificate', async () => {
    const host = `rest.execute-api.${region}.localhost`
    const socket = await openTls(secure.port, { name: 'localhost', as: ada })
    assert.deepEqual(await askOn(socket, host, '/v1/x'), { status: 403, json: { message: 'Forbidden' } })
    socket.destroy()
  })

  test('garbage in place of a handshake ends the connection, and nothing else', async () => {
    for (const bytes of ['GET / HTTP/1.1\r\n\r\n', '\x16\x03\x01\xff\xff']) {
      const socket = connectPlain(secure.port, '127.0.0.1')
      socket.on('error', () => {})
      socket.end(Buffer.from(bytes, 'latin1'))
      await once(socket, 'close')
    }
    assert.equal(await attempt(secure.port, { name, as: ada }, name), 200)
  })
})

describe('1.21 truststores of domains', () => {
  const weak = `-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n`
  for (const [what, found, expected] of [
    ['is not found, with what to write', 'is in a bucket; say which file it is', /TruststoreUri: is in a bucket/],
    ['has no certificate', { pem: 'nothing' }, /truststore that has no certificate/],
    ['cannot be read', { pem: one.certificate + weak }, /cannot be read at certificate 2/],
    ['has too many', { pem: one.certificate.repeat(1001) }, /more than 1,000 certificates/],
  ] as const) {
    test(`refuses one that ${what}`, () => {
      const read = () => definitionFromTemplate(domains(), { region, accountId, readTruststore: () => found })
      assert.throws(read, (error: Error) => expected.test(JSON.stringify(error) + error.message))
    })
  }

  test('refuses a domain that asks for certificates where truststores cannot be read', () => {
    assert.throws(() => definitionFromTemplate(domains(), { region, accountId }))
  })
})
