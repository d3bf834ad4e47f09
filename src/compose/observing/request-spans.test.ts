import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SpanEnd, SpanStart } from '../../ports/tracer.ts'
import type { RequestOutcome } from '../../server/server.ts'
import { createRequestSpans } from './request-spans.ts'

function traced() {
  const spans: (SpanStart & SpanEnd)[] = []
  const context = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), isSampled: true, traceState: undefined }
  const told = createRequestSpans({
    start: (start) => ({
      context,
      end: ({ attributes, ...end }) =>
        void spans.push({ ...start, ...end, attributes: { ...start.attributes, ...attributes } }),
    }),
    [Symbol.asyncDispose]: async () => {},
  })
  return { spans, told }
}

const request: RequestOutcome = {
  surface: 'identity',
  status: 400,
  seconds: 0.25,
  requestId: 'r-1',
  method: 'POST',
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  tracestate: 'v=1',
}

describe('spans of requests', () => {
  test('name the operation and its exception', () => {
    const { spans, told } = traced()
    told.operation({
      operation: 'InitiateAuth',
      requestId: 'r-1',
      status: 400,
      exception: 'NotAuthorizedException',
    })
    told.request(request)
    assert.deepEqual(spans, [
      {
        name: 'InitiateAuth',
        kind: 'server',
        parent: {
          traceId: 'a'.repeat(32),
          spanId: 'b'.repeat(16),
          isSampled: true,
          traceState: 'v=1',
          isRemote: true,
        },
        secondsAgo: 0.25,
        attributes: {
          'http.request.method': 'POST',
          'http.response.status_code': 400,
          'aws.request_id': 'r-1',
          'sallyport.surface': 'identity',
          'rpc.method': 'InitiateAuth',
          'sallyport.exception': 'NotAuthorizedException',
        },
        failure: undefined,
      },
    ])
  })

  test('name the surface of a page, fail with its status, and begin a trace of their own', () => {
    const { spans, told } = traced()
    told.request({ ...request, surface: 'poolDomain', method: 'GET', status: 503, traceparent: 'none' })
    const [{ failure, name, parent } = { name: '' }] = spans
    assert.deepEqual({ failure, name, parent }, { failure: '503', name: 'GET poolDomain', parent: undefined })
  })

  test('are not made of probes, nor of what the gateway traces', () => {
    const { spans, told } = traced()
    told.request({ ...request, surface: 'health' })
    told.request({ ...request, surface: 'executeApi' })
    assert.deepEqual(spans, [])
  })
})
