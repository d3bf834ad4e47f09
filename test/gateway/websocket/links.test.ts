import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { connect as connectTcp } from 'node:net'
import { describe, test } from 'node:test'
import {
  connect as connectTls,
  createServer as createTlsServer,
  getCACertificates,
  setDefaultCACertificates,
} from 'node:tls'
import { linkIdentity, linkKey, linkSecurity } from '../../../src/adapters/relay/nodes/link-security.ts'
import { serverExtensions, signCertificate } from '../../../src/crypto/certificates/x509.ts'
import { call, impostor, join, memory, portOf, secret, send } from './nodes-under-test.ts'

describe('links of nodes', () => {
  test('are TLS 1.3 with fresh keys under the key of the installation', async () => {
    const store = memory()
    await using two = await join(store)
    const socket = await client(portOf(store, two.relay), linkKey(secret))
    assert.ok(socket !== undefined && 'getProtocol' in socket)
    assert.deepEqual(
      [socket.getProtocol(), Object(socket.getEphemeralKeyInfo()).type === undefined],
      ['TLSv1.3', false],
    )
    socket.destroy()
  })

  test('are refused to whoever has another key, another protocol, or none', async () => {
    const store = memory()
    await using two = await join(store)
    let asked = 0
    two.relay.serve(() => {
      asked += 1
      return { kind: 'done' }
    })
    const port = portOf(store, two.relay)
    assert.equal(await client(port, linkKey(new Uint8Array(32))), undefined)
    assert.equal(await client(port, Buffer.from(secret)), undefined)
    assert.equal(await client(port, linkKey(secret), 'sallyport nodes 0'), undefined)
    assert.equal(await client(port, undefined), undefined)
    await new Promise<void>((resolve) => {
      const plain = connectTcp(port, '127.0.0.1', () => plain.write(`${JSON.stringify(wire(two.relay.place))}\n`))
      plain.on('error', () => {}).resume()
      plain.on('close', () => resolve())
    })
    assert.equal(asked, 0)
  })

  test('a node of another installation is reached by nobody, nor reaches anybody', async () => {
    const store = memory()
    await using one = await join(store)
    await using stranger = await join(store, { secret: new Uint8Array(32).fill(8) })
    stranger.relay.serve(() => ({ kind: 'done' }))
    one.relay.serve(() => ({ kind: 'done' }))
    assert.deepEqual(await one.relay.ask(stranger.relay.place, send('secret')), { kind: 'unreachable' })
    assert.deepEqual(await stranger.relay.ask(one.relay.place, send('forged')), { kind: 'unreachable' })
  })

  test('a certificate, even one that the system trusts, is no key', async (t) => {
    const store = memory()
    await using one = await join(store)
    const { cert, pem } = certificate()
    const before = getCACertificates('default')
    setDefaultCACertificates([...before, cert])
    t.after(() => setDefaultCACertificates(before))
    const heard: string[] = []
    const server = createTlsServer({ cert, key: pem, minVersion: 'TLSv1.3' }, (socket) => {
      socket.on('error', () => {}).on('data', (chunk) => heard.push(String(chunk)))
    })
    using _server = await impostor(store, 77, server)
    assert.deepEqual(await one.relay.ask(77, send('secret')), { kind: 'unreachable' })
    assert.deepEqual(heard, [])
    assert.match(String(Object(one.said[0]).err), /the key of its installation, and no certificate/)
  })

  test('end with the first thing that is no message, and with a line that does not end', async () => {
    const store = memory()
    await using two = await join(store)
    for (const bytes of ['no json\n', `{"relay":"call","to":${two.relay.place}}\n`, 'x'.repeat(1024 * 1024 + 1)]) {
      const socket = await client(portOf(store, two.relay), linkKey(secret))
      assert.ok(socket)
      const closed = new Promise((resolve) => socket.on('close', resolve))
      socket.on('error', () => {}).resume()
      socket.write(bytes)
      await closed
    }
  })

  test('carry nothing else than calls and answers', async () => {
    const store = memory()
    await using two = await join(store)
    two.relay.serve(() => ({ kind: 'done' }))
    const socket = await client(portOf(store, two.relay), linkKey(secret))
    assert.ok(socket)
    const answer = new Promise((resolve) => socket.once('data', (chunk) => resolve(JSON.parse(String(chunk)))))
    const others = [
      null,
      7,
      'ready',
      { to: 1 },
      { relay: 'other', to: two.relay.place },
      { relay: 'answer', to: 1, id: 9 },
    ]
    for (const each of [...others, wire(two.relay.place)]) socket.write(`${JSON.stringify(each)}\n`)
    assert.deepEqual(await answer, { relay: 'answer', to: 5, id: 1, answer: { kind: 'done' } })
    socket.destroy()
  })
})

function wire(to: number) {
  return { relay: 'call', to, from: 5, id: 1, call }
}

/** Undefined where no link came of it. */
function client(port: number, key: Buffer | undefined, identity = linkIdentity) {
  return new Promise<ReturnType<typeof connectTls> | undefined>((resolve) => {
    const socket = connectTls({
      host: '127.0.0.1',
      port,
      ...linkSecurity,
      ...(key && { pskCallback: () => ({ psk: key, identity }) }),
      rejectUnauthorized: false,
    })
    socket.once('secureConnect', () => resolve(socket))
    socket.once('error', () => resolve(undefined))
    socket.once('close', () => resolve(undefined))
  })
}

function certificate() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const day = 24 * 60 * 60 * 1000
  const cert = signCertificate(
    {
      serialNumber: Uint8Array.of(1),
      issuer: 'localhost',
      subject: 'localhost',
      notBefore: new Date(Date.now() - day),
      notAfter: new Date(Date.now() + day),
      publicKey,
      extensions: serverExtensions({ key: publicKey, issuerKey: publicKey, names: ['localhost'], withLoopback: true }),
    },
    privateKey,
  )
  return { cert, pem: privateKey.export({ type: 'pkcs8', format: 'pem' }) }
}
