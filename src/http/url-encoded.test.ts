import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../test/fast-check.ts'
import { parseForm } from './forms.ts'
import { parseQuery, splitTarget } from './query.ts'
import type { ParametersResult } from './url-encoded.ts'

function read(text: string): ParametersResult {
  return parseForm(Buffer.from(text, 'latin1'))
}

describe('parseForm', () => {
  test('decodes names and values', () => {
    assert.deepEqual(read('grant_type=authorization_code&redirect_uri=https%3A%2F%2Fa.example%2F&s=a+b%2B%C3%A9'), {
      ok: true,
      values: new Map([
        ['grant_type', 'authorization_code'],
        ['redirect_uri', 'https://a.example/'],
        ['s', 'a b+é'],
      ]),
      duplicates: [],
      pairs: [
        ['grant_type', 'authorization_code'],
        ['redirect_uri', 'https://a.example/'],
        ['s', 'a b+é'],
      ],
    })
  })

  test('takes a bare name for an empty value, and skips empty parts', () => {
    const result = read('a&&b=&=c&')
    assert.ok(result.ok)
    assert.deepEqual(result.pairs, [
      ['a', ''],
      ['b', ''],
      ['', 'c'],
    ])
  })

  test('names duplicates once, however they are spelled, and keeps the first value', () => {
    const result = read('a=1&b=2&a=3&%61=4')
    assert.ok(result.ok)
    assert.deepEqual(result.duplicates, ['a'])
    assert.equal(result.values.get('a'), '1')
    assert.equal(result.pairs.length, 4)
  })

  for (const text of ['a=%', 'a=%4', 'a=%zz', '%=1', 'a=%ff', 'a=%c3', 'a=%ed%a0%80', 'a=\xff']) {
    test(`refuses ${JSON.stringify(text)}`, () => {
      assert.deepEqual(read(text), { ok: false, reason: 'malformed_encoding' })
    })
  }

  test('allows 64 KB and no more', () => {
    assert.equal(read(`a=${'x'.repeat(64 * 1024 - 2)}`).ok, true)
    assert.deepEqual(read(`a=${'x'.repeat(64 * 1024 - 1)}`), { ok: false, reason: 'too_large' })
  })

  test('allows 1000 parameters and no more', () => {
    assert.equal(read('a=1&'.repeat(1000)).ok, true)
    assert.deepEqual(read('a=1&'.repeat(1001)), { ok: false, reason: 'too_many_parameters' })
  })

  test('reads what URLSearchParams writes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), { maxLength: 8 }),
        (pairs) => {
          const result = parseForm(Buffer.from(new URLSearchParams(pairs).toString()))
          assert.ok(result.ok)
          assert.deepEqual(result.pairs, pairs)
        },
      ),
    )
  })

  test('never throws and never invents a parameter, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const result = parseForm(bytes)
        if (result.ok) assert.ok(result.pairs.length <= Buffer.from(bytes).toString('latin1').split('&').length)
      }),
    )
  })
})

describe('parseQuery', () => {
  test('is a form without a body, of at most 8 KB', () => {
    const result = parseQuery('client_id=abc&state=x%20y')
    assert.ok(result.ok)
    assert.deepEqual(
      [...result.values],
      [
        ['client_id', 'abc'],
        ['state', 'x y'],
      ],
    )
    assert.deepEqual(parseQuery('a'.repeat(8193)), { ok: false, reason: 'too_large' })
  })
})

describe('splitTarget', () => {
  test('splits at the first question mark', () => {
    assert.deepEqual(splitTarget('/a?b?c'), { path: '/a', query: 'b?c' })
    assert.deepEqual(splitTarget('/a'), { path: '/a', query: '' })
    assert.deepEqual(splitTarget('/a?'), { path: '/a', query: '' })
  })
})
