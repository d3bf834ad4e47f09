import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { now } from '../gateway-under-test.ts'
import { handshakeText, openRaw, startChat } from './websocket-under-test.ts'

const scope = `20261120/eu-central-1/execute-api/aws4_request`
const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`
const signed = { headers: { authorization, 'x-amz-date': '20261120T120000Z' } }

async function connected() {
  const chat = await startChat()
  const client = await chat.client()
  const { connectionId } = chat.payloads('connect')[0].requestContext
  return { chat, client, path: `/_api/chat/dev/@connections/${encodeURIComponent(connectionId)}` }
}

describe('@connections', () => {
  test('POST sends to the client, GET describes it, DELETE ends it', async () => {
    const { chat, client, path } = await connected()
    await using _ = chat
    const posted = await chat.ask('POST', path, { ...signed, body: 'grüß dich' })
    assert.deepEqual([posted.status, posted.body], [200, ''])
    assert.equal(await client.next(), 'grüß dich')
    const got = await chat.ask('GET', path, signed)
    const { identity, ...times } = got.json
    assert.equal(identity.sourceIp, '127.0.0.1')
    assert.deepEqual(times, { connectedAt: now.toISOString(), lastActiveAt: now.toISOString() })
    assert.equal((await chat.ask('DELETE', path, signed)).status, 204)
    assert.equal((await client.closed).code, 1000)
    const gone = await chat.ask('POST', path, { ...signed, body: 'late' })
    assert.deepEqual([gone.status, gone.headers['x-amzn-errortype']], [410, 'GoneException'])
  })

  test('what a function makes of domainName and stage is its address under `start`, port and all', async () => {
    await using chat = await startChat({ tellsPort: true })
    const byPath = await chat.client()
    const host = `chat.execute-api.eu-central-1.localhost:${chat.port}`
    const byHost = await openRaw(chat.port, handshakeText('/dev').replace('Host: localhost', `Host: ${host}`))
    await byHost.received(12)
    const [first, second] = chat.payloads('connect').map(({ requestContext }) => requestContext)
    assert.equal(first.domainName, `127.0.0.1:${chat.port}/_api/chat`)
    assert.equal(second.domainName, host)
    const url = new URL(
      `http://${first.domainName}/${first.stage}/@connections/${encodeURIComponent(first.connectionId)}`,
    )
    assert.equal((await chat.ask('POST', url.pathname, { ...signed, body: 'found' })).status, 200)
    assert.equal(await byPath.next(), 'found')
    byHost.destroy()
  })

  test('1.18 a message over 128 KB is 413', async () => {
    const { chat, path } = await connected()
    await using _ = chat
    const answer = await chat.ask('POST', path, { ...signed, body: 'a'.repeat(128 * 1024 + 1) })
    assert.deepEqual([answer.status, answer.headers['x-amzn-errortype']], [413, 'PayloadTooLargeException'])
  })

  test('only signed requests of this service, and none at another stage or path, reach a client', async () => {
    const { chat, client, path } = await connected()
    await using _ = chat
    const other = { headers: { ...signed.headers, authorization: authorization.replace('execute-api', 'cognito-idp') } }
    const page = { headers: { ...signed.headers, origin: 'https://evil.example' } }
    const statuses = [
      (await chat.ask('POST', path, { body: 'a' })).status,
      (await chat.ask('POST', path, { ...other, body: 'a' })).status,
      (await chat.ask('POST', path, { ...page, body: 'a' })).status,
      (await chat.ask('POST', path.replace('/dev/', '/prod/'), { ...signed, body: 'a' })).status,
      (await chat.ask('POST', `${path}/more`, { ...signed, body: 'a' })).status,
      (await chat.ask('PUT', path, { ...signed, body: 'a' })).status,
      (await chat.ask('GET', '/_api/chat/dev')).status,
    ]
    assert.deepEqual(statuses, [403, 403, 403, 403, 403, 403, 403])
    assert.equal((await chat.ask('POST', path, { ...signed, body: 'first' })).status, 200)
    assert.equal(await client.next(), 'first')
  })

  test('nobody may call it where nobody is known', async () => {
    await using chat = await startChat({ options: { authenticateConnections: async () => false } })
    const answer = await chat.ask('POST', '/_api/chat/dev/@connections/AAAA', { ...signed, body: 'a' })
    assert.deepEqual([answer.status, answer.json], [403, { message: 'Forbidden' }])
  })
})
