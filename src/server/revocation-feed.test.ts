import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { createRevocationReader } from '../flows/revocations/revocation-reader.ts'
import { signedHeaders } from '../http/sigv4-sign.ts'
import * as make from '../ports/storage/conformance/records.ts'
import type { Write } from '../ports/storage/storage.ts'
import { givenPool, givenUser } from '../testing/given.ts'
import { testPorts } from '../testing/test-ports.ts'
import { routeByHost } from './host-routing.ts'
import { operatorsOnly, revocationFeedHandler } from './revocation-feed.ts'

const door = '/_sallyport/revocations'

interface Answer {
  readonly last: number
  readonly issuers: readonly string[]
  readonly revocations: readonly { readonly position: number; readonly poolId: string; readonly subject: string }[]
}

async function open({ mostWaiting = 2 } = {}) {
  const ports = await testPorts()
  const key = make.anAccessKey({ role: 'read-only', disabledAt: undefined })
  const disabled = make.anAccessKey({ disabledAt: make.noon })
  await ports.storage.commit([key, disabled].map((each) => ({ write: 'createAccessKey', key: each })))
  const polls = { running: 0, asked: 0 }
  const reader = createRevocationReader({
    revocations: {
      ...ports.storage.revocations,
      last() {
        polls.asked += 1
        return ports.storage.revocations.last()
      },
    },
    mostWaiting,
    repeat(_everySeconds, job) {
      polls.running += 1
      const timer = setInterval(job, 5)
      return {
        [Symbol.dispose]() {
          polls.running -= 1
          clearInterval(timer)
        },
      }
    },
  })
  const findAccessKey = (id: string) => ports.storage.installation.findAccessKey(id)
  const authenticate = operatorsOnly({ clock: ports.clock, findAccessKey })
  const handle = revocationFeedHandler({ ports, reader, authenticate })
  const server = createServer((request, response) => {
    const destination = routeByHost({ baseHost: 'localhost', development: false }, 'localhost', request.url ?? '')
    assert.equal(destination.kind, 'revocations')
    if (destination.kind !== 'revocations') return
    const client = { sourceIp: '127.0.0.1', isSecure: true, isLoopback: true, forwardedHost: undefined }
    void handle({ request, response, client, host: 'localhost', requestId: 'request-1' }, destination)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const signatureOf = (
    path: string,
    { method = 'GET', service = 'cognito-idp', by = key, at = ports.clock.now() } = {},
  ) => {
    const unsigned = { method, url: new URL(path, base), headers: {}, body: '' }
    const credentials = { ...by, sessionToken: undefined }
    const { host: _, ...headers } = signedHeaders(unsigned, { credentials, region: 'eu-west-3', service, now: at })
    return headers
  }
  const send = async (path: string, headers: Record<string, string>, init: RequestInit = {}) => {
    const response = await fetch(`${base}${path}`, { ...init, headers })
    const body: Answer = JSON.parse(await response.text())
    return { status: response.status, body, headers: response.headers }
  }
  return {
    ports,
    key,
    disabled,
    polls,
    reader,
    signatureOf,
    send,
    ask: (query: string, init?: RequestInit) => send(`${door}${query}`, signatureOf(`${door}${query}`), init),
    async end(count = 1): Promise<string[]> {
      const pool = await givenPool(ports)
      const families = await Promise.all(
        Array.from({ length: count }, async () =>
          make.aTokenFamily(await givenUser(ports, pool, { username: make.fresh('u') })),
        ),
      )
      const begin = families.map((family): Write => ({ write: 'createTokenFamily', family }))
      const revoke = families.map(({ id: familyId, poolId }): Write => ({
        write: 'revokeTokenFamily',
        poolId,
        familyId,
        at: make.after(1),
      }))
      assert.equal((await ports.storage.commit([...begin, ...revoke])).committed, true)
      return families.map(({ id }) => id)
    },
    async [Symbol.asyncDispose]() {
      reader[Symbol.dispose]()
      server.closeAllConnections()
      server.close()
      await ports[Symbol.asyncDispose]()
    },
  }
}

const forbidden = { status: 403, body: { message: 'Forbidden' } }

describe('the feed of revocations', () => {
  test('tells what ended behind a position, and nothing of tokens', async () => {
    await using on = await open()
    const [familyId] = await on.end()
    const answer = await on.ask('?after=0')
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    const poolId = answer.body.revocations[0]?.poolId
    assert.deepEqual(answer.body, {
      last: 1,
      revocations: [{ position: 1, poolId, kind: 'family', subject: familyId }],
    })
    assert.deepEqual((await on.ask('?after=1')).body, { last: 1, revocations: [] })
    assert.deepEqual((await on.ask('?after=7')).body, { last: 1, revocations: [] })
  })

  test('opens to access keys of any role alone, and refuses all others alike', async () => {
    await using on = await open()
    await on.end()
    const path = `${door}?after=0`
    const stranger = make.anAccessKey()
    const signed = on.signatureOf(path)
    const refusals: Readonly<Record<string, Record<string, string>>> = {
      'no signature': {},
      'an unknown key': on.signatureOf(path, { by: stranger }),
      'a disabled key': on.signatureOf(path, { by: on.disabled }),
      'another secret': on.signatureOf(path, {
        by: { ...on.key, secretAccessKey: 'of-somebody-else-and-long-enough-for-it' },
      }),
      'another target': on.signatureOf(`${door}?after=1`),
      'another method': on.signatureOf(path, { method: 'HEAD' }),
      'another service': on.signatureOf(path, { service: 'execute-api' }),
      'an old signature': on.signatureOf(path, { at: new Date(on.ports.clock.now().getTime() - 16 * 60_000) }),
      'a token in the place of a signature': { authorization: 'Bearer abc' },
      'a signature without its date': { authorization: signed['authorization'] ?? '' },
    }
    for (const [what, headers] of Object.entries(refusals)) {
      const { status, body } = await on.send(path, headers)
      assert.deepEqual({ status, body }, forbidden, what)
    }
    assert.equal((await on.send(path, signed)).status, 200)
  })

  test('refuses what it is not asked for', async () => {
    await using on = await open()
    for (const query of [
      '?after=x',
      '?after=-1',
      '?after=1.5',
      '?after=1e3',
      '?wait=x',
      `?${'issuer=a&'.repeat(21)}`,
    ]) {
      assert.equal((await on.ask(query)).status, 400, query)
    }
    const post = await on.send(door, on.signatureOf(door, { method: 'POST' }), { method: 'POST' })
    assert.equal(post.status, 405)
  })

  test('says which issuers are those of pools that are there', async () => {
    await using on = await open()
    const pool = await givenPool(on.ports)
    const issuer = on.ports.addresses.issuer(pool.id)
    const asked = [issuer, `${issuer}x`, 'https://cognito-idp.eu-west-3.amazonaws.com/eu-west-3_nobody', pool.id]
    const query = new URLSearchParams(asked.map((each) => ['issuer', each]))
    assert.deepEqual((await on.ask(`?${query.toString()}`)).body.issuers, [issuer])
  })

  test('waits for something to tell, with one look at the store for all who wait', async () => {
    await using on = await open({ mostWaiting: 3 })
    const waiting = Array.from({ length: 3 }, () => on.ask('?after=0&wait=20'))
    while (on.polls.running === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    assert.equal(on.polls.running, 1)
    const [familyId] = await on.end()
    for (const { body } of await Promise.all(waiting)) assert.equal(body.revocations[0]?.subject, familyId)
    assert.equal(on.polls.running, 0)
    const { asked } = on.polls
    await new Promise((resolve) => setTimeout(resolve, 30))
    assert.equal(on.polls.asked, asked, 'nobody waits, nobody looks')
  })

  test('lets so many wait and no more, and forgets whoever leaves', async () => {
    await using on = await open({ mostWaiting: 1 })
    const leaving = new AbortController()
    const first = on.ask('?after=0&wait=20', { signal: leaving.signal })
    while (on.polls.running === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    const { status, body } = await on.ask('?after=0&wait=20')
    assert.deepEqual({ status, body }, { status: 503, body: { message: 'Service Unavailable' } })
    assert.equal((await on.ask('?after=0')).status, 200)
    leaving.abort()
    await assert.rejects(first)
    while (on.polls.running > 0) await new Promise((resolve) => setTimeout(resolve, 5))
    const second = on.ask('?after=0&wait=20')
    while (on.polls.running === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    on.reader[Symbol.dispose]()
    assert.deepEqual((await second).body, { last: 0, revocations: [] })
  })

  test('tells many in several answers', async () => {
    await using on = await open()
    const pool = await givenPool(on.ports)
    const user = await givenUser(on.ports, pool)
    const families = Array.from({ length: 2001 }, () => make.aTokenFamily(user))
    await on.ports.storage.commit(families.map((family): Write => ({ write: 'createTokenFamily', family })))
    const at = make.after(1)
    await on.ports.storage.commit(
      families.map(({ id: familyId }): Write => ({ write: 'revokeTokenFamily', poolId: pool.id, familyId, at })),
    )
    const first = await on.ask('?after=0')
    assert.equal(first.body.revocations.length, 2000)
    assert.equal(first.body.last, 2001)
    const second = await on.ask(`?after=${first.body.revocations.at(-1)?.position}`)
    assert.deepEqual(
      [...first.body.revocations, ...second.body.revocations].map(({ subject }) => subject),
      families.map(({ id }) => id),
    )
  })
})
