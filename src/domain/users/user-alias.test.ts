import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { buildUser } from '../../testing/build-user.ts'
import { aliasesNamedBy, aliasesOf, canonicalKey, usernameMode } from './user-alias.ts'
import type { UserPoolConfiguration } from '../user-pools/user-pool.ts'

const attributes = {
  email: 'Alice@Example.com',
  email_verified: 'true',
  phone_number: '+15555550100',
  phone_number_verified: 'false',
  preferred_username: 'Al',
}
const user = buildUser({ username: 'Alice', attributes })
const blind = { UsernameConfiguration: { CaseSensitive: false } }

function spelled(aliases: readonly { readonly namespace: string; readonly key: string }[]): string[] {
  return aliases.map(({ namespace, key }) => `${namespace} ${key}`)
}

describe('aliasesOf', () => {
  const cases: readonly [what: string, UserPoolConfiguration, aliases: string[]][] = [
    ['a plain pool knows the username', {}, ['username Alice']],
    ['letter case counts unless the pool says otherwise', blind, ['username alice']],
    [
      'an alias pool knows what is verified',
      { AliasAttributes: ['email', 'phone_number'] },
      ['username Alice', 'email Alice@Example.com'],
    ],
    [
      'a preferred username shares the namespace of usernames',
      { AliasAttributes: ['preferred_username'], ...blind },
      ['username alice', 'username al'],
    ],
    [
      'a pool that signs in by address knows it verified or not',
      { UsernameAttributes: ['email', 'phone_number'], ...blind },
      ['username alice', 'email alice@example.com', 'phone_number +15555550100'],
    ],
    ['empty lists are none', { UsernameAttributes: [], AliasAttributes: [] }, ['username Alice']],
  ]
  for (const [what, configuration, aliases] of cases) {
    test(what, () => assert.deepEqual(spelled(aliasesOf(buildUserPool({ configuration }), user)), aliases))
  }

  test('a preferred username that is the username is one alias', () => {
    const pool = buildUserPool({ configuration: { AliasAttributes: ['preferred_username'], ...blind } })
    const same = { ...user, attributes: { preferred_username: 'ALICE' } }
    assert.deepEqual(spelled(aliasesOf(pool, same)), ['username alice'])
  })
})

describe('aliasesNamedBy', () => {
  const cases: readonly [UserPoolConfiguration, aliases: string[]][] = [
    [{}, ['username A@b.co']],
    [{ AliasAttributes: ['email'] }, ['username A@b.co', 'email A@b.co']],
    [{ UsernameAttributes: [], AliasAttributes: ['email'] }, ['username A@b.co', 'email A@b.co']],
    [
      { UsernameAttributes: ['phone_number', 'email'], ...blind },
      ['username a@b.co', 'email a@b.co', 'phone_number A@b.co'],
    ],
  ]
  for (const [configuration, aliases] of cases) {
    test(JSON.stringify(configuration), () => {
      assert.deepEqual(spelled(aliasesNamedBy(buildUserPool({ configuration }), 'A@b.co')), aliases)
    })
  }
})

describe('canonicalKey', () => {
  test('is the same for both normal forms', () => {
    const pool = buildUserPool()
    assert.equal(canonicalKey(pool, 'jose\u0301'), canonicalKey(pool, 'jos\u00e9'))
  })

  test('is stable: a key is its own key', () => {
    const pool = buildUserPool({ configuration: blind })
    for (const name of [
      'İstanbul',
      'STRASSE',
      'ΑΣ',
      'ﬁ',
      'Ǆ',
      'K',
      'A\u030a',
      '\u212b',
      'ẞ',
      '\u03aa\u0301',
      '\u1ffc\u0301',
    ]) {
      const key = canonicalKey(pool, name)
      assert.equal(canonicalKey(pool, key), key, name)
    }
  })
})

describe('usernameMode', () => {
  test('follows from the attributes that sign in', () => {
    const mode = (configuration: UserPoolConfiguration) => usernameMode(buildUserPool({ configuration }))
    assert.equal(mode({}), 'plain')
    assert.equal(mode({ UsernameAttributes: [], AliasAttributes: [] }), 'plain')
    assert.equal(mode({ AliasAttributes: ['email'] }), 'alias')
    assert.equal(mode({ UsernameAttributes: ['email'] }), 'attribute')
  })
})
