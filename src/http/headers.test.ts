import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findHeader, headersFromRaw, headersFromRecord, isRepeatedHeader, mediaTypeOf } from './headers.ts'

describe('headers', () => {
  test('keep every value of a repeated field, in order, under the name in lower case', () => {
    const headers = headersFromRaw(['Host', 'a', 'X-B', '1', 'x-b', '2'])
    assert.deepEqual(
      [...headers],
      [
        ['host', ['a']],
        ['x-b', ['1', '2']],
      ],
    )
  })

  test('give no single value where there are two', () => {
    const headers = headersFromRaw(['A', '1', 'B', '1', 'b', '1'])
    assert.equal(findHeader(headers, 'a'), '1')
    assert.equal(findHeader(headers, 'b'), undefined)
    assert.equal(findHeader(headers, 'c'), undefined)
    assert.deepEqual(
      ['a', 'b', 'c'].map((name) => isRepeatedHeader(headers, name)),
      [false, true, false],
    )
  })

  test('come from a record as well', () => {
    assert.deepEqual(
      [...headersFromRecord({ 'X-A': '1', b: ['2', '3'] })],
      [
        ['x-a', ['1']],
        ['b', ['2', '3']],
      ],
    )
  })

  test('hold a field called __proto__ like any other', () => {
    assert.equal(findHeader(headersFromRaw(['__proto__', 'x']), '__proto__'), 'x')
  })
})

describe('mediaTypeOf', () => {
  test('leaves parameters and case out', () => {
    assert.equal(mediaTypeOf('Application/X-AMZ-JSON-1.1; charset=utf-8'), 'application/x-amz-json-1.1')
    assert.equal(mediaTypeOf(' text/html '), 'text/html')
  })
})
