import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newSub } from '../../crypto/identifiers.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { seededRandom } from '../../testing/test-ports.ts'
import { unknownUserIdForSrp, unknownUserSub } from './unknown-user.ts'

const key = Buffer.alloc(32, 1)
const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-70[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}$/

describe('the sub of a name nobody has', () => {
  test('is shaped as a real one', () => {
    assert.match(
      newSub((size) => seededRandom('a').bytes(size)),
      shape,
    )
    assert.match(unknownUserSub(key, buildUserPool(), 'bob'), shape)
  })

  test('is the same at every attempt and another for every name, pool and installation', () => {
    const pool = buildUserPool()
    const sub = unknownUserSub(key, pool, 'bob')
    assert.equal(unknownUserSub(key, pool, 'bob'), sub)
    assert.notEqual(unknownUserSub(key, pool, 'bobby'), sub)
    assert.notEqual(unknownUserSub(key, buildUserPool({ id: 'us-east-1_other0000' }), 'bob'), sub)
    assert.notEqual(unknownUserSub(Buffer.alloc(32, 2), pool, 'bob'), sub)
  })

  test('does not depend on case where the pool ignores it', () => {
    const pool = buildUserPool({ configuration: { UsernameConfiguration: { CaseSensitive: false } } })
    assert.equal(unknownUserSub(key, pool, 'BOB'), unknownUserSub(key, pool, 'bob'))
  })
})

describe('the USER_ID_FOR_SRP of a name nobody has', () => {
  const sub = '00000000-0000-7000-0000-000000000000'

  test('is the name where users have names', () => {
    assert.equal(unknownUserIdForSrp(buildUserPool(), { username: 'bob', sub }), 'bob')
  })

  test('is shaped as a sub where addresses are the names', () => {
    const pool = buildUserPool({ configuration: { UsernameAttributes: ['email'] } })
    assert.equal(unknownUserIdForSrp(pool, { username: 'bob@example.com', sub }), sub)
    const withAliases = buildUserPool({ configuration: { AliasAttributes: ['email'] } })
    assert.equal(unknownUserIdForSrp(withAliases, { username: 'bob@example.com', sub }), sub)
    assert.equal(unknownUserIdForSrp(withAliases, { username: 'bob', sub }), 'bob')
  })
})
