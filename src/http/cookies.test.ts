import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../test/fast-check.ts'
import { parseCookies, serializeCookie, serializeRemoval } from './cookies.ts'

describe('parseCookies', () => {
  const read = (field: string | undefined): Record<string, string> => Object.fromEntries(parseCookies(field))

  test('reads names and values, spaces around them aside', () => {
    assert.deepEqual(read('a=1; b=2;c=3 ;  d='), { a: '1', b: '2', c: '3', d: '' })
  })

  test('reads nothing from nothing', () => {
    assert.deepEqual(read(undefined), {})
    assert.deepEqual(read(''), {})
    assert.deepEqual(read('; ;=;x'), {})
  })

  test('keeps everything behind the first equals sign, and takes quotes off', () => {
    assert.deepEqual(read('a=b=c; q="v"'), { a: 'b=c', q: 'v' })
  })

  test('leaves out a name that came with two values', () => {
    assert.deepEqual(read('cognito=mine; other=1; cognito=planted'), { other: '1' })
    assert.deepEqual(read('a=1; a=2; a=1'), {})
  })

  test('keeps a name that came twice with one value', () => assert.deepEqual(read('a=1; a=1'), { a: '1' }))

  test('tells names apart by case', () => assert.deepEqual(read('A=1; a=2'), { A: '1', a: '2' }))

  test('leaves out what no cookie may hold', () => {
    assert.deepEqual(read('a b=1; c=\u0000; d=a"b; e=é; (=1; ok=1'), { ok: '1' })
  })

  test('has no prototype to reach', () => {
    assert.equal(parseCookies('__proto__=x').get('__proto__'), 'x')
    assert.equal(parseCookies('a=1').get('constructor'), undefined)
  })

  test('reads back what serializeCookie writes', () => {
    const octet = fc.constantFrom(..."!#$%&'()*+-./0189:<=>?@AZ[]^_`az{|}~")
    fc.assert(
      fc.property(fc.string({ unit: octet, maxLength: 50 }), (value) => {
        const [pair = ''] = serializeCookie({ name: '__Host-s', value }).split('; ')
        assert.deepEqual(read(pair), { '__Host-s': value })
      }),
    )
  })
})

describe('serializeCookie', () => {
  test('is careful unless told otherwise', () => {
    assert.equal(
      serializeCookie({ name: '__Host-session', value: 'abc' }),
      '__Host-session=abc; Path=/; Secure; HttpOnly; SameSite=Lax',
    )
  })

  test('writes what it is told', () => {
    const cookie = { name: 'lang', value: 'de', maxAgeSeconds: 60, path: '/login', domain: 'auth.example.com' } as const
    assert.equal(
      serializeCookie({ ...cookie, sameSite: 'Strict', httpOnly: false, secure: false }),
      'lang=de; Max-Age=60; Path=/login; Domain=auth.example.com; SameSite=Strict',
    )
  })

  test('removes with an empty value and no time to live', () => {
    assert.equal(serializeRemoval({ name: 'a', path: '/x' }), 'a=; Max-Age=0; Path=/x; Secure; HttpOnly; SameSite=Lax')
  })

  const broken: Readonly<Record<string, Parameters<typeof serializeCookie>[0]>> = {
    'a __Host- cookie with a domain': { name: '__Host-a', value: '', domain: 'example.com' },
    'a __Host- cookie with a path': { name: '__Host-a', value: '', path: '/a' },
    'a __Host- cookie that is not secure': { name: '__Host-a', value: '', secure: false },
    'a __host- cookie in another case': { name: '__hOst-a', value: '', path: '/a' },
    'a __Secure- cookie that is not secure': { name: '__Secure-a', value: '', secure: false },
    'SameSite=None without Secure': { name: 'a', value: '', sameSite: 'None', secure: false },
    'a value with a semicolon': { name: 'a', value: 'b; Domain=evil.example' },
    'a value with a line break': { name: 'a', value: 'b\r\nSet-Cookie: c=d' },
    'a value with a space': { name: 'a', value: 'a b' },
    'a value beyond ASCII': { name: 'a', value: 'é' },
    'a name that is no token': { name: 'a=b', value: '' },
    'an empty name': { name: '', value: '' },
    'a path with a semicolon': { name: 'a', value: '', path: '/a; HttpOnly' },
    'a relative path': { name: 'a', value: '', path: 'a' },
    'a domain with a semicolon': { name: 'a', value: '', domain: 'a; b' },
    'half a second': { name: 'a', value: '', maxAgeSeconds: 0.5 },
    'more than browsers keep': { name: 'a', value: 'x'.repeat(4096) },
  }
  for (const [name, cookie] of Object.entries(broken)) {
    test(`throws at ${name}`, () => assert.throws(() => serializeCookie(cookie), TypeError))
  }

  test('does not spell the value out in its complaint', () => {
    assert.throws(
      () => serializeCookie({ name: 'a', value: 'top secret' }),
      (error: Error) => !error.message.includes('secret'),
    )
  })
})
