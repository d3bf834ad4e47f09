import assert from 'node:assert/strict'
import { Duplex } from 'node:stream'
import { describe, test } from 'node:test'
import { connect } from 'node:tls'
import { readClientHello } from './client-hello.ts'

/** What Node sends first, off a connection that leads nowhere. */
async function clientHello(servername: string): Promise<Buffer> {
  const { promise, resolve } = Promise.withResolvers<Buffer>()
  const wire = new Duplex({ read() {}, write: (chunk: Buffer) => resolve(chunk) })
  const client = connect({ socket: wire, servername })
  client.on('error', () => {})
  const sent = await promise
  client.destroy()
  return sent
}

/** The same message in records of so many bytes. */
function inRecords(hello: Buffer, size: number): Buffer {
  const message = hello.subarray(5)
  const records = Array.from({ length: Math.ceil(message.length / size) }, (_, index) => {
    const part = message.subarray(index * size, (index + 1) * size)
    return Buffer.concat([hello.subarray(0, 3), Buffer.from([part.length >> 8, part.length & 255]), part])
  })
  return Buffer.concat(records)
}

const named = { kind: 'named', name: 'api.example' }

describe('readClientHello', async () => {
  const hello = await clientHello('API.example')

  test('reads the name that a client asks for, in lower case', () => {
    assert.deepEqual(readClientHello(hello), named)
  })

  test('waits for every byte of it', () => {
    for (let length = 0; length < hello.length; length += 1) {
      assert.deepEqual(readClientHello(hello.subarray(0, length)), { kind: 'open' }, `${length} bytes`)
    }
  })

  test('puts records together, and reads no further where what follows is something else', () => {
    const earlyData = Buffer.from([23, 3, 3, 0, 2, 0, 0])
    assert.deepEqual(readClientHello(Buffer.concat([inRecords(hello, 200), earlyData])), named)
  })

  test('finds no name where there is none, and in what is no TLS', async () => {
    assert.deepEqual(readClientHello(await clientHello('')), { kind: 'unnamed' })
    assert.deepEqual(readClientHello(Buffer.from('GET / HTTP/1.1\r\n')), { kind: 'unnamed' })
  })

  test('gives up on records of a byte each, before they cost anything', () => {
    assert.deepEqual(readClientHello(inRecords(hello, 1)), { kind: 'unnamed' })
  })

  test('gives up on a message that never ends', () => {
    const endless = Buffer.concat([Buffer.from([22, 3, 1, 255, 255, 1, 255, 255, 255]), Buffer.alloc(16_384)])
    assert.deepEqual(readClientHello(endless), { kind: 'unnamed' })
  })

  test('survives every length that lies', () => {
    for (let at = 0; at < hello.length; at += 1) {
      const broken = Buffer.from(hello)
      broken.writeUInt8(255, at)
      assert.ok(['open', 'unnamed', 'named'].includes(readClientHello(broken).kind), `byte ${at}`)
    }
  })
})
