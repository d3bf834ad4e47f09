import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createCounters } from './counters.ts'
import { renderMetrics } from './exposition.ts'

describe('counters', () => {
  test('count requests by surface and status, and how long they took', () => {
    const counters = createCounters()
    counters.request({ surface: 'identity', status: 200, seconds: 0.004 })
    counters.request({ surface: 'identity', status: 200, seconds: 0.0005 })
    counters.request({ surface: 'identity', status: 400, seconds: 60 })
    counters.request({ surface: 'executeApi', status: 401, seconds: 0.001 })
    const text = renderMetrics(counters.read())
    for (const line of [
      '# TYPE sallyport_requests_total counter',
      'sallyport_requests_total{surface="identity",status="200"} 2',
      'sallyport_requests_total{surface="identity",status="400"} 1',
      'sallyport_requests_total{surface="executeApi",status="401"} 1',
      '# TYPE sallyport_request_duration_seconds histogram',
      'sallyport_request_duration_seconds_bucket{surface="identity",le="0.001"} 1',
      'sallyport_request_duration_seconds_bucket{surface="identity",le="0.0025"} 1',
      'sallyport_request_duration_seconds_bucket{surface="identity",le="0.005"} 2',
      'sallyport_request_duration_seconds_bucket{surface="identity",le="10"} 2',
      'sallyport_request_duration_seconds_bucket{surface="identity",le="+Inf"} 3',
      'sallyport_request_duration_seconds_sum{surface="identity"} 60.0045',
      'sallyport_request_duration_seconds_count{surface="identity"} 3',
      'sallyport_request_duration_seconds_bucket{surface="executeApi",le="0.001"} 1',
    ]) {
      assert.ok(text.split('\n').includes(line), line)
    }
  })

  test('count operations by what they were refused with', () => {
    const counters = createCounters()
    const facts = { operation: 'InitiateAuth', requestId: 'r', status: 200 } as const
    counters.operation({ ...facts, exception: undefined })
    counters.operation({ ...facts, exception: 'NotAuthorizedException' })
    counters.operation({ ...facts, exception: 'NotAuthorizedException' })
    const text = renderMetrics(counters.read())
    assert.match(text, /^sallyport_operations_total\{operation="InitiateAuth",exception="none"\} 1$/m)
    assert.match(text, /^sallyport_operations_total\{operation="InitiateAuth",exception="NotAuthorizedException"\} 2$/m)
  })
})

describe('the text format', () => {
  test('escapes what would end a label', () => {
    const series = [{ labels: { a: 'x"y\\z\n' }, value: 1 }]
    const text = renderMetrics([{ name: 'n', type: 'gauge', help: 'h', series }])
    assert.equal(text, '# HELP n h\n# TYPE n gauge\nn{a="x\\"y\\\\z\\n"} 1\n')
  })
})
