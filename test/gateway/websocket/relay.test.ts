import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { describe, test } from 'node:test'
import { passOn, type RelayedWorker } from '../../../src/adapters/relay/pass-on.ts'
import { createRelay, type RelayLimits } from '../../../src/adapters/relay/relay.ts'
import type { ConnectionCall, ConnectionRelay } from '../../../src/ports/connection-relay.ts'
import { now } from '../gateway-under-test.ts'
import { startChat, type ChatUnderTest } from './websocket-under-test.ts'

const signed = {
  headers: {
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/eu-central-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    'x-amz-date': '20261120T120000Z',
  },
}

/** The process that watches, and its channels to workers. Messages are copied as the channel does it. */
function startHub() {
  const workers = new Map<number, RelayedWorker>()
  const join = (place: number, limits?: RelayLimits): ConnectionRelay => {
    const listeners: ((message: unknown) => void)[] = []
    workers.set(place, {
      isConnected: () => true,
      send: (message) =>
        setImmediate(() => listeners.forEach((listener) => listener(JSON.parse(JSON.stringify(message))))),
    })
    const channel = {
      send: (message: unknown) => passOn(JSON.parse(JSON.stringify(message)), place, (wanted) => workers.get(wanted)),
      onMessage: (listener: (message: unknown) => void) => void listeners.push(listener),
    }
    return createRelay(place, channel, limits)
  }
  return { join, leave: (place: number) => workers.delete(place), workers }
}

async function startWorker(connectionRelay: ConnectionRelay): Promise<ChatUnderTest> {
  return startChat({ options: { connectionRelay } })
}

function pathOf(chat: ChatUnderTest, stage = 'dev') {
  const { connectionId } = chat.payloads('connect').at(-1).requestContext
  return `/_api/chat/${stage}/@connections/${encodeURIComponent(connectionId)}`
}

describe('@connections of another process', () => {
  test('are written to, described and ended by whichever is asked', async () => {
    const hub = startHub()
    await using one = await startWorker(hub.join(1))
    await using two = await startWorker(hub.join(2))
    const client = await two.client()
    const path = pathOf(two)
    assert.equal((await one.ask('POST', path, { ...signed, body: 'grüß dich' })).status, 200)
    assert.equal(await client.next(), 'grüß dich')
    const bytes = Buffer.from([0, 255, 1])
    const received = new Promise((resolve) =>
      client.socket.addEventListener('message', ({ data }) => resolve(data), { once: true }),
    )
    client.socket.binaryType = 'arraybuffer'
    assert.equal((await one.ask('POST', path, { ...signed, body: bytes })).status, 200)
    assert.deepEqual(Buffer.from((await received) as ArrayBuffer), bytes)
    const [here, there] = [await two.ask('GET', path, signed), await one.ask('GET', path, signed)]
    assert.deepEqual(there.json, here.json)
    assert.equal(there.json.connectedAt, now.toISOString())
    assert.equal((await one.ask('DELETE', path, signed)).status, 204)
    assert.equal((await client.closed).code, 1000)
    assert.equal((await one.ask('POST', path, { ...signed, body: 'late' })).status, 410)
  })

  test('are gone with their process, and are not those of another stage', async () => {
    const hub = startHub()
    await using one = await startWorker(hub.join(1))
    await using two = await startWorker(hub.join(2))
    await two.client()
    const path = pathOf(two)
    assert.equal((await one.ask('POST', pathOf(two, 'prod'), { ...signed, body: 'a' })).status, 403)
    assert.equal(
      (await one.ask('POST', path.replace(/@connections\/.*/, '@connections/AAAA'), { ...signed, body: 'a' })).status,
      410,
    )
    hub.leave(2)
    const gone = await one.ask('POST', path, { ...signed, body: 'a' })
    assert.deepEqual([gone.status, gone.headers['x-amzn-errortype']], [410, 'GoneException'])
  })

  test('nobody reaches them who may not', async () => {
    const hub = startHub()
    await using one = await startWorker(hub.join(1))
    await using two = await startWorker(hub.join(2))
    const client = await two.client()
    assert.equal((await one.ask('POST', pathOf(two), { body: 'unsigned' })).status, 403)
    assert.equal((await one.ask('POST', pathOf(two), { ...signed, body: 'signed' })).status, 200)
    assert.equal(await client.next(), 'signed')
  })

  test('1.18 a process that does not answer is not waited for long, nor asked without end', async () => {
    const hub = startHub()
    const relay = hub.join(1, { waiting: 2, milliseconds: 30 })
    hub.workers.set(9, { isConnected: () => true, send: () => {} })
    const call: ConnectionCall = { apiId: 'a', stageName: 'b', connectionId: 'c', request: { kind: 'describe' } }
    const asked = [relay.ask(9, call), relay.ask(9, call), relay.ask(9, call)]
    const third = await Promise.race([asked[2], new Promise((resolve) => setTimeout(resolve, 10))])
    assert.deepEqual(third, { kind: 'unreachable' })
    assert.deepEqual(
      await Promise.all(asked),
      Array.from({ length: 3 }, () => ({ kind: 'unreachable' })),
    )
    assert.deepEqual(await relay.ask(1, call), { kind: 'gone' })
  })

  test('what else goes over the channel is no message of ours', () => {
    const sent: unknown[] = []
    const find = () => ({ isConnected: () => true, send: (message: unknown) => void sent.push(message) })
    for (const message of ['ready', null, 7, { to: 1 }, { relay: 'call' }, { relay: 'other', to: 1 }])
      passOn(message, 1, find)
    assert.deepEqual(sent, [])
    // Who asks is whose channel it came over.
    passOn({ relay: 'call', to: 2, from: 3, id: 1, call: {} }, 1, find)
    assert.deepEqual(sent, [{ relay: 'call', to: 2, from: 1, id: 1, call: {} }])
  })

  test('go by the channels of real processes', async () => {
    const program = fork(new URL('relaying-workers.ts', import.meta.url), [], { stdio: 'inherit' })
    const answers = await new Promise((resolve, reject) => {
      program.once('message', resolve)
      program.once('exit', (code) => reject(new Error(`ended with ${code}`)))
    })
    assert.deepEqual(answers, [{ kind: 'done' }, { kind: 'gone' }])
  })
})
