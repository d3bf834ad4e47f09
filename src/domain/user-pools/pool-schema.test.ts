import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SchemaAttributeType } from '../../contract/shapes.gen.ts'
import { poolSchema, withCustomAttributes } from './pool-schema.ts'

describe('poolSchema', () => {
  test('lists the twenty standard attributes in the order of CreateUserPool', () => {
    const schema = poolSchema([])
    assert.ok(!('fault' in schema))
    assert.deepEqual(
      schema.map((item) => item.Name),
      'sub name given_name family_name middle_name nickname preferred_username profile picture website email email_verified gender birthdate zoneinfo locale phone_number phone_number_verified address updated_at'.split(
        ' ',
      ),
    )
    assert.deepEqual(schema[0], {
      AttributeDataType: 'String',
      DeveloperOnlyAttribute: false,
      Mutable: false,
      Name: 'sub',
      Required: true,
      StringAttributeConstraints: { MaxLength: '2048', MinLength: '1' },
    })
    assert.deepEqual(schema.at(-1), {
      AttributeDataType: 'Number',
      DeveloperOnlyAttribute: false,
      Mutable: true,
      Name: 'updated_at',
      Required: false,
      NumberAttributeConstraints: { MinValue: '0' },
    })
  })

  test('adjusts a standard attribute and appends a custom one', () => {
    const schema = poolSchema([
      { Name: 'email', AttributeDataType: 'String', Required: true, Mutable: true },
      { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
      { Name: 'level', AttributeDataType: 'Number', DeveloperOnlyAttribute: true },
    ])
    assert.ok(!('fault' in schema))
    assert.equal(schema.find((item) => item.Name === 'email')?.Required, true)
    assert.deepEqual(schema.slice(-2), [
      {
        AttributeDataType: 'String',
        DeveloperOnlyAttribute: false,
        Mutable: false,
        Name: 'custom:tenant',
        Required: false,
        StringAttributeConstraints: {},
      },
      {
        AttributeDataType: 'Number',
        DeveloperOnlyAttribute: true,
        Mutable: true,
        Name: 'dev:custom:level',
        Required: false,
        NumberAttributeConstraints: {},
      },
    ])
  })

  test('keeps a prefix that was sent as part of the name', () => {
    const schema = poolSchema([{ Name: 'custom:x', AttributeDataType: 'String' }])
    assert.ok(!('fault' in schema))
    assert.equal(schema.at(-1)?.Name, 'custom:custom:x')
  })

  const text = { AttributeDataType: 'String' } as const
  const cases: readonly [what: string, requested: readonly SchemaAttributeType[], fault: string][] = [
    [
      'a required custom attribute',
      [{ ...text, Name: 'x', Required: true }],
      'Required custom attributes are not supported currently.',
    ],
    [
      'a custom attribute without a type',
      [{ Name: 'x' }],
      'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.',
    ],
    ['an attribute without a name', [text], 'A schema attribute must have a name.'],
    [
      'a name twice',
      [
        { ...text, Name: 'x' },
        { ...text, Name: 'x' },
      ],
      'Duplicate custom attribute names custom:x are not allowed in a user pool schema.',
    ],
    [
      'a standard attribute of the developers',
      [{ Name: 'email', DeveloperOnlyAttribute: true }],
      'You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email',
    ],
    [
      'a standard attribute with lengths the wrong way round',
      [{ Name: 'email', StringAttributeConstraints: { MinLength: '3', MaxLength: '2' } }],
      "Attribute email cannot have a max length shorter than it's min length",
    ],
    [
      'a number whose least is none',
      [{ Name: 'updated_at', NumberAttributeConstraints: { MinValue: 'x' } }],
      'Invalid NumberAttributeConstraints for schema attribute updated_at',
    ],
  ]
  for (const [what, requested, fault] of cases) {
    test(`refuses ${what}`, () => assert.deepEqual(poolSchema(requested), { fault }))
  }
})

describe('withCustomAttributes', () => {
  test('refuses a name that the schema has', () => {
    assert.deepEqual(withCustomAttributes([{ Name: 'custom:x' }], [{ Name: 'x', AttributeDataType: 'String' }]), {
      fault: 'custom:x: Existing attribute already has name custom:x.',
    })
  })
})
