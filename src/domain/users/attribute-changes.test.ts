import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AttributeType, SchemaAttributeType } from '../../contract/shapes.gen.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { changeAttributes } from './attribute-changes.ts'
import { requestedAttributes, type AttributeWriter } from './attribute-fault.ts'
import type { UserPool, UserPoolConfiguration } from '../user-pools/user-pool.ts'
import type { User } from './user.ts'

const schema: readonly SchemaAttributeType[] = [
  { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
  {
    Name: 'age',
    AttributeDataType: 'Number',
    NumberAttributeConstraints: { MinValue: '0', MaxValue: '150' },
  },
  { Name: 'code', AttributeDataType: 'String', StringAttributeConstraints: { MinLength: '3', MaxLength: '5' } },
  { Name: 'since', AttributeDataType: 'DateTime' },
  { Name: 'vip', AttributeDataType: 'Boolean' },
  { Name: 'rank', AttributeDataType: 'String', DeveloperOnlyAttribute: true },
  { Name: 'family_name', Required: true, AttributeDataType: 'String' },
]

function pool(configuration: UserPoolConfiguration = {}): UserPool {
  return buildUserPool({ configuration, schema })
}

const before: Pick<User, 'attributes' | 'pendingAttributes'> = {
  attributes: { family_name: 'Smith', email: 'old@example.com', email_verified: 'true' },
  pendingAttributes: {},
}
const user: AttributeWriter = { by: 'user' }
const administrator: AttributeWriter = { by: 'administrator' }

function change(list: readonly AttributeType[], { in: where = pool(), by = user, of = before } = {}) {
  return changeAttributes(where, of, requestedAttributes(list), by)
}

function invalid(message: string) {
  return { kind: 'fault', exception: 'InvalidParameterException', message }
}

describe('changeAttributes', () => {
  test('writes, replaces and deletes in one go', () => {
    const list = [
      { Name: 'name', Value: 'Alice' },
      { Name: 'family_name', Value: 'Jones' },
      { Name: 'custom:vip', Value: 'TRUE' },
      { Name: 'email', Value: '' },
    ]
    assert.deepEqual(change(list), {
      kind: 'change',
      attributes: { family_name: 'Jones', name: 'Alice', 'custom:vip': 'true' },
      pendingAttributes: {},
      toVerify: [],
    })
  })

  const faults: readonly [what: string, AttributeType, message: string][] = [
    [
      'an unknown attribute',
      { Name: 'custom:x', Value: '1' },
      'user.custom:x: Attribute does not exist in the schema.\n',
    ],
    ['__proto__', { Name: '__proto__', Value: '1' }, 'user.__proto__: Attribute does not exist in the schema.\n'],
    ['constructor', { Name: 'constructor', Value: '' }, 'user.constructor: Attribute does not exist in the schema.\n'],
    [
      'an immutable attribute',
      { Name: 'custom:tenant', Value: 'b' },
      'user.custom:tenant: Attribute cannot be updated.\n',
    ],
    [
      'a birthdate that is too long',
      { Name: 'birthdate', Value: '2000-01-011' },
      'user.birthdate: String must be no longer than 10 characters\n',
    ],
    [
      'a text that is too short',
      { Name: 'custom:code', Value: 'ab' },
      'user.custom:code: String must be no shorter than 3 characters\n',
    ],
    ['a number that is none', { Name: 'custom:age', Value: '4x' }, 'user.custom:age: Value must be a number\n'],
    [
      'a number too great',
      { Name: 'custom:age', Value: '151' },
      'user.custom:age: Number must be no greater than 150\n',
    ],
    ['a number too small', { Name: 'custom:age', Value: '-1' }, 'user.custom:age: Number must be no less than 0\n'],
    ['a flag that is none', { Name: 'custom:vip', Value: 'yes' }, 'user.custom:vip: Value must be a boolean\n'],
    ['a date that is none', { Name: 'custom:since', Value: 'soon' }, 'user.custom:since: Value must be a date\n'],
    ['sub', { Name: 'sub', Value: 'x' }, 'Cannot modify the non-mutable attribute sub'],
    [
      'a flag of verification',
      { Name: 'email_verified', Value: 'true' },
      'Cannot modify the non-mutable attribute email_verified',
    ],
    ['a bad mail address', { Name: 'email', Value: 'nobody' }, 'Invalid email address format.'],
    ['a bad phone number', { Name: 'phone_number', Value: '555' }, 'Invalid phone number format.'],
    [
      'the end of a required attribute',
      { Name: 'family_name', Value: '' },
      'Invalid user attributes: name.familyName: The attribute name.familyName is required',
    ],
  ]
  for (const [what, attribute, message] of faults) {
    test(`refuses ${what}`, () => assert.deepEqual(change([attribute]), invalid(message)))
  }

  for (const value of ['2000-01-01', '0000000000', 'not-a-date']) {
    test(`takes the birthdate ${value}: only its length counts`, () => {
      assert.equal(change([{ Name: 'birthdate', Value: value }]).kind, 'change')
    })
  }

  for (const value of ['1790257791', '2026-09-24', '2026-09-24T12:00:00Z']) {
    test(`takes the moment ${value}`, () => {
      assert.equal(change([{ Name: 'custom:since', Value: value }]).kind, 'change')
    })
  }

  test('tells all faults at once', () => {
    const list = [
      { Name: 'custom:x', Value: '1' },
      { Name: 'custom:tenant', Value: 'b' },
      { Name: 'name', Value: 'fine' },
    ]
    const text =
      'user.custom:x: Attribute does not exist in the schema.\nuser.custom:tenant: Attribute cannot be updated.\n'
    assert.deepEqual(change(list), invalid(text))
  })

  test('of duplicates the last wins, and only that one is validated', () => {
    const list = [
      { Name: 'birthdate', Value: 'far too long' },
      { Name: 'birthdate', Value: '2000-01-01' },
    ]
    const changed = change(list)
    assert.ok(changed.kind === 'change')
    assert.equal(changed.attributes.birthdate, '2000-01-01')
  })

  test('refuses what the client may not write', () => {
    const by: AttributeWriter = { by: 'user', writable: ['family_name'] }
    assert.deepEqual(change([{ Name: 'name', Value: 'Alice' }], { by }), {
      kind: 'fault',
      exception: 'NotAuthorizedException',
      message: 'A client attempted to write unauthorized attribute',
    })
    assert.equal(change([{ Name: 'family_name', Value: 'Jones' }], { by }).kind, 'change')
  })

  test('only administrators write developer attributes', () => {
    const list = [{ Name: 'dev:custom:rank', Value: 'gold' }]
    assert.deepEqual(change(list), {
      kind: 'fault',
      exception: 'NotAuthorizedException',
      message: 'A client attempted to write unauthorized attribute',
    })
    assert.equal(change(list, { by: administrator }).kind, 'change')
  })

  test('a preferred username must not look like an address that others sign in with', () => {
    const where = pool({ AliasAttributes: ['email', 'preferred_username'] })
    assert.deepEqual(
      change([{ Name: 'preferred_username', Value: 'victim@example.com' }], { in: where }),
      invalid('Username cannot be of email format, since user pool is configured for email alias.'),
    )
  })
})

describe('a changed address', () => {
  const verifying = pool({ AutoVerifiedAttributes: ['email'] })
  const careful = pool({
    AutoVerifiedAttributes: ['email'],
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  })
  const newEmail = { Name: 'email', Value: 'new@example.com' }
  const toVerify = [{ attribute: 'email', destination: 'new@example.com' }]

  test('is unverified', () => {
    assert.deepEqual(change([newEmail]), {
      kind: 'change',
      attributes: { family_name: 'Smith', email: 'new@example.com', email_verified: 'false' },
      pendingAttributes: {},
      toVerify: [],
    })
  })

  test('is sent a code where the pool verifies it by itself', () => {
    const changed = change([newEmail], { in: verifying })
    assert.ok(changed.kind === 'change')
    assert.deepEqual(changed.toVerify, toVerify)
  })

  test('waits for its code where the pool asks for that', () => {
    assert.deepEqual(change([newEmail], { in: careful }), {
      kind: 'change',
      attributes: before.attributes,
      pendingAttributes: { email: 'new@example.com' },
      toVerify,
    })
  })

  test('does not wait when an administrator vouches for it', () => {
    const list = [newEmail, { Name: 'email_verified', Value: 'true' }]
    assert.deepEqual(change(list, { in: careful, by: administrator }), {
      kind: 'change',
      attributes: { family_name: 'Smith', email: 'new@example.com', email_verified: 'true' },
      pendingAttributes: {},
      toVerify: [],
    })
  })

  test('that waits leaves the flag of the old one alone', () => {
    const list = [newEmail, { Name: 'email_verified', Value: 'false' }]
    const changed = change(list, { in: careful, by: administrator })
    assert.ok(changed.kind === 'change')
    assert.equal(changed.attributes.email_verified, 'true')
  })

  test('that is the same stays verified and asks nobody', () => {
    assert.deepEqual(change([{ Name: 'email', Value: 'old@example.com' }], { in: careful }), {
      kind: 'change',
      attributes: before.attributes,
      pendingAttributes: {},
      toVerify: [],
    })
  })

  test('that goes back to the old one forgets the pending one', () => {
    const of = { ...before, pendingAttributes: { email: 'new@example.com' } }
    const changed = change([{ Name: 'email', Value: 'old@example.com' }], { in: careful, of })
    assert.ok(changed.kind === 'change')
    assert.deepEqual(changed.pendingAttributes, {})
  })

  test('that is deleted takes its flag and its successor along', () => {
    const of = { ...before, pendingAttributes: { email: 'new@example.com' } }
    assert.deepEqual(change([{ Name: 'email', Value: '' }], { of }), {
      kind: 'change',
      attributes: { family_name: 'Smith' },
      pendingAttributes: {},
      toVerify: [],
    })
  })

  for (const [name, text] of [
    ['email', 'Email is required to verify/un-verify an email'],
    ['phone_number', 'Phone Number is required to verify/un-verify a phone number'],
  ] as const) {
    test(`a flag without its ${name} is refused`, () => {
      const of = { attributes: {}, pendingAttributes: {} }
      const list = [{ Name: `${name}_verified`, Value: 'true' }]
      assert.deepEqual(change(list, { by: administrator, of }), invalid(text))
    })
  }
})
