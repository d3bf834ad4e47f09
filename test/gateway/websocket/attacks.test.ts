import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, test } from 'node:test'
import { sendRaw } from '../gateway-under-test.ts'
import { functionOperation, httpApi } from '../http-api-under-test.ts'
import { closeCode, frame, handshakeText, openRaw, startChat } from './websocket-under-test.ts'

const kilobyte = 1024

describe('attacks on a WebSocket API', () => {
  test('GW-02 an upgrade is heard only at the address of a WebSocket API, and only a handshake that is one', async () => {
    await using chat = await startChat()
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='
    const status = async (text: string) => /^HTTP\/1.1 (\d+)/.exec(await sendRaw(chat.port, text))?.[1]
    const good = handshakeText()
    const statuses = {
      'another API': await status(handshakeText('/_api/other/dev')),
      'the base host': await status(handshakeText('/')),
      'another stage': await status(handshakeText('/_api/chat/prod')),
      'a path behind the stage': await status(handshakeText('/_api/chat/dev/more')),
      'another host': await status(good.replace('Host: localhost', 'Host: evil.example')),
      'another protocol': await status(good.replace('Upgrade: websocket', 'Upgrade: h2c')),
      'another method': await status(good.replace('GET', 'POST')),
      'an old version': await status(good.replace('Version: 13', 'Version: 8')),
      'a short key': await status(good.replace(key, 'Sec-WebSocket-Key: short')),
      'two keys': await status(handshakeText('/_api/chat/dev', [key])),
      'two origins': await status(handshakeText('/_api/chat/dev', ['Origin: https://a', 'Origin: https://b'])),
      'two hosts': await status(handshakeText('/_api/chat/dev', ['Host: other'])),
      'a body': await status(`${handshakeText('/_api/chat/dev', ['Content-Length: 3'])}abc`),
      'a nominated identity': await status(good.replace('Connection: Upgrade', 'Connection: Upgrade, Origin')),
      'an underscore': await status(handshakeText('/_api/chat/dev', ['X_User: ada'])),
      'dot segments': await status(handshakeText('/_api/chat/dev/../dev')),
    }
    const refused = Object.entries(statuses).filter(([, code]) => code === undefined || code === '101')
    assert.deepEqual(refused, [])
    assert.equal(chat.calls.length, 0)
  })

  test('GW-02 a handshake behind a request that has no answer yet is no handshake', async () => {
    const { promise: asked, resolve: answer } = Promise.withResolvers<object>()
    await using chat = await startChat({
      others: httpApi({ paths: { '/slow': { get: functionOperation('slow') } } }),
      functions: { slow: () => asked },
    })
    const received = sendRaw(
      chat.port,
      `GET /_api/http/$default/slow HTTP/1.1\r\nHost: localhost\r\n\r\n${handshakeText()}`,
    )
    setTimeout(() => answer({ statusCode: 200, body: 'first' }), 100)
    assert.deepEqual((await received).match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 403'])
  })

  test('a client that says goodbye before it is let in was there all the same', async () => {
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
    const { promise: told, resolve: tell } = Promise.withResolvers<void>()
    const { promise: answered, resolve: answer } = Promise.withResolvers<object>()
    await using chat = await startChat({
      functions: {
        connect: () => {
          ask()
          return answered
        },
        disconnect: () => tell(),
      },
    })
    const client = connect(chat.port, '127.0.0.1')
    client.on('error', () => {})
    client.write(handshakeText())
    await asked
    client.end()
    await new Promise((resolve) => setTimeout(resolve, 100))
    answer({ statusCode: 200 })
    await told
    client.destroy()
    assert.deepEqual(
      chat.payloads('disconnect').map((event) => event.requestContext.disconnectStatusCode),
      [1006],
    )
    assert.equal(JSON.stringify(chat.logged).includes('cause'), false)
  })

  test('a handshake that is refused leaves nothing open, whatever is sent behind it', async () => {
    await using chat = await startChat()
    const { promise: accepted, resolve: accept } = Promise.withResolvers<Socket>()
    const onSocket = (message: unknown) => accept((message as { socket: Socket }).socket)
    subscribe('net.server.socket', onSocket)
    const raw = await openRaw(chat.port, handshakeText('/_api/chat/other'))
    raw.write(Buffer.alloc(500_000))
    const socket = await accepted
    unsubscribe('net.server.socket', onSocket)
    await once(socket, 'finish')
    raw.destroy()
    if (!socket.closed) await once(socket, 'close')
  })

  test('GW-03 headers that backends trust are taken from a handshake', async () => {
    await using chat = await startChat()
    await sendRaw(chat.port, handshakeText('/_api/chat/dev', ['X-User-Id: root', 'X-Forwarded-For: 10.0.0.1']))
    const [{ headers }] = chat.payloads('connect')
    assert.equal(headers['X-User-Id'], undefined)
    assert.equal(headers['X-Forwarded-For'], '127.0.0.1')
  })

  const attacks: Record<string, readonly [bytes: readonly Buffer[], code: number]> = {
    'an unmasked frame': [[frame('hello', { isMasked: false })], 1002],
    'a reserved bit: a compressed bomb': [[frame('hello', { reserved: 4 })], 1002],
    'an unknown opcode': [[frame('hello', { opcode: 3 })], 1002],
    'bad UTF-8': [[frame(Buffer.from([0xc3, 0x28]))], 1007],
    'bad UTF-8 over two frames': [
      [frame(Buffer.from([0xe2, 0x82]), { isFinal: false }), frame('a', { opcode: 0 })],
      1007,
    ],
    'a binary message': [[frame('hello', { opcode: 2 })], 1003],
    'a continuation of nothing': [[frame('hello', { opcode: 0 })], 1002],
    'a fragmented ping': [[frame('a', { opcode: 9, isFinal: false })], 1002],
    'a large ping': [[frame('a'.repeat(126), { opcode: 9 })], 1002],
    '1.18 a frame over 32 KB': [[frame('a'.repeat(32 * kilobyte + 1))], 1009],
    '1.18 a frame that only says that it is large': [[frame('', { length: 2 ** 31 })], 1009],
    '1.18 a message over 128 KB in frames of 32 KB': [
      [
        frame('a'.repeat(32 * kilobyte), { isFinal: false }),
        ...Array.from({ length: 3 }, () => frame('a'.repeat(32 * kilobyte), { opcode: 0, isFinal: false })),
        frame('a', { opcode: 0 }),
      ],
      1009,
    ],
    'a close frame of one byte': [[frame('a', { opcode: 8 })], 1002],
    'a close code that nobody may send': [[frame(Buffer.from([3, 0xed]), { opcode: 8 })], 1002],
    'bad UTF-8 in a reason to close': [[frame(Buffer.from([3, 0xe8, 0xff]), { opcode: 8 })], 1007],
    'a new message within another': [[frame('a', { isFinal: false }), frame('b')], 1002],
    'a flood of empty fragments': [
      [frame('a', { isFinal: false }), ...Array.from({ length: 2000 }, () => frame('', { opcode: 0, isFinal: false }))],
      1008,
    ],
  }
  for (const [name, [bytes, code]] of Object.entries(attacks)) {
    test(`${name} ends the connection with ${code}, and no function sees it`, async () => {
      await using chat = await startChat()
      const raw = await openRaw(chat.port)
      await raw.received(1)
      raw.write(Buffer.concat(bytes))
      assert.equal(closeCode(await raw.ended), code)
      await chat.gateway.webSockets.drain()
      assert.deepEqual([chat.payloads('default').length, chat.payloads('disconnect').length], [0, 1])
    })
  }

  test('1.18 a message of 128 KB in frames of 32 KB passes', async () => {
    await using chat = await startChat({
      routes: { $default: { isTwoWay: true } },
      functions: {
        default: (event) => ({ statusCode: 200, body: String(event.body.length) }),
      },
    })
    const raw = await openRaw(chat.port)
    const part = 'a'.repeat(32 * kilobyte)
    raw.write(
      Buffer.concat([
        frame(part, { isFinal: false }),
        frame(part, { opcode: 0, isFinal: false }),
        frame(part, { opcode: 0, isFinal: false }),
        frame(part, { opcode: 0 }),
      ]),
    )
    while (!(await raw.received(1)).includes('131072')) await raw.received((await raw.received(1)).length + 1)
    raw.destroy()
  })

  test('the harness sees what a missing limit lets through', async () => {
    await using chat = await startChat({
      limits: { frameBytes: Infinity, messageBytes: 0, frames: 0, underWay: Infinity },
    })
    const raw = await openRaw(chat.port)
    await raw.received(1)
    const large = frame('a'.repeat(200 * kilobyte))
    for (let sent = 0; sent < 20; sent += 1) raw.write(large)
    raw.write(Buffer.concat(attacks['a flood of empty fragments']?.[0] ?? []))
    raw.write(frame('', { opcode: 0 }))
    while (chat.payloads('default').length < 21) await new Promise((next) => setImmediate(next))
    assert.equal(chat.payloads('default')[0].body.length, 200 * kilobyte)
    raw.destroy()
  })

  test('no extension is agreed to', async () => {
    await using chat = await startChat()
    const offer = 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits'
    const answer = await sendRaw(chat.port, handshakeText('/_api/chat/dev', [offer]))
    assert.match(answer, /^HTTP\/1.1 101 /)
    assert.doesNotMatch(answer, /Sec-WebSocket-Extensions/i)
  })

  test('a client is read no faster than its messages are worked on', async () => {
    const { promise, resolve } = Promise.withResolvers<object>()
    await using chat = await startChat({ functions: { default: () => promise }, limits: { underWay: 4 } })
    const raw = await openRaw(chat.port)
    await raw.received(1)
    const flood = Buffer.concat(Array.from({ length: 32 }, () => frame('a'.repeat(30 * kilobyte))))
    // More than all buffers of both kernels.
    for (let sent = 0; sent < 64; sent += 1) raw.write(flood)
    while (chat.payloads('default').length < 4) await new Promise((next) => setImmediate(next))
    await new Promise((next) => setTimeout(next, 200))
    assert.equal(chat.payloads('default').length, 4)
    assert.ok(raw.bytesUnsent() > 16 * 1024 * kilobyte, `only ${raw.bytesUnsent()} bytes wait at the client`)
    raw.destroy()
    resolve({ statusCode: 200 })
  })

  test('a client that reads no replies is let go', async () => {
    await using chat = await startChat({
      functions: { shout: () => ({ statusCode: 200, body: 'x'.repeat(100 * kilobyte) }) },
      limits: { unsentBytes: 256 * kilobyte },
    })
    const raw = await openRaw(chat.port)
    await raw.received(1)
    raw.stopReading()
    for (let sent = 0; sent < 400; sent += 1) raw.write(frame('{"action":"shout"}'))
    while (chat.payloads('disconnect').length === 0) await new Promise((next) => setTimeout(next, 5))
    const [{ requestContext }] = chat.payloads('disconnect')
    assert.deepEqual(
      [requestContext.disconnectStatusCode, requestContext.disconnectReason],
      [1008, 'Replies are not read'],
    )
    raw.destroy()
  })

  test('frames that come with the handshake are bounded like all others', async () => {
    const { promise, resolve } = Promise.withResolvers<object>()
    await using chat = await startChat({ functions: { connect: () => promise } })
    const raw = await openRaw(chat.port)
    raw.write(frame('a'.repeat(32 * kilobyte + 1)))
    while (chat.payloads('connect').length === 0) await new Promise((next) => setImmediate(next))
    resolve({ statusCode: 200 })
    assert.equal(closeCode(await raw.ended), 1009)
    assert.equal(chat.payloads('default').length, 0)
  })

  test('a client that sends pings and reads no pongs is let go', async () => {
    await using chat = await startChat()
    const raw = await openRaw(chat.port)
    await raw.received(1)
    raw.stopReading()
    const pings = Buffer.concat(Array.from({ length: 8000 }, () => frame('p'.repeat(125), { opcode: 9 })))
    for (let sent = 0; sent < 40; sent += 1) raw.write(pings)
    while (chat.payloads('disconnect').length === 0) await new Promise((next) => setTimeout(next, 5))
    raw.destroy()
  })

  test('clients that all begin messages and end none hold no more than allowed together', async () => {
    await using chat = await startChat({
      limits: { heldBytes: 200 * kilobyte },
      routes: { $default: { isTwoWay: true } },
      functions: { default: () => ({ statusCode: 200, body: 'heard' }) },
    })
    const clients = await Promise.all(Array.from({ length: 12 }, () => openRaw(chat.port)))
    for (const client of clients) await client.received(100)
    const part = frame('a'.repeat(30 * kilobyte), { isFinal: false })
    const codes = new Set<number | undefined>()
    const ended = clients.map(async (client) => codes.add(closeCode(await client.ended)))
    for (const client of clients) client.write(part)
    for (const client of clients) client.write(frame('b'.repeat(10 * kilobyte), { opcode: 0, isFinal: false }))
    await Promise.race(ended)
    // Whoever holds nothing is heard all the same.
    const honest = await chat.client()
    honest.socket.send('hello')
    assert.equal(await honest.next(), 'heard')
    for (const client of clients) client.destroy()
    await Promise.all(ended)
    assert.ok(codes.has(1013), [...codes].join())
  })

  test('a client that does not answer a close is cut off', async () => {
    await using chat = await startChat({ limits: { idleMilliseconds: 20, closeMilliseconds: 50 } })
    const raw = await openRaw(chat.port)
    assert.equal(closeCode(await raw.ended), 1001)
  })

  test('1.18 no more connections are opened than there may be', async () => {
    await using chat = await startChat({ limits: { connections: 1 } })
    await chat.client()
    assert.match(await sendRaw(chat.port, handshakeText()), /^HTTP\/1.1 503 /)
  })
})
