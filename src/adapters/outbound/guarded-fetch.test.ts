import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { OutboundFault, type OutboundFaultReason } from '../../ports/outbound-fetch.ts'
import { systemClock } from '../system/clock.ts'
import { openLocalCertificateAuthority } from '../system/local-certificate-authority.ts'
import { systemRandom } from '../system/random.ts'
import { guardedFetch } from './guarded-fetch.ts'

const received: { readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }[] = []
let folder: string
let ca: string
const trusted = () => [ca]
let origin: string
let plainOrigin: string
const closing: (() => void)[] = []

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '', headers } = request
  const body = (await request.toArray()).join('')
  received.push({ url, headers, body })
  const target = new URL(url, origin)
  const to = target.searchParams.get('to')
  const count = Number(target.searchParams.get('count') ?? 0)
  if (to !== null) response.writeHead(302, { location: to }).end()
  else if (count > 0) response.writeHead(307, { location: `/again?count=${count - 1}` }).end()
  else if (target.pathname === '/never') return
  else if (target.pathname === '/endless') {
    response.writeHead(200)
    response.end(Buffer.alloc(1_048_577))
  } else response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":1}')
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outbound-'))
  const authority = await openLocalCertificateAuthority({ folder, clock: systemClock, random: systemRandom })
  const pair = await authority.forServerName('localhost')
  assert.ok(pair)
  ca = readFileSync(authority.caFile, 'utf8')
  const listener = (request: IncomingMessage, response: ServerResponse) => void answer(request, response)
  const server = createServer({ key: pair.privateKey, cert: pair.certificate }, listener)
  const plain = createPlainServer(listener)
  for (const each of [server, plain]) {
    each.listen(0, '127.0.0.1')
    await once(each, 'listening')
    closing.push(() => each.close().closeAllConnections())
  }
  origin = `https://localhost:${(server.address() as AddressInfo).port}`
  plainOrigin = `http://localhost:${(plain.address() as AddressInfo).port}`
})
after(async () => {
  for (const close of closing) close()
  await rm(folder, { recursive: true })
})

const own = ['localhost', '127.0.0.0/8']

async function faultOf(promise: Promise<unknown>): Promise<OutboundFaultReason> {
  const cause = await promise.then(
    () => assert.fail('it was reached'),
    (error: unknown) => error,
  )
  assert.ok(cause instanceof OutboundFault, String(cause))
  return cause.reason
}

describe('guardedFetch', () => {
  test('reaches what is named, as Cognito names itself', async () => {
    using fetch = guardedFetch({ named: own, trusted })
    received.length = 0
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await fetch(`${origin}/token`, { method: 'POST', headers, body: 'a=b' })
    assert.deepEqual([response.status, await response.json()], [200, { a: 1 }])
    assert.equal(received[0]?.body, 'a=b')
    assert.equal(received[0]?.headers['user-agent'], 'Amazon/Cognito')
    assert.equal((await fetch(`${plainOrigin}/`)).status, 200)
  })

  test('trusts no certificate that the system does not', async () => {
    using fetch = guardedFetch({ named: own })
    assert.equal(await faultOf(fetch(`${origin}/`)), 'connection')
  })

  test('reaches nothing of the own network that is not named, however it is spelt', async () => {
    using fetch = guardedFetch({ named: [], trusted })
    const { port } = new URL(origin)
    received.length = 0
    for (const url of [
      origin,
      plainOrigin,
      'https://localhost',
      'https://idp.localhost',
      'https://127.0.0.1',
      'https://127.1',
      'https://2130706433',
      'https://0x7f000001',
      'https://[::1]',
      'https://[::ffff:127.0.0.1]',
      'https://169.254.169.254/latest/meta-data',
      `https://127.0.0.1:${port}`,
      'http://example.com',
      'https://example.com:8443',
      'file:///etc/passwd',
      'ftp://example.com',
    ]) {
      assert.equal(await faultOf(fetch(url)), 'refused', url)
    }
    assert.deepEqual(received, [])
  })

  test('reaches no name that leads inside, even beside an address outside, and resolves it once for a connection', async () => {
    let asked = 0
    const answers = [['10.0.0.1'], ['93.184.216.34', '127.0.0.1'], ['::ffff:169.254.169.254'], []]
    using fetch = guardedFetch({
      named: [],
      trusted,
      resolve: async () => {
        asked += 1
        return (answers.shift() ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      },
    })
    for (let each = 1; each <= 4; each += 1) {
      assert.equal(await faultOf(fetch('https://rebinding.example/')), 'refused')
      assert.equal(asked, each)
    }
  })

  test('follows redirects with the same rules, twenty of them, and takes no token along to another host', async () => {
    using fetch = guardedFetch({ named: own, trusted })
    received.length = 0
    assert.equal((await fetch(`${origin}/again?count=20`)).status, 200)
    assert.equal(await faultOf(fetch(`${origin}/again?count=21`)), 'too-many-redirects')
    for (const to of ['https://169.254.169.254/', 'https://10.0.0.1/', 'http://example.com/', 'file:///etc/passwd'])
      assert.equal(await faultOf(fetch(`${origin}/?to=${encodeURIComponent(to)}`)), 'refused', to)
    received.length = 0
    const elsewhere = encodeURIComponent(`${plainOrigin}/`)
    await fetch(`${origin}/?to=${elsewhere}`, { headers: { authorization: 'Bearer token' } })
    assert.deepEqual(
      received.map(({ headers }) => headers.authorization),
      ['Bearer token', undefined],
    )
  })

  test('sends a form nowhere else', async () => {
    using fetch = guardedFetch({ named: own, trusted })
    received.length = 0
    assert.equal(await faultOf(fetch(`${origin}/?count=1`, { method: 'POST', body: 'client_secret=s' })), 'refused')
    assert.equal(received.length, 1)
  })

  test('waits for nobody, and reads no more than a megabyte', async () => {
    using fetch = guardedFetch({ named: own, trusted, timeoutMilliseconds: 300 })
    assert.equal(await faultOf(fetch(`${origin}/never`)), 'timeout')
    using patient = guardedFetch({ named: own, trusted })
    assert.equal(await faultOf(patient(`${origin}/endless`)), 'too-large')
  })
})
