import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import { startBackend } from '../../../test/gateway/gateway-under-test.ts'
import { relay } from './relay.ts'
import { createSlowClients } from '../exchange/slow-clients.ts'
import type { ResponseWriter } from '../exchange/response-writer.ts'

const size = 4 * 1024 * 1024
const sizeOfBuffers = 128 * 1024
const noBody = { stream: undefined, problem: () => undefined, onProgress: () => {}, [Symbol.dispose]: () => {} }

/** A client that takes one chunk and then waits; `heeds` off is the defect that the test must notice. */
async function relayToSlowClient({ heeds }: { heeds: boolean }) {
  await using backend = await startBackend((_, response) => void response.end(Buffer.alloc(size)))
  await using pool = disposable(new Pool(backend.url))
  let received = 0
  const pastBuffers = Promise.withResolvers<void>()
  let drain = () => {}
  let headWritten = false
  const writer: ResponseWriter = {
    writeHead: () => void (headWritten = true),
    write: (chunk) => {
      received += chunk.length
      if (received > sizeOfBuffers) pastBuffers.resolve()
      return !heeds
    },
    end: () => {},
    destroy: () => {},
    isHeadWritten: () => headWritten,
    isClientGone: () => false,
    onDrain: (listener) => void (drain = listener),
    onClientGone: () => {},
  }
  const outcome = relay(
    pool,
    { path: '/', method: 'GET', headers: [], body: noBody, timeoutMilliseconds: 600_000 },
    { writer, responseHeaders: (sent) => sent, slowClients: createSlowClients({ most: 1 }) },
  )
  await (heeds ? delay(200) : pastBuffers.promise)
  const beforeDrain = received
  const draining = setInterval(() => drain(), 1)
  const { kind } = await outcome
  clearInterval(draining)
  return { kind, beforeDrain, received }
}

describe('relay', () => {
  test('takes no more from the backend until the client has taken what there is', async () => {
    const { kind, beforeDrain, received } = await relayToSlowClient({ heeds: true })
    assert.deepEqual({ kind, received }, { kind: 'streamed', received: size })
    assert.ok(beforeDrain <= sizeOfBuffers, `${beforeDrain} bytes before the client drained`)
  })

  test('the measure notices a writer that never says stop', async () => {
    const { beforeDrain } = await relayToSlowClient({ heeds: false })
    assert.ok(beforeDrain > sizeOfBuffers)
  })
})

function disposable(pool: Pool): Pool & AsyncDisposable {
  return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.destroy() })
}
