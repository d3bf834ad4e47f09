import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parseStrictJson } from './strict-json.ts'

const corpora = process.env.SALLYPORT_CORPORA ?? join(import.meta.dirname, '../../../shared/corpora')
const folder = join(corpora, 'json')
/** The corpus lets a parser choose here, and files these under "must parse"; we choose to refuse. */
const repeatsNames = ['y_object_duplicated_key.json', 'y_object_duplicated_key_and_value.json']

describe('strict JSON', () => {
  for (const text of [
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{"x":{"a":1,"a":2}}',
    '[{"a":1,"a":2}]',
    '{"__proto__":1,"__proto__":2}',
    '{"":1,"":2}',
    '{"a:b":":","a:b":"\\":"}',
  ]) {
    test(`refuses the repeated name in ${text}`, () => assert.equal(parseStrictJson(Buffer.from(text)), undefined))
  }

  for (const text of [
    '{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}',
    '{"a:b":"\\\\","c":"\\"::","d":"x\\\\\\":"}',
    '{"a":"\\u0022:","b":":"}',
    '{"1":1,"01":2}',
    '[]',
    '":"',
    'null',
  ]) {
    test(`reads ${text}`, () => assert.deepEqual(parseStrictJson(Buffer.from(text)), JSON.parse(text)))
  }

  test('keeps a member named __proto__ an ordinary one', () => {
    const value = parseStrictJson(Buffer.from('{"__proto__":{"admin":true}}'))
    assert.equal(Object.getPrototypeOf(value), Object.prototype)
    assert.deepEqual(Object.keys(value as object), ['__proto__'])
  })

  test('refuses malformed UTF-8, a byte order mark and endless nesting', () => {
    assert.equal(parseStrictJson(Buffer.from([0x22, 0xff, 0x22])), undefined)
    assert.equal(parseStrictJson(Buffer.from('\ufeff{}')), undefined)
    assert.equal(parseStrictJson(Buffer.from(`${'['.repeat(1e6)}${']'.repeat(1e6)}`)), undefined)
  })

  test('agrees with JSONTestSuite', { skip: existsSync(folder) ? false : 'the corpora are absent' }, () => {
    for (const name of readdirSync(folder)) {
      const isRead = parseStrictJson(readFileSync(join(folder, name))) !== undefined
      if (name.startsWith('n_')) assert.equal(isRead, false, name)
      if (name.startsWith('y_')) assert.equal(isRead, !repeatsNames.includes(name), name)
    }
  })
})
