import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { renderAttributes, renderMfa, renderReadableAttributes, renderUser } from './user-rendering.ts'
import type { User } from './user.ts'

const user: User = {
  poolId: 'us-east-1_AbCdEf123',
  sub: '64684428-c021-7049-51b0-0123456789ab',
  username: 'alice',
  status: 'CONFIRMED',
  enabled: true,
  attributes: {
    'custom:team': 'red',
    email_verified: 'true',
    name: 'Alice',
    email: 'alice@example.com',
    phone_number: '+15555550100',
    phone_number_verified: 'false',
  },
  pendingAttributes: { email: 'new@example.com' },
  password: undefined,
  passwordSetAt: undefined,
  passwordHistory: [],
  mfaFactors: [],
  preferredMfaFactor: undefined,
  createdAt: new Date('2026-01-01T00:00:00Z'),
  updatedAt: new Date('2026-01-02T00:00:00Z'),
  version: 3,
}

const ordered = ['name', 'email', 'email_verified', 'phone_number', 'phone_number_verified', 'custom:team', 'sub']

describe('renderAttributes', () => {
  test('lists as written, flags after their base, custom ones later, sub last', () => {
    assert.deepEqual(renderAttributes(user, undefined), [
      { Name: 'name', Value: 'Alice' },
      { Name: 'email', Value: 'alice@example.com' },
      { Name: 'email_verified', Value: 'true' },
      { Name: 'phone_number', Value: '+15555550100' },
      { Name: 'phone_number_verified', Value: 'false' },
      { Name: 'custom:team', Value: 'red' },
      { Name: 'sub', Value: user.sub },
    ])
    assert.deepEqual(
      renderAttributes(user, undefined).map(({ Name }) => Name),
      ordered,
    )
  })

  test('leaves out what was not asked for, and what the user does not have', () => {
    assert.deepEqual(renderAttributes(user, ['email', 'gender', '__proto__']), [
      { Name: 'email', Value: 'alice@example.com' },
    ])
  })

  test('a client always reads sub', () => {
    assert.deepEqual(renderReadableAttributes(user, ['name']), [
      { Name: 'name', Value: 'Alice' },
      { Name: 'sub', Value: user.sub },
    ])
  })

  test('a client without ReadAttributes reads all', () => {
    assert.equal(renderReadableAttributes(user, undefined).length, 7)
  })
})

describe('renderUser', () => {
  test('has the members of UserType and no secret one', () => {
    assert.deepEqual(renderUser(user, ['name']), {
      Username: 'alice',
      Attributes: [{ Name: 'name', Value: 'Alice' }],
      UserCreateDate: user.createdAt,
      UserLastModifiedDate: user.updatedAt,
      Enabled: true,
      UserStatus: 'CONFIRMED',
    })
  })

  test('has no Attributes where there are none to show', () => {
    assert.equal(renderUser(user, ['gender']).Attributes, undefined)
  })
})

describe('renderMfa', () => {
  test('shows the factors and the preferred one', () => {
    assert.deepEqual(renderMfa({ ...user, mfaFactors: ['SMS_MFA'], preferredMfaFactor: 'SMS_MFA' }), {
      MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }],
      PreferredMfaSetting: 'SMS_MFA',
      UserMFASettingList: ['SMS_MFA'],
    })
  })

  test('shows nothing where there is nothing', () => {
    assert.deepEqual(renderMfa(user), { PreferredMfaSetting: undefined, UserMFASettingList: undefined })
  })
})
