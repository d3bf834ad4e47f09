import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { acrFault, acrLevel, acrName, targetLevel } from './acr.ts'

const pool = buildUserPool()
const named = (AcrConfiguration: Readonly<Record<string, { AcrValue: string }>>) =>
  buildUserPool({ configuration: { AcrConfiguration } })

test('a level is what was shown, and one code alone is not two factors', () => {
  assert.equal(acrLevel(['pwd']), 1)
  assert.equal(acrLevel(['email_otp']), 2)
  assert.equal(acrLevel(['sms']), 2)
  assert.equal(acrLevel(['pwd', 'sms', 'mfa']), 3)
  assert.equal(acrLevel(['pwd', 'email_otp', 'mfa']), 3)
  assert.equal(acrLevel(['swk']), 3)
  assert.equal(acrLevel(['pwd', 'otp', 'mfa']), 4)
  assert.equal(acrLevel(['pwd', 'device']), 1)
  assert.equal(acrLevel(['custom']), undefined)
  assert.equal(acrLevel([]), undefined)
})

test('the first level that can be reached is meant, by the names of the pool', () => {
  const own = named({ Level3: { AcrValue: 'silver' } })
  assert.equal(acrName(own, 3), 'silver')
  assert.equal(acrName(own, 4), 'urn:cognito:loa:4')
  assert.equal(targetLevel(own, ['urn:cognito:loa:4', 'silver'], 3), 3)
  assert.equal(targetLevel(own, ['urn:cognito:loa:3', 'gold'], 4), undefined)
  assert.equal(targetLevel(pool, ['urn:cognito:loa:2', 'urn:cognito:loa:4'], 4), 2)
})

describe('acrFault', () => {
  test('has nothing against names that differ', () => {
    assert.equal(acrFault(pool), undefined)
    assert.equal(
      acrFault(named({ Level1: { AcrValue: 'x'.repeat(64) }, Level2: { AcrValue: 'urn:cognito:loa:1' } })),
      undefined,
    )
  })

  for (const value of ['', ' ', 'two words', 'quo"te', "quo'te", 'back\\slash', 'x'.repeat(65)]) {
    test(`refuses ${JSON.stringify(value.slice(0, 12))}`, () => {
      assert.equal(acrFault(named({ Level4: { AcrValue: value } })), 'Invalid ACR value for Level4.')
    })
  }
})
