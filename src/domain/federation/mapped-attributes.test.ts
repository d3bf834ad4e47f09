import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildAppClient } from '../../testing/build-app-client.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { claimsAsText } from './claims-as-text.ts'
import { applyMapped, mapClaims } from './mapped-attributes.ts'

const schema = [
  { Name: 'dept', AttributeDataType: 'String', Mutable: true },
  { Name: 'fixed', AttributeDataType: 'String', Mutable: false },
] as const

function apply(
  before: Readonly<Record<string, string>> | undefined,
  mapped: Readonly<Record<string, string>>,
  { writable, required = [] }: { readonly writable?: readonly string[]; readonly required?: readonly string[] } = {},
) {
  const pool = buildUserPool({
    schema: [...schema, ...required.map((Name) => ({ Name, Required: true, Mutable: true }))],
  })
  const client = buildAppClient({ configuration: { WriteAttributes: writable } })
  const result = applyMapped(pool, client, before, new Map(Object.entries(mapped)))
  return result.kind === 'fault' ? result.message : result.attributes
}

describe('claims as text', () => {
  test('are what Cognito makes of them', () => {
    const claims = { a: 'x', b: true, c: 1.5, d: ['a b', 'c,d', 'é'], e: [], f: null, g: { h: 1 }, i: undefined }
    assert.deepEqual(claimsAsText(claims), {
      a: 'x',
      b: 'true',
      c: '1.5',
      d: '[a+b,c%2Cd,%C3%A9]',
      e: '[]',
      g: '{"h":1}',
    })
  })

  test('are mapped by their own names, never by what every object has', () => {
    const attributeMapping = { username: 'sub', email: 'mail', name: 'constructor', 'custom:dept': '__proto__' }
    const provider = { attributeMapping } as unknown as Parameters<typeof mapClaims>[0]
    assert.deepEqual([...mapClaims(provider, claimsAsText({ sub: 's', mail: 'a@b.c' }))], [['email', 'a@b.c']])
  })
})

describe('mapped attributes', () => {
  test('replace what is there; absent ones leave it, empty ones clear it', () => {
    const before = { name: 'Ada', nickname: 'A', 'custom:dept': 'x' }
    assert.deepEqual(apply(before, { name: 'Countess', 'custom:dept': '' }), { name: 'Countess', nickname: 'A' })
  })

  test('that the client may not write are passed over', () => {
    assert.deepEqual(apply({}, { name: 'Ada', nickname: 'A' }, { writable: ['name'] }), { name: 'Ada' })
  })

  test('that cannot change may be said again, and not otherwise', () => {
    assert.deepEqual(apply(undefined, { 'custom:fixed': 'a' }), { 'custom:fixed': 'a' })
    assert.deepEqual(apply({ 'custom:fixed': 'a' }, { 'custom:fixed': 'a' }), { 'custom:fixed': 'a' })
    const text = 'user.custom:fixed: Attribute cannot be updated.'
    assert.equal(apply({ 'custom:fixed': 'a' }, { 'custom:fixed': 'b' }), text)
    assert.equal(apply({ 'custom:fixed': 'a' }, { 'custom:fixed': '' }), text)
  })

  test('longer than 2048 characters are refused', () => {
    assert.equal(
      apply({}, { 'custom:dept': 'a'.repeat(2049) }),
      'user.custom:dept: String must be no longer than 2048 characters',
    )
  })

  test('that are required must be there when somebody comes, and must not be cleared later', () => {
    const required = ['email', 'name']
    assert.equal(apply(undefined, { email: 'a@b.cc' }, { required }), 'attributes required: [name]')
    const there = { email: 'a@b.cc', email_verified: 'false', name: 'Ada' }
    assert.equal(apply(there, { name: '' }, { required }), 'attributes required: [name]')
    assert.deepEqual(apply({ name: 'Ada' }, { name: 'Eve' }, { required }), { name: 'Eve' })
  })

  test('say that an address is verified of that address alone', () => {
    const own = { email: 'a@b.cc', email_verified: 'true' }
    assert.deepEqual(apply(undefined, own), own)
    assert.deepEqual(apply(own, { email: 'new@b.cc' }), { email: 'new@b.cc', email_verified: 'false' })
    // Cognito: without a word about it, not even the same one is verified any more.
    assert.deepEqual(apply(own, { email: 'a@b.cc' }), { email: 'a@b.cc', email_verified: 'false' })
    assert.deepEqual(apply(own, { name: 'Ada' }), { ...own, name: 'Ada' })
    assert.deepEqual(apply({ email: 'a@b.cc', email_verified: 'false' }, { email_verified: 'true' }), {
      email: 'a@b.cc',
      email_verified: 'false',
    })
    assert.deepEqual(apply(undefined, { email_verified: 'true' }), {})
    assert.deepEqual(apply(own, { email: '', email_verified: 'true' }), {})
    assert.deepEqual(apply(own, { email: 'evil@b.cc', email_verified: 'true' }, { writable: ['name'] }), own)
    assert.equal(apply(undefined, { email: 'no address' }), 'Invalid email address format.')
  })
})
