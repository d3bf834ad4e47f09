import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Exchange } from '../../server/exchange.ts'
import { holdUntil } from './hold-until.ts'

const exchange = {} as Exchange
const destination = { kind: 'identity', url: '/' } as const

describe('holdUntil', () => {
  test('lets a request wait until all is there', async () => {
    const opened = Promise.withResolvers<void>()
    const answered: string[] = []
    const handler = holdUntil<'identity'>(opened.promise, (_exchange, { url }) => void answered.push(url))
    const waiting = handler(exchange, destination)
    await new Promise((resolve) => setImmediate(resolve))
    assert.deepEqual(answered, [])
    opened.resolve()
    await waiting
    await handler(exchange, { ...destination, url: '/later' })
    assert.deepEqual(answered, ['/', '/later'])
  })

  test('fails the request where the start failed', async () => {
    const opened = Promise.withResolvers<void>()
    const handler = holdUntil<'identity'>(opened.promise, () => assert.fail('answered'))
    const waiting = handler(exchange, destination)
    opened.reject(new Error('the start failed'))
    await assert.rejects(async () => waiting, /the start failed/)
  })
})
