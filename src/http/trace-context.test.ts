import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseAmznTrace, parseTraceparent, spellAmznRoot, spellAmznTrace, spellTraceparent } from './trace-context.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'

describe('traceparent', () => {
  test('is read and spelled', () => {
    const text = `00-${traceId}-${spanId}-01`
    assert.deepEqual(parseTraceparent(text), { traceId, spanId, isSampled: true })
    assert.equal(spellTraceparent({ traceId, spanId, isSampled: true }), text)
    assert.equal(spellTraceparent({ traceId, spanId, isSampled: false }), `00-${traceId}-${spanId}-00`)
  })

  test('of a later version may say more', () => {
    assert.deepEqual(parseTraceparent(`cc-${traceId}-${spanId}-02-what`), { traceId, spanId, isSampled: false })
  })

  const wrong = {
    empty: '',
    'version ff': `ff-${traceId}-${spanId}-01`,
    'more in version 00': `00-${traceId}-${spanId}-01-more`,
    'capital letters': `00-${traceId.toUpperCase()}-${spanId}-01`,
    'no trace': `00-${'0'.repeat(32)}-${spanId}-01`,
    'no span': `00-${traceId}-${'0'.repeat(16)}-01`,
    'too short': `00-${traceId.slice(1)}-${spanId}-01`,
    'a line break': `00-${traceId}-${spanId}-01\nx: y`,
    spaces: ` 00-${traceId}-${spanId}-01`,
  }
  for (const [name, text] of Object.entries(wrong)) {
    test(`with ${name} is none`, () => assert.equal(parseTraceparent(text), undefined))
  }
})

describe('X-Amzn-Trace-Id', () => {
  const root = 'Root=1-0af76519-16cd43dd8448eb211c80319c'

  test('is read with and without a span', () => {
    assert.deepEqual(parseAmznTrace(root), { traceId, spanId: undefined, isSampled: false })
    assert.deepEqual(parseAmznTrace(`${root};Parent=${spanId};Sampled=1`), { traceId, spanId, isSampled: true })
    assert.deepEqual(parseAmznTrace(`${root};Sampled=0;Parent=${spanId};Lineage=1:a:0`), {
      traceId,
      spanId,
      isSampled: false,
    })
  })

  test('is spelled', () => {
    assert.equal(spellAmznRoot(traceId), root)
    assert.equal(spellAmznTrace({ traceId, spanId, isSampled: true }), `${root};Parent=${spanId};Sampled=1`)
  })

  for (const text of ['', 'Root=2-0af76519-16cd43dd8448eb211c80319c', `${root} x`, `Self=1;${root}`, `${root};é`]) {
    test(`"${text}" is none`, () => assert.equal(parseAmznTrace(text), undefined))
  }
})
