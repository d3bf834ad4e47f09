import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { convertRequestBody, convertResponseBody } from './content-conversion.ts'

const bytes = Buffer.from('aGk=')
const text = { kind: 'text', text: 'aGk=' }
const base64 = { kind: 'text', text: 'YUdrPQ==' }
const same = { kind: 'binary', bytes }
const decoded = { kind: 'binary', bytes: Buffer.from('hi') }

describe('1.15 request bodies, row by row of the guide', () => {
  const rows = [
    ['text', undefined, text],
    ['text', 'CONVERT_TO_BINARY', decoded],
    ['text', 'CONVERT_TO_TEXT', text],
    ['binary', undefined, same],
    ['binary', 'CONVERT_TO_BINARY', same],
    ['binary', 'CONVERT_TO_TEXT', base64],
  ] as const
  for (const [type, handling, expected] of rows) {
    test(`${type}, ${handling ?? 'undefined'}`, () => {
      assert.deepEqual(convertRequestBody(bytes, type === 'binary', handling), expected)
    })
  }
})

describe('1.15 response bodies, row by row of the guide', () => {
  const rows = [
    ['text', 'text', undefined, text],
    ['text', 'text', 'CONVERT_TO_BINARY', decoded],
    ['text', 'text', 'CONVERT_TO_TEXT', text],
    ['text', 'binary', undefined, decoded],
    ['text', 'binary', 'CONVERT_TO_BINARY', decoded],
    ['text', 'binary', 'CONVERT_TO_TEXT', text],
    ['binary', 'text', undefined, base64],
    ['binary', 'text', 'CONVERT_TO_BINARY', same],
    ['binary', 'text', 'CONVERT_TO_TEXT', base64],
    ['binary', 'binary', undefined, same],
    ['binary', 'binary', 'CONVERT_TO_BINARY', same],
    ['binary', 'binary', 'CONVERT_TO_TEXT', base64],
  ] as const
  for (const [type, accepted, handling, expected] of rows) {
    test(`${type}, Accept ${accepted}, ${handling ?? 'undefined'}`, () => {
      const conversion = { isBinaryType: type === 'binary', acceptsBinary: accepted === 'binary', handling }
      assert.deepEqual(convertResponseBody(bytes, conversion), expected)
    })
  }
})

describe('what cannot be converted', () => {
  test('text that is no base64', () => {
    assert.equal(convertRequestBody(Buffer.from('{"a": 1}'), false, 'CONVERT_TO_BINARY'), undefined)
    const conversion = { isBinaryType: false, acceptsBinary: true, handling: undefined }
    assert.equal(convertResponseBody(Buffer.from('{"a": 1}'), conversion), undefined)
  })

  test('an empty body needs no conversion', () => {
    assert.deepEqual(convertRequestBody(Buffer.alloc(0), true, undefined), { kind: 'text', text: '' })
  })
})
