import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { now } from '../gateway-under-test.ts'
import { startChat, type ChatUnderTest } from './websocket-under-test.ts'
import { join, memory, type Memory } from './nodes-under-test.ts'

const signed = {
  headers: {
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/eu-central-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    'x-amz-date': '20261120T120000Z',
  },
}

/** A node with the API `chat`, which ends as nodes do: its connections first. */
async function startNode(store: Memory) {
  const { relay } = await join(store)
  const chat = await startChat({ options: { connectionRelay: relay } })
  return {
    ...chat,
    place: relay.place,
    async [Symbol.asyncDispose]() {
      await chat[Symbol.asyncDispose]()
      await relay[Symbol.asyncDispose]()
    },
  }
}

function pathOf(chat: Pick<ChatUnderTest, 'payloads'>, stage = 'dev') {
  const { connectionId } = chat.payloads('connect').at(-1).requestContext
  return `/_api/chat/${stage}/@connections/${encodeURIComponent(connectionId)}`
}

describe('@connections of another node', () => {
  test('are written to, described and ended by whichever is asked', async () => {
    const store = memory()
    await using one = await startNode(store)
    await using two = await startNode(store)
    const client = await two.client()
    client.socket.binaryType = 'arraybuffer'
    const path = pathOf(two)
    assert.equal((await one.ask('POST', path, { ...signed, body: 'grüß dich' })).status, 200)
    assert.equal(await client.next(), 'grüß dich')
    const largest = 'x'.repeat(128 * 1024)
    assert.equal((await one.ask('POST', path, { ...signed, body: largest })).status, 200)
    assert.equal(await client.next(), largest)
    assert.equal((await one.ask('POST', path, { ...signed, body: `${largest}x` })).status, 413)
    const [here, there] = [await two.ask('GET', path, signed), await one.ask('GET', path, signed)]
    assert.deepEqual(there.json, here.json)
    assert.equal(there.json.connectedAt, now.toISOString())
    assert.equal((await one.ask('DELETE', path, signed)).status, 204)
    assert.equal((await client.closed).code, 1000)
    const late = await one.ask('POST', path, { ...signed, body: 'late' })
    assert.deepEqual(
      [late.status, late.headers['x-amzn-errortype'], late.json],
      [410, 'GoneException', { message: 'Gone' }],
    )
  })

  test('have ids as AWS makes them: eleven bytes, of which five name the node', async () => {
    const store = memory()
    await using one = await startNode(store)
    await one.client()
    const { connectionId } = one.payloads('connect').at(-1).requestContext
    assert.match(connectionId, /^[\w-]{15}=$/)
    assert.equal(Buffer.from(connectionId, 'base64url').readUIntBE(0, 5), one.place)
  })

  test('are reached by nobody who may not, and not through another stage', async () => {
    const store = memory()
    await using one = await startNode(store)
    await using two = await startNode(store)
    const client = await two.client()
    assert.equal((await one.ask('POST', pathOf(two), { body: 'unsigned' })).status, 403)
    assert.equal((await one.ask('POST', pathOf(two, 'prod'), { ...signed, body: 'elsewhere' })).status, 403)
    assert.equal((await one.ask('POST', pathOf(two), { ...signed, body: 'signed' })).status, 200)
    assert.equal(await client.next(), 'signed')
  })

  test('1.18 are gone with their node, and a node that does not answer is no reason to forget them', async () => {
    const store = memory()
    await using one = await startNode(store)
    const two = await startNode(store)
    const client = await two.client()
    const path = pathOf(two)
    const record = store.nodes.get(two.place)
    assert.ok(record)
    store.nodes.set(two.place, { ...record, port: 1 })
    const silent = await one.ask('POST', path, { ...signed, body: 'a' })
    assert.deepEqual(
      [silent.status, silent.headers['x-amzn-errortype'], silent.json],
      [504, 'GatewayTimeoutException', { message: 'Endpoint request timed out' }],
    )
    store.nodes.set(two.place, record)
    await two[Symbol.asyncDispose]()
    assert.equal((await client.closed).code, 1001)
    // For a moment it is not tried again.
    await new Promise((next) => setTimeout(next, 50))
    assert.equal((await one.ask('POST', path, { ...signed, body: 'a' })).status, 410)
  })
})
