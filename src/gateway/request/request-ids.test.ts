import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { createRequestIds } from './request-ids.ts'

const now = new Date(0x6a00_0001 * 1000)

describe('ids of requests', () => {
  const newIds = createRequestIds({ bytes: (size) => randomBytes(size) })

  test('an extended id is eleven bytes in base64, and an HTTP API has no other', () => {
    const all = Array.from({ length: 200 }, () => newIds('HTTP', [], now))
    for (const { extendedRequestId, requestId } of all) {
      assert.equal(requestId, extendedRequestId)
      const bytes = Buffer.from(extendedRequestId, 'base64')
      assert.deepEqual([bytes.length, bytes.toString('base64')], [11, extendedRequestId])
    }
    assert.equal(new Set(all.map(({ requestId }) => requestId)).size, 200)
    assert.equal(new Set(all.map(({ traceId }) => traceId)).size, 200)
  })

  test('a REST API has UUIDs beside it', () => {
    assert.match(
      newIds('REST', [], now).requestId,
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
  })

  test('a trace begins in its second, or goes on where the caller has one', () => {
    assert.match(newIds('HTTP', [], now).traceId, /^Root=1-6a000001-[0-9a-f]{24}$/)
    assert.match(newIds('HTTP', [], new Date(1000)).traceId, /^Root=1-00000001-/)
    const sent = 'Root=1-67891233-abcdef012345678912345678;Sampled=1'
    assert.equal(newIds('HTTP', [['x-amzn-trace-id', sent]], now).traceId, sent)
    assert.match(newIds('HTTP', [['x-amzn-trace-id', 'Root=2-x']], now).traceId, /^Root=1-6a000001-/)
  })
})
