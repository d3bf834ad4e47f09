import assert from 'node:assert/strict'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { describe, test } from 'node:test'
import { createServer as createTlsServer } from 'node:tls'
import { linkKey, linkSecurity } from '../../../src/adapters/relay/nodes/link-security.ts'
import { call, hasty, impostor, join, later, memory, now, portOf, secret, send } from './nodes-under-test.ts'

describe('nodes', () => {
  test('reach each other by what the store knows, in both directions and in order', async () => {
    const store = memory()
    await using one = await join(store)
    await using two = await join(store)
    const got: unknown[] = []
    two.relay.serve(({ request }) => {
      got.push(request)
      return { kind: 'done' }
    })
    one.relay.serve(() => ({ kind: 'full' }))
    const large = '\u0001ü😀'.repeat(18_000)
    const bytes = new Uint8Array([0, 255, 10])
    const asked = [send('one'), send(large), send(bytes), { ...call, request: { kind: 'close' } } as const]
    const answers = await Promise.all(asked.map((each) => one.relay.ask(two.relay.place, each)))
    assert.deepEqual(
      answers,
      Array.from({ length: 4 }, () => ({ kind: 'done' })),
    )
    assert.deepEqual(got[0], { kind: 'send', data: 'one' })
    assert.deepEqual(got[1], { kind: 'send', data: large })
    assert.deepEqual(got[2], { kind: 'send', data: Buffer.from(bytes) })
    assert.deepEqual(got[3], { kind: 'close' })
    assert.deepEqual(await two.relay.ask(one.relay.place, call), { kind: 'full' })
  })

  test('write nothing to the store for a message', async () => {
    const store = memory()
    await using one = await join(store)
    await using two = await join(store)
    const before = store.writes.length
    let found = 0
    const { find } = store.storage.nodes
    store.storage.nodes.find = (place) => {
      found += 1
      return find(place)
    }
    for (let i = 0; i < 20; i += 1) await one.relay.ask(two.relay.place, send('x'))
    assert.deepEqual([store.writes.length - before, found], [0, 1])
  })

  test('are gone once they have left, or have not been heard of for a minute', async () => {
    const store = memory()
    await using one = await join(store)
    const two = await join(store)
    two.relay.serve(() => ({ kind: 'done' }))
    const { place } = two.relay
    assert.deepEqual(await one.relay.ask(place, call), { kind: 'done' })
    await two.relay[Symbol.asyncDispose]()
    assert.deepEqual(await one.relay.ask(place, call), { kind: 'gone' })
    store.nodes.set(77, { place: 77, host: '127.0.0.1', port: 9, expiresAt: now })
    assert.deepEqual(await one.relay.ask(77, call), { kind: 'gone' })
    assert.deepEqual(await one.relay.ask(78, call), { kind: 'gone' })
  })

  test('that have begun anew at the same address hold nothing of before', async () => {
    const store = memory()
    await using one = await join(store)
    await using two = await join(store)
    two.relay.serve(() => ({ kind: 'done' }))
    store.nodes.set(77, { place: 77, host: '127.0.0.1', port: portOf(store, two.relay), expiresAt: later })
    assert.deepEqual(await one.relay.ask(77, call), { kind: 'gone' })
    assert.deepEqual(await one.relay.ask(two.relay.place, call), { kind: 'done' })
  })

  test('that are said to live and cannot be reached are neither gone nor waited for, and are tried again', async () => {
    const store = memory()
    await using one = await join(store)
    await using two = await join(store)
    two.relay.serve(() => ({ kind: 'done' }))
    const { place } = two.relay
    const record = store.nodes.get(place)
    assert.ok(record)
    store.nodes.set(place, { ...record, port: 1 })
    const refused = await Promise.all([one.relay.ask(place, call), one.relay.ask(place, call)])
    assert.deepEqual(refused, [{ kind: 'unreachable' }, { kind: 'unreachable' }])
    assert.equal(one.said.length, 1)
    store.nodes.set(place, record)
    await new Promise((resolve) => setTimeout(resolve, 30))
    assert.deepEqual(await one.relay.ask(place, call), { kind: 'done' })
  })

  test('that accept and say nothing are waited for as long as allowed', async () => {
    const store = memory()
    await using one = await join(store, hasty)
    const held: Socket[] = []
    using _silent = await impostor(
      store,
      77,
      createTcpServer((socket) => void held.push(socket)),
    )
    assert.deepEqual(await one.relay.ask(77, call), { kind: 'unreachable' })
    assert.match(JSON.stringify(String(Object(one.said[0]).err)), /took too long/)
    held.forEach((socket) => socket.destroy())
  })

  test('that hang are let go of, and all that wait for them hear it', async () => {
    const store = memory()
    await using one = await join(store, hasty)
    const links: Socket[] = []
    const hanging = createTlsServer(
      { ...linkSecurity, pskCallback: () => linkKey(secret) },
      (socket) => void links.push(socket.on('error', () => {}).resume()),
    )
    using _hanging = await impostor(store, 77, hanging)
    const first = one.relay.ask(77, call)
    assert.deepEqual(await first, { kind: 'unreachable' })
    store.nodes.delete(77)
    assert.deepEqual(await one.relay.ask(77, call), { kind: 'gone' })
    links.forEach((socket) => socket.destroy())
  })

  test('a store that does not answer is not waited for without end', async () => {
    const store = memory()
    await using one = await join(store, hasty)
    store.storage.nodes.find = () => new Promise(() => {})
    assert.deepEqual(await one.relay.ask(77, call), { kind: 'unreachable' })
    store.storage.nodes.find = async () => {
      throw new Error('away')
    }
    assert.deepEqual(await one.relay.ask(78, call), { kind: 'unreachable' })
  })

  test('no more calls wait than allowed', async () => {
    const store = memory()
    await using one = await join(store, { limits: { ...hasty.limits, waiting: 2 } })
    store.storage.nodes.find = () => new Promise(() => {})
    const asked = [one.relay.ask(77, call), one.relay.ask(77, call), one.relay.ask(77, call)]
    const third = await Promise.race([asked[2], new Promise((resolve) => setTimeout(resolve, 50, 'waits'))])
    assert.deepEqual(third, { kind: 'unreachable' })
    await Promise.all(asked)
  })
})
