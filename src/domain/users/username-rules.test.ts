import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import type { UserPoolConfiguration } from '../user-pools/user-pool.ts'
import { usernameFault } from './username-rules.ts'

describe('usernameFault', () => {
  const emailShape = 'Username cannot be of email format, since user pool is configured for email alias.'
  const phoneShape = 'Username cannot be of phone number format, since user pool is configured for phone number alias.'
  const either = 'Username should be either an email or a phone number.'
  const cases: readonly [configuration: UserPoolConfiguration, username: string, fault: string | undefined][] = [
    [{}, 'alice', undefined],
    [{}, 'alice@example.com', undefined],
    [{ UsernameAttributes: ['email'] }, 'alice@example.com', undefined],
    [{ UsernameAttributes: ['email'] }, 'alice', 'Username should be an email.'],
    [{ UsernameAttributes: ['email'] }, '+15555550100', 'Username should be an email.'],
    [{ UsernameAttributes: ['phone_number'] }, '+15555550100', undefined],
    [{ UsernameAttributes: ['phone_number'] }, 'alice', 'Username should be a phone number.'],
    [{ UsernameAttributes: ['phone_number', 'email'] }, 'alice', either],
    [{ UsernameAttributes: ['phone_number', 'email'] }, '+15555550100', undefined],
    [{ AliasAttributes: ['email'] }, 'alice@example.com', emailShape],
    [{ AliasAttributes: ['email'] }, '+15555550100', undefined],
    [{ AliasAttributes: ['phone_number'] }, '+15555550100', phoneShape],
    [{ AliasAttributes: ['preferred_username'] }, 'alice@example.com', undefined],
  ]
  for (const [configuration, username, fault] of cases) {
    test(`${JSON.stringify(configuration)} and ${username}: ${fault ?? 'fine'}`, () => {
      assert.equal(usernameFault(buildUserPool({ configuration }), username), fault)
    })
  }
})
