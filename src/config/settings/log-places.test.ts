import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseLogPlaces } from './log-places.ts'

const group = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/x'

describe('places of log delivery', () => {
  test('are found by an ARN or a part of it, the first that fits', () => {
    const places =
      parseLogPlaces(`${group}=stdout  arn:aws:logs:*=file:/tmp/a=b.log *=https://logs.example.com/in?a=1`) ?? []
    const sinkOf = (arn: string) => places.find(({ matches }) => matches(arn))?.sink
    assert.deepEqual(sinkOf(group), { kind: 'stdout' })
    assert.deepEqual(sinkOf(`${group}y`), { kind: 'file', path: '/tmp/a=b.log' })
    assert.deepEqual(sinkOf('arn:aws:s3:::audit'), { kind: 'http', url: 'https://logs.example.com/in?a=1' })
    const dotted = parseLogPlaces('arn:aws:s3:::a.b=stdout') ?? []
    assert.equal(
      dotted.some(({ matches }) => matches('arn:aws:s3:::axb')),
      false,
    )
  })

  test('are HTTPS, or on this machine, and hold no password', () => {
    for (const sink of ['http://localhost:9/x', 'http://127.0.0.1/x', 'http://[::1]:9/', 'https://a.example/']) {
      assert.ok(parseLogPlaces(`*=${sink}`), sink)
    }
    for (const sink of ['http://a.example/', 'https://u:p@a.example/', 'ftp://a.example/', 'file:', 'nonsense', '']) {
      assert.equal(parseLogPlaces(`*=${sink}`), undefined, sink)
    }
    assert.equal(parseLogPlaces('nonsense=stdout'), undefined)
    assert.equal(parseLogPlaces('stdout'), undefined)
  })
})
