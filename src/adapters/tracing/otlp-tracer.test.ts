import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { startOtlpReceiver, tracingTo } from '../../../test/tracing/otlp-receiver.ts'
import type { Tracer } from '../../ports/tracer.ts'
import { systemRandom } from '../system/random.ts'
import { openOtlpTracer } from './otlp-tracer.ts'

function open(endpoint: string, variables: Record<string, string> = {}, more = {}) {
  const told: string[] = []
  const say = (_fields: object, message: string) => void told.push(message)
  const log = { info: say, warn: say }
  const tracer = openOtlpTracer(tracingTo({ endpoint }, variables), { random: systemRandom, log, ...more })
  return { tracer, told }
}

function makeSpans(tracer: Tracer, count: number) {
  for (let i = 0; i < count; i += 1) {
    tracer.start({ name: `span ${i}`, kind: 'internal', parent: undefined, attributes: {} }).end({ attributes: {} })
  }
}

describe('the OTLP tracer', () => {
  test('sends what is left when it ends, as the environment says', async () => {
    await using receiver = await startOtlpReceiver()
    const { tracer, told } = open(receiver.endpoint, {
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc',
      OTEL_SERVICE_NAME: 'edge',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=prod',
    })
    makeSpans(tracer, 3)
    await tracer[Symbol.asyncDispose]()
    assert.deepEqual(
      receiver.spans.map(({ name }) => name),
      ['span 0', 'span 1', 'span 2'],
    )
    const [request] = receiver.requests
    assert.equal(request?.url, '/v1/traces')
    assert.equal(request?.headers.authorization, 'Bearer abc')
    assert.equal(request?.headers['content-type'], 'application/x-protobuf')
    const { resource } = receiver.spans[0] ?? {}
    assert.equal(resource?.['service.name'], 'edge')
    assert.equal(resource?.['deployment.environment.name'], 'prod')
    assert.deepEqual(told, [])
  })

  test('sends in batches, and keeps no more than its queue', async () => {
    await using receiver = await startOtlpReceiver()
    const { tracer } = open(receiver.endpoint, {
      OTEL_BSP_MAX_QUEUE_SIZE: '6',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '4',
    })
    makeSpans(tracer, 1000)
    await tracer[Symbol.asyncDispose]()
    assert.ok(receiver.spans.length <= 10, String(receiver.spans.length))
    assert.ok(receiver.requests.length >= 2)
  })

  test('begins ids of traces with the time, or takes the one that was named', async () => {
    await using receiver = await startOtlpReceiver()
    const { tracer } = open(receiver.endpoint)
    const before = Math.floor(Date.now() / 1000)
    const own = tracer.start({ name: 'own', kind: 'server', parent: undefined, attributes: {} })
    const traceId = '6750e766aabbccddeeff001122334455'
    const parent = { traceId, spanId: undefined, isSampled: false, traceState: undefined, isRemote: true }
    const given = tracer.start({ name: 'given', kind: 'server', parent, attributes: {} })
    const next = tracer.start({ name: 'next', kind: 'server', parent: undefined, attributes: {} })
    await tracer[Symbol.asyncDispose]()
    const seconds = Number.parseInt(own.context.traceId.slice(0, 8), 16)
    assert.ok(seconds >= before && seconds <= before + 60)
    assert.deepEqual([given.context.traceId, given.context.isSampled], [traceId, true])
    assert.notEqual(next.context.traceId, traceId)
  })

  const shares = { always_off: 0, always_on: 400, traceidratio: 100 }
  for (const [sampler, about] of Object.entries(shares)) {
    test(`keeps what the sampler ${sampler} says`, async () => {
      const { tracer } = open('http://127.0.0.1:1', {
        OTEL_TRACES_SAMPLER: sampler,
        OTEL_TRACES_SAMPLER_ARG: '0.25',
        OTEL_BSP_SCHEDULE_DELAY: '60000',
      })
      const start = { name: 'a', kind: 'server', parent: undefined, attributes: {} } as const
      const kept = Array.from({ length: 400 }, () => tracer.start(start)).filter(({ context }) => context.isSampled)
      assert.ok(Math.abs(kept.length - about) <= (about === 100 ? 60 : 0), String(kept.length))
      await tracer[Symbol.asyncDispose]()
    })
  }

  test('tells once that the collector takes nothing, in no word of the collector', async () => {
    await using receiver = await startOtlpReceiver({ status: 400 })
    const { tracer, told } = open(receiver.endpoint, {
      OTEL_BSP_MAX_QUEUE_SIZE: '10',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '5',
    })
    makeSpans(tracer, 10)
    await tracer[Symbol.asyncDispose]()
    assert.ok(receiver.requests.length >= 2)
    assert.deepEqual(told, ['traces cannot be sent: they are dropped'])
  })

  test('ends in time where the collector says nothing at all', async (t) => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    const { tracer } = open(`http://127.0.0.1:${port}`, {}, { longestFlushMilliseconds: 100 })
    makeSpans(tracer, 1)
    // The exporter's own time does not go on.
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const ended = tracer[Symbol.asyncDispose]()
    t.mock.timers.tick(100)
    await ended
    silent.closeAllConnections()
    silent.close()
  })
})
