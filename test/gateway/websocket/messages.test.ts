import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { connect as tlsConnect } from 'node:tls'
import { systemClock } from '../../../src/adapters/system/clock.ts'
import { openLocalCertificateAuthority } from '../../../src/adapters/system/local-certificate-authority.ts'
import { systemRandom } from '../../../src/adapters/system/random.ts'
import { policyResult } from '../lambda-authorizer-apis.ts'
import { accountId, now, region, sendRaw } from '../gateway-under-test.ts'
import { handshakeText, openClient, openRaw, startChat } from './websocket-under-test.ts'

const at = now.getTime()
const requestTime = '20/Nov/2026:12:00:00 +0000'

describe('a WebSocket API', () => {
  test('1.10 tells $connect, the route and $disconnect in the events of API Gateway', async () => {
    await using chat = await startChat({ stage: { StageVariables: { colour: 'blue' } } })
    const client = await chat.client({ query: '?room=a&room=b' })
    client.socket.send('{"action":"unknown","text":"hello"}')
    client.socket.close(4000, 'enough')
    await client.closed
    await chat.gateway.webSockets.drain()
    const [connect] = chat.payloads('connect')
    const [message] = chat.payloads('default')
    const [disconnect] = chat.payloads('disconnect')
    const { connectionId } = connect.requestContext
    assert.match(connectionId, /^[\w-]{15}=$/)
    const common = (routeKey: string, requestId: string) => ({
      routeKey,
      extendedRequestId: requestId,
      requestTime,
      messageDirection: 'IN',
      stage: 'dev',
      connectedAt: at,
      requestTimeEpoch: at,
      identity: { ...(connect.requestContext.identity.userAgent && { userAgent: 'node' }), sourceIp: '127.0.0.1' },
      requestId,
      domainName: '127.0.0.1',
      connectionId,
      apiId: 'chat',
    })
    const { headers, multiValueHeaders, ...rest } = connect
    assert.deepEqual(rest, {
      queryStringParameters: { room: 'b' },
      multiValueQueryStringParameters: { room: ['a', 'b'] },
      stageVariables: { colour: 'blue' },
      requestContext: { ...common('$connect', connect.requestContext.requestId), eventType: 'CONNECT' },
      isBase64Encoded: false,
    })
    const names = Object.keys(headers).map((name) => name.toLowerCase())
    assert.ok(names.includes('sec-websocket-key') && !names.includes('upgrade') && !names.includes('connection'))
    assert.equal(headers['X-Forwarded-For'], '127.0.0.1')
    assert.deepEqual(multiValueHeaders['X-Forwarded-Proto'], ['http'])
    assert.deepEqual(message, {
      stageVariables: { colour: 'blue' },
      requestContext: {
        ...common('$default', message.requestContext.requestId),
        eventType: 'MESSAGE',
        messageId: message.requestContext.requestId,
      },
      body: '{"action":"unknown","text":"hello"}',
      isBase64Encoded: false,
    })
    const told = { Host: '127.0.0.1', 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' }
    assert.deepEqual(disconnect, {
      headers: told,
      multiValueHeaders: { Host: ['127.0.0.1'], 'x-api-key': [''], 'X-Forwarded-For': [''], 'x-restapi': [''] },
      stageVariables: { colour: 'blue' },
      requestContext: {
        ...common('$disconnect', disconnect.requestContext.requestId),
        eventType: 'DISCONNECT',
        disconnectStatusCode: 4000,
        disconnectReason: 'enough',
      },
      isBase64Encoded: false,
    })
  })

  test('1.10 replies where the route has a response, and nowhere else', async () => {
    await using chat = await startChat({
      functions: { shout: (event) => ({ statusCode: 200, body: JSON.parse(event.body).text.toUpperCase() }) },
    })
    const client = await chat.client()
    client.socket.send('{"action":"quiet"}')
    client.socket.send('{"action":"shout","text":"hey"}')
    assert.equal(await client.next(), 'HEY')
    assert.equal(chat.payloads('default').length, 1)
  })

  test('1.10 says Forbidden where no route is for a message, and Internal server error where its function fails', async () => {
    await using chat = await startChat({
      routes: { $connect: {}, failing: {}, silent: {} },
      functions: {
        failing: () => ({ kind: 'function-error', errorType: 'Error', errorMessage: 'secret' }),
        silent: () => null,
      },
    })
    const client = await chat.client()
    const texts: string[] = []
    for (const message of ['no JSON', '{"action":"other"}', '{"action":"failing"}', '{"action":"silent"}']) {
      client.socket.send(message)
      const { connectionId, message: text, requestId, ...more } = JSON.parse(await client.next())
      assert.deepEqual(more, {})
      assert.equal(connectionId, chat.payloads('connect')[0].requestContext.connectionId)
      assert.equal(typeof requestId, 'string')
      texts.push(text)
    }
    assert.deepEqual(texts, ['Forbidden', 'Forbidden', 'Internal server error', 'Internal server error'])
  })

  test('a message cannot name $connect or $disconnect, nor a member that every object has', async () => {
    await using chat = await startChat({ routes: { $connect: {}, $disconnect: {}, toString: {} } })
    const client = await chat.client()
    for (const action of ['$connect', '$disconnect', { toString: 1 }]) {
      client.socket.send(JSON.stringify({ action }))
      assert.equal(JSON.parse(await client.next()).message, 'Forbidden')
    }
    assert.deepEqual([chat.payloads('connect').length, chat.payloads('disconnect').length], [1, 0])
  })

  test('$connect decides of the handshake and of the subprotocol', async () => {
    const answers: Record<string, unknown> = {
      '?a=chosen': { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'two' } },
      '?a=not-offered': { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'nine' } },
      '?a=refused': { statusCode: 418 },
      '?a=broken': 'no answer',
      '?a=late': { kind: 'timeout' },
    }
    await using chat = await startChat({
      functions: { connect: (event) => answers[`?a=${event.queryStringParameters.a}`] },
    })
    const client = await chat.client({ query: '?a=chosen', protocols: ['one', 'two'] })
    assert.equal(client.socket.protocol, 'two')
    const statuses: (string | undefined)[] = []
    for (const query of ['?a=not-offered', '?a=refused', '?a=broken', '?a=late']) {
      const answer = await sendRaw(
        chat.port,
        handshakeText(`/_api/chat/dev${query}`, ['Sec-WebSocket-Protocol: one, two']),
      )
      statuses.push(/^HTTP\/1.1 (\d+)/.exec(answer)?.[1])
      assert.doesNotMatch(answer, /Sec-WebSocket-Protocol/i)
    }
    assert.deepEqual(statuses, ['101', '418', '502', '504'])
  })

  test('1.4 a Lambda authorizer decides who connects, sees the Origin, and is in every later event', async () => {
    const verdicts: Record<string, unknown> = {
      good: policyResult('Allow', `arn:aws:execute-api:${region}:${accountId}:chat/dev/$connect`, {
        context: { tenant: 7 },
      }),
      denied: policyResult('Deny'),
      other: policyResult('Allow', `arn:aws:execute-api:${region}:${accountId}:chat/prod/$connect`),
      unauthorized: { kind: 'function-error', errorType: 'Error', errorMessage: 'Unauthorized' },
      broken: { principalId: 'ada' },
      large: policyResult('Allow', '*', { context: { large: 'x'.repeat(8192) } }),
    }
    await using chat = await startChat({
      routes: { $connect: { AuthorizationType: 'CUSTOM', AuthorizerId: 'ask' }, $default: {} },
      functions: { ask: (event) => verdicts[event.queryStringParameters.token] },
    })
    const client = await chat.client({ query: '?token=good' })
    client.socket.send('hello')
    while (chat.payloads('default').length === 0) await new Promise((resolve) => setImmediate(resolve))
    for (const event of [...chat.payloads('connect'), ...chat.payloads('default')]) {
      const { integrationLatency, ...authorizer } = event.requestContext.authorizer
      assert.deepEqual(authorizer, { principalId: 'ada', tenant: '7' })
      assert.equal(typeof integrationLatency, 'number')
    }
    const statuses = new Map<string, string | undefined>()
    for (const name of [
      '',
      '?token=',
      ...Object.keys(verdicts)
        .slice(1)
        .map((verdict) => `?token=${verdict}`),
    ]) {
      const answer = await sendRaw(chat.port, handshakeText(`/_api/chat/dev${name}`, ['Origin: https://app.example']))
      statuses.set(name, /^HTTP\/1.1 (\d+)/.exec(answer)?.[1])
    }
    assert.deepEqual(Object.fromEntries(statuses), {
      '': '401',
      '?token=': '401',
      '?token=denied': '403',
      '?token=other': '403',
      '?token=unauthorized': '401',
      '?token=broken': '500',
      '?token=large': '500',
    })
    assert.equal(chat.payloads('connect').length, 1)
    const asked = chat.payloads('ask').at(-1)
    assert.equal(asked.headers.Origin, 'https://app.example')
    assert.equal(asked.methodArn, `arn:aws:execute-api:${region}:${accountId}:chat/dev/$connect`)
    assert.deepEqual([asked.type, asked.requestContext.eventType, asked.stageVariables], ['REQUEST', 'CONNECT', {}])
  })

  test('1.18 ends what is idle and what is old with 1001', async () => {
    await using chat = await startChat({ limits: { idleMilliseconds: 60 } })
    await using old = await startChat({ limits: { lifeMilliseconds: 60 } })
    const [one, other] = [await chat.client(), await old.client()]
    assert.deepEqual(await one.closed, { code: 1001, reason: 'Going away' })
    assert.deepEqual(await other.closed, { code: 1001, reason: 'Going away' })
  })

  test('draining answers what was read before it says 1001, and lets backends write meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<object>()
    await using chat = await startChat({ functions: { shout: () => promise } })
    const client = await chat.client()
    for (let sent = 0; sent < 3; sent += 1) client.socket.send('{"action":"shout"}')
    while (chat.payloads('shout').length < 3) await new Promise((next) => setImmediate(next))
    const drained = chat.gateway.webSockets.drain()
    resolve({ statusCode: 200, body: 'heard' })
    assert.deepEqual([await client.next(), await client.next(), await client.next()], ['heard', 'heard', 'heard'])
    assert.deepEqual(await client.closed, { code: 1001, reason: 'Going away' })
    await drained
    assert.equal(chat.payloads('disconnect').length, 1)
  })

  test('1.18 draining waits no longer than it may for what was read', async () => {
    await using chat = await startChat({
      functions: { shout: () => new Promise(() => {}) },
      limits: { leaveMilliseconds: 30 },
    })
    const client = await chat.client()
    client.socket.send('{"action":"shout"}')
    while (chat.payloads('shout').length === 0) await new Promise((next) => setImmediate(next))
    await chat.gateway.webSockets.drain()
    assert.equal((await client.closed).code, 1001)
  })

  test('draining says 1001 to every client, runs $disconnect, and takes no more', async () => {
    await using chat = await startChat()
    const clients = [await chat.client(), await chat.client()]
    await chat.gateway.webSockets.drain()
    assert.deepEqual(await Promise.all(clients.map(({ closed }) => closed)), [
      { code: 1001, reason: 'Going away' },
      { code: 1001, reason: 'Going away' },
    ])
    const codes = chat.payloads('disconnect').map(({ requestContext }) => requestContext.disconnectStatusCode)
    assert.deepEqual(codes, [1001, 1001])
    assert.match(await sendRaw(chat.port, handshakeText()), /^HTTP\/1.1 503 /)
  })

  test('a definition without its stage ends the connections of that stage', async () => {
    await using chat = await startChat()
    const client = await chat.client()
    chat.gateway.replace({ apis: [], webSocketApis: [], usagePlans: [], domains: [] })
    assert.equal((await client.closed).code, 1001)
    await assert.rejects(openClient(chat.url), /handshake refused/)
  })

  test('1.18 throttles connections and messages by what the stage says', async () => {
    await using chat = await startChat({
      stage: {
        RouteSettings: {
          $default: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 },
          $connect: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 },
        },
      },
    })
    const client = await chat.client()
    client.socket.send('one')
    client.socket.send('two')
    assert.equal(JSON.parse(await client.next()).message, 'Too Many Requests')
    assert.equal(chat.payloads('default').length, 1)
    assert.match(await sendRaw(chat.port, handshakeText()), /^HTTP\/1.1 429 /)
  })

  test('is reached over TLS under a name of its own, as on AWS', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-websocket-'))
    t.after(() => rm(folder, { recursive: true, force: true }))
    const certificates = await openLocalCertificateAuthority({ folder, clock: systemClock, random: systemRandom })
    const ignore = () => {}
    const log = { debug: ignore, info: ignore, warn: ignore, error: ignore }
    const listen = { scheme: 'https', host: '127.0.0.1', port: 0, certificates, defaultName: 'localhost', log } as const
    await using chat = await startChat({ listen })
    const host = `chat.execute-api.${region}.localhost`
    const ca = await readFile(certificates.caFile)
    const socket = tlsConnect({ host: '127.0.0.1', port: chat.port, servername: host, ca })
    socket.write(handshakeText('/dev').replace('Host: localhost', `Host: ${host}`))
    const [answer] = await once(socket, 'data')
    socket.destroy()
    assert.match(String(answer), /^HTTP\/1.1 101 /)
    const [{ headers, requestContext }] = chat.payloads('connect')
    assert.deepEqual([headers['X-Forwarded-Proto'], requestContext.domainName], ['https', host])
  })

  test('a client that leaves while its handshake is decided leaves nothing behind', async () => {
    const { promise, resolve } = Promise.withResolvers<object>()
    await using chat = await startChat({ functions: { connect: () => promise } })
    const raw = await openRaw(chat.port)
    while (chat.payloads('connect').length === 0) await new Promise((next) => setImmediate(next))
    raw.destroy()
    await raw.ended
    await new Promise((next) => setTimeout(next, 20))
    resolve({ statusCode: 200 })
    await chat.gateway.webSockets.drain()
    assert.equal(chat.payloads('disconnect').length, 1)
    assert.deepEqual(
      chat.logged.filter((fields) => 'cause' in fields),
      [],
    )
  })
})
