import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AttributeType, SchemaAttributeType } from '../../contract/shapes.gen.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { requestedAttributes, type AttributeWriter } from './attribute-fault.ts'
import { newAttributes } from './new-attributes.ts'
import type { UserPool, UserPoolConfiguration } from '../user-pools/user-pool.ts'

const schema: readonly SchemaAttributeType[] = [
  { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
  { Name: 'family_name', Required: true, AttributeDataType: 'String' },
]

function pool(configuration: UserPoolConfiguration = {}, extra: readonly SchemaAttributeType[] = []): UserPool {
  return buildUserPool({ configuration, schema: [...schema, ...extra] })
}

const user: AttributeWriter = { by: 'user' }
const administrator: AttributeWriter = { by: 'administrator' }

function invalid(message: string) {
  return { kind: 'fault', exception: 'InvalidParameterException', message }
}

describe('newAttributes', () => {
  const create = (
    list: readonly AttributeType[],
    {
      in: where = pool(),
      by = user,
      username = 'alice',
    }: { in?: UserPool; by?: AttributeWriter; username?: string } = {},
  ) => newAttributes(where, { requested: requestedAttributes(list), username, writer: by })
  const family = { Name: 'family_name', Value: 'Smith' }

  test('a person who signs up is unverified', () => {
    const list = [family, { Name: 'email', Value: 'a@example.com' }, { Name: 'phone_number', Value: '+15555550100' }]
    assert.deepEqual(create(list), {
      kind: 'attributes',
      attributes: {
        family_name: 'Smith',
        email: 'a@example.com',
        phone_number: '+15555550100',
        email_verified: 'false',
        phone_number_verified: 'false',
      },
    })
  })

  test('an administrator may vouch for an address, and says nothing otherwise', () => {
    const list = [family, { Name: 'email', Value: 'a@example.com' }]
    assert.deepEqual(create(list, { by: administrator }), {
      kind: 'attributes',
      attributes: { family_name: 'Smith', email: 'a@example.com' },
    })
    assert.deepEqual(create([...list, { Name: 'email_verified', Value: 'True' }], { by: administrator }), {
      kind: 'attributes',
      attributes: { family_name: 'Smith', email: 'a@example.com', email_verified: 'true' },
    })
  })

  test('immutable attributes can be set once, here', () => {
    assert.deepEqual(create([family, { Name: 'custom:tenant', Value: 'a' }]), {
      kind: 'attributes',
      attributes: { family_name: 'Smith', 'custom:tenant': 'a' },
    })
  })

  for (const [username, attributes] of [
    ['a@example.com', { family_name: 'Smith', email: 'a@example.com', email_verified: 'false' }],
    ['+15555550100', { family_name: 'Smith', phone_number: '+15555550100', phone_number_verified: 'false' }],
  ] as const) {
    test(`the login ${username} becomes its attribute`, () => {
      const where = pool({ UsernameAttributes: ['email', 'phone_number'] })
      assert.deepEqual(create([family], { in: where, username }), { kind: 'attributes', attributes })
    })
  }

  const prefix = 'Attributes did not conform to the schema: '
  const faults: readonly [what: string, readonly AttributeType[], message: string][] = [
    ['a missing required attribute', [], `${prefix}name.familyName: The attribute name.familyName is required\n`],
    [
      'an empty required attribute',
      [{ Name: 'family_name', Value: '' }],
      `${prefix}name.familyName: The attribute name.familyName is required\n`,
    ],
    [
      'an unknown attribute',
      [family, { Name: 'custom:x', Value: '1' }],
      `${prefix}custom:x: Attribute does not exist in the schema.\n`,
    ],
    [
      'a value out of bounds',
      [family, { Name: 'birthdate', Value: '1' }],
      `${prefix}birthdate: String must be no shorter than 10 characters\n`,
    ],
    ['sub', [family, { Name: 'sub', Value: 'x' }], 'Cannot modify the non-mutable attribute sub'],
    [
      'a flag of verification',
      [family, { Name: 'phone_number_verified', Value: 'true' }],
      'Cannot modify the non-mutable attribute phone_number_verified',
    ],
    ['a bad mail address', [family, { Name: 'email', Value: 'x' }], 'Invalid email address format.'],
    ['a bad phone number', [family, { Name: 'phone_number', Value: 'x' }], 'Invalid phone number format.'],
  ]
  for (const [what, list, message] of faults) {
    test(`refuses ${what}`, () => assert.deepEqual(create(list), invalid(message)))
  }

  test('names the attributes that go by another name there', () => {
    const extra = ['name', 'given_name', 'middle_name', 'email', 'phone_number', 'address'].map((Name) => ({
      Name,
      Required: true,
    }))
    const fault = create([], { in: pool({}, extra) })
    assert.ok(fault.kind === 'fault')
    assert.deepEqual(
      fault.message
        .replace(prefix, '')
        .trimEnd()
        .split('\n')
        .map((line) => line.split(': The attribute ')[0]),
      ['name.formatted', 'name.givenName', 'name.familyName', 'name.middleName', 'email', 'phoneNumbers', 'address'],
    )
  })

  test('tells an administrator of unknown attributes in other words', () => {
    assert.deepEqual(
      create([family, { Name: 'custom:x', Value: '1' }], { by: administrator }),
      invalid(`${prefix}Type for attribute {custom:x} could not be determined`),
    )
  })

  test('whoever is not confirmed has no preferred username where that is an alias', () => {
    const where = pool({ AliasAttributes: ['preferred_username'] })
    const list = [family, { Name: 'preferred_username', Value: 'al' }]
    assert.deepEqual(
      create(list, { in: where }),
      invalid(
        'Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.',
      ),
    )
    assert.equal(create(list, { in: where, by: administrator }).kind, 'attributes')
    assert.equal(create(list).kind, 'attributes')
  })
})
