import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
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

  test('refuses a required custom attribute, a repeated one and an over-long name', () => {
    assert.deepEqual(poolSchema([{ Name: 'x', Required: true }]), {
      fault: 'Required custom attributes are not supported currently.',
    })
    assert.deepEqual(withCustomAttributes([{ Name: 'custom:x' }], [{ Name: 'x' }]), {
      fault: 'custom:x: Existing attribute already has name custom:x.',
    })
    assert.ok('fault' in withCustomAttributes([], [{ Name: 'a'.repeat(21) }]))
  })
})
