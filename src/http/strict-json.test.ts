import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { assertGrowsWithLength } from '../../test/growth.ts'
import { fc } from '../../test/fast-check.ts'
import { parseStrictJson } from './strict-json.ts'

const corpora = process.env.SALLYPORT_CORPORA ?? join(import.meta.dirname, '../../../shared/corpora')
const suite = join(corpora, 'json')
const isPresent = existsSync(suite)

describe('parseStrictJson', () => {
  test('parses what JSON.parse parses', () => {
    const value = { a: [1, -2.5e3, true, false, null, 'é"\\\n'], b: { c: {} }, '': [] }
    assert.deepEqual(parseStrictJson(JSON.stringify(value)), { ok: true, value })
    assert.deepEqual(parseStrictJson(Buffer.from(' "x" ')), { ok: true, value: 'x' })
  })

  test('agrees with JSON.parse on any JSON value and any damage to its text', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 6 }),
        fc.nat(),
        fc.constantFrom('', '"', '\\', '{', ']', ',', ':', '0'),
        (text, at, piece) => {
          const cut = at % (text.length + 1)
          const damaged = text.slice(0, cut) + piece + text.slice(cut + 1)
          for (const sample of [text, damaged]) {
            const result = parseStrictJson(sample)
            const expected = tryParse(sample)
            if (expected === undefined) assert.equal(result.ok, false)
            else if (result.ok) assert.deepEqual(result.value, expected.value)
            else assert.equal(result.reason, 'unpaired_surrogate')
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('lets the last of duplicate members win, as the wire API does', () => {
    assert.deepEqual(parseStrictJson('{"a":1,"a":2}'), { ok: true, value: { a: 2 } })
  })

  const duplicates = [
    '{"a":1,"a":1}',
    '{"a":1,"b":[{}],"a":2}',
    '{"a":1,"\\u0061":2}',
    '{"x":{"a":1,"b":2,"a":3}}',
    '[{"a":{"a":{"c":1}},"a":0}]',
    '{"__proto__":1,"__proto__":2}',
    '{"":1,"":2}',
  ]
  for (const text of duplicates) {
    test(`refuses ${text} where duplicates are`, () => {
      const result = parseStrictJson(text, { duplicateMembers: 'reject' })
      assert.deepEqual(result, { ok: false, reason: 'duplicate_member' })
    })
  }

  test('does not take equal names of different objects, or equal values, for duplicates', () => {
    const text = '[{"a":"a","b":"b"},{"a":{"a":1},"b":{"a":2}},"a","a",["a","a"]]'
    assert.equal(parseStrictJson(text, { duplicateMembers: 'reject' }).ok, true)
  })

  test('finds duplicates exactly where two members share a name', () => {
    const member = fc.tuple(fc.string({ maxLength: 2 }), fc.nat(9))
    fc.assert(
      fc.property(fc.array(member, { maxLength: 6 }), (members) => {
        const text = `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`
        const isUnique = new Set(members.map(([name]) => name)).size === members.length
        assert.equal(parseStrictJson(text, { duplicateMembers: 'reject' }).ok, isUnique)
      }),
    )
  })

  test('allows 32 levels and no more', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
    assert.equal(parseStrictJson(nested(32)).ok, true)
    assert.deepEqual(parseStrictJson(nested(33)), { ok: false, reason: 'too_deep' })
    assert.deepEqual(parseStrictJson('{"a":'.repeat(100_000)), { ok: false, reason: 'too_deep' })
    assert.equal(parseStrictJson('[[]]', { maxDepth: 1 }).ok, false)
  })

  test('does not count brackets inside strings', () => {
    assert.equal(parseStrictJson(JSON.stringify(['['.repeat(100), '\\"[[', '\\'])).ok, true)
  })

  test('allows 10,000 members and no more', () => {
    const list = (size: number): string => JSON.stringify(Array.from({ length: size }, () => 0))
    assert.equal(parseStrictJson(list(10_000)).ok, true)
    assert.deepEqual(parseStrictJson(list(10_001)), { ok: false, reason: 'too_many_members' })
    assert.deepEqual(parseStrictJson('{"a":1,"b":2}', { maxMembers: 1 }), { ok: false, reason: 'too_many_members' })
  })

  test('refuses bytes that are not UTF-8, and a byte order mark', () => {
    assert.deepEqual(parseStrictJson(Buffer.from('22ff22', 'hex')), { ok: false, reason: 'invalid_utf8' })
    assert.deepEqual(parseStrictJson(Buffer.from('efbbbf7b7d', 'hex')), { ok: false, reason: 'malformed' })
  })

  test('refuses half a surrogate pair, which no database and no log can keep', () => {
    assert.deepEqual(parseStrictJson('"\\ud800"'), { ok: false, reason: 'unpaired_surrogate' })
    assert.deepEqual(parseStrictJson('{"\\udc00x":1}'), { ok: false, reason: 'unpaired_surrogate' })
    assert.deepEqual(parseStrictJson('"\ud800"'), { ok: false, reason: 'unpaired_surrogate' })
    assert.deepEqual(parseStrictJson('"\\ud83d\\ude00"'), { ok: true, value: '😀' })
  })

  test('makes __proto__ a member like any other', () => {
    const result = parseStrictJson('{"__proto__":{"isAdmin":true}}')
    assert.ok(result.ok && typeof result.value === 'object' && result.value !== null)
    assert.equal('isAdmin' in result.value, false)
    assert.equal(Object.hasOwn(result.value, '__proto__'), true)
  })

  test('reads a megabyte at a cost in proportion to its length', () => {
    const hostile = [
      (length: number) => '"'.concat('\\"'.repeat(length / 2), '"'),
      (length: number) => '"'.concat('\\\\'.repeat(length / 2), '"'),
      (length: number) => `["${'a'.repeat(length)}"]`,
    ]
    const read = (text: string) => assert.equal(parseStrictJson(text, { duplicateMembers: 'reject' }).ok, true)
    for (const textOf of hostile) assertGrowsWithLength(textOf, read, { length: 1_000_000 })
  })
})

describe('JSONTestSuite', { skip: isPresent ? false : 'corpora/json is absent' }, () => {
  const files = isPresent ? readdirSync(suite) : []
  const read = (file: string): Buffer => readFileSync(join(suite, file))
  test('is all there', () => assert.equal(files.length, 318))
  for (const file of files.filter((name) => name.startsWith('y_'))) {
    test(`accepts ${file}`, () => {
      const result = parseStrictJson(read(file))
      assert.ok(result.ok)
      assert.deepEqual(result.value, JSON.parse(read(file).toString()))
    })
  }
  for (const file of files.filter((name) => name.startsWith('n_'))) {
    test(`refuses ${file}`, () => assert.equal(parseStrictJson(read(file)).ok, false))
  }
  for (const file of files.filter((name) => name.startsWith('i_'))) {
    test(`comes to a decision on ${file}`, () => {
      assert.equal(typeof parseStrictJson(read(file), { duplicateMembers: 'reject' }).ok, 'boolean')
    })
  }
})

function tryParse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}
