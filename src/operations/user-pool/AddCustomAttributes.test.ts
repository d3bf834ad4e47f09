import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenPool } from '../../testing/given.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { AddCustomAttributes } from './AddCustomAttributes.ts'

async function customNames(ports: TestPorts, poolId: string): Promise<readonly unknown[]> {
  const pool = await ports.storage.userPools.find(poolId)
  return (pool?.configuration.SchemaAttributes ?? []).slice(20).map(({ Name }) => Name)
}

describe('AddCustomAttributes', () => {
  test('appends attributes to this pool, and to no other', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports, { schema: [{ Name: 'tenant', AttributeDataType: 'String' }] })
    const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
    const CustomAttributes = [
      { Name: 'level', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '1', MaxValue: '9' } },
      { Name: 'note', AttributeDataType: 'String', DeveloperOnlyAttribute: true, Mutable: false },
    ]
    ports.clock.advanceSeconds(5)
    assert.deepEqual(await callOnWire(AddCustomAttributes, ports, { UserPoolId: pool.id, CustomAttributes }), {})
    assert.deepEqual(await customNames(ports, pool.id), ['custom:tenant', 'custom:level', 'dev:custom:note'])
    assert.deepEqual(await customNames(ports, other.id), [])
    const changed = await ports.storage.userPools.find(pool.id)
    assert.deepEqual(changed?.updatedAt, ports.clock.now())
    assert.deepEqual(changed?.configuration.SchemaAttributes?.at(-1), {
      AttributeDataType: 'String',
      DeveloperOnlyAttribute: true,
      Mutable: false,
      Name: 'dev:custom:note',
      Required: false,
      StringAttributeConstraints: {},
    })
  })

  test('loses nothing when many add at once', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const add = (Name: string) =>
      callOnWire(AddCustomAttributes, ports, {
        UserPoolId: pool.id,
        CustomAttributes: [{ Name, AttributeDataType: 'String' }],
      })
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    assert.deepEqual(
      await Promise.all(names.map(add)),
      names.map(() => ({})),
    )
    assert.deepEqual(new Set(await customNames(ports, pool.id)), new Set(names.map((name) => `custom:${name}`)))
  })

  const text = (Name: string, more: object = {}) => ({ Name, AttributeDataType: 'String', ...more })
  const cases: readonly [what: string, added: readonly object[], refusal: string][] = [
    ['a name that is there', [text('tenant')], 'custom:tenant: Existing attribute already has name custom:tenant.'],
    ['a name twice', [text('a'), text('a')], 'custom:a: Existing attribute already has name custom:a.'],
    ['a required one', [text('a', { Required: true })], 'Required custom attributes are not supported currently.'],
    [
      'one without a type',
      [{ Name: 'a' }],
      'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.',
    ],
    ['one without a name', [{ AttributeDataType: 'String' }], 'A schema attribute must have a name.'],
    [
      'a length that is no number',
      [text('a', { StringAttributeConstraints: { MinLength: 'x' } })],
      'Invalid StringAttributeConstraints for schema attribute custom:a',
    ],
    [
      'a length past the longest value',
      [text('a', { StringAttributeConstraints: { MaxLength: '2049' } })],
      'user.custom:a: String attributes cannot have a length of more than 2048',
    ],
    [
      'lengths the wrong way round',
      [text('a', { StringAttributeConstraints: { MinLength: '9', MaxLength: '8' } })],
      "Attribute custom:a cannot have a max length shorter than it's min length",
    ],
    [
      'values the wrong way round',
      [{ Name: 'a', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '9', MaxValue: '-8' } }],
      "Attribute custom:a cannot have a max value smaller than it's min value",
    ],
    [
      'no attribute at all',
      [],
      "1 validation error detected: Value '[]' at 'customAttributes' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
  ]
  for (const [what, CustomAttributes, refusal] of cases) {
    test(`refuses ${what}`, async () => {
      await using ports = await testPorts()
      const pool = await givenPool(ports, { schema: [{ Name: 'tenant', AttributeDataType: 'String' }] })
      const before = ports.commits.length
      assert.equal(
        await callOnWire(AddCustomAttributes, ports, { UserPoolId: pool.id, CustomAttributes }),
        `InvalidParameterException: ${refusal}`,
      )
      assert.equal(ports.commits.length, before)
    })
  }

  test('refuses the fifty-first', async () => {
    await using ports = await testPorts()
    const schema = Array.from({ length: 49 }, (_, position) => ({
      Name: `a${position}`,
      AttributeDataType: 'Boolean' as const,
    }))
    const pool = await givenPool(ports, { schema })
    const add = (Name: string) =>
      callOnWire(AddCustomAttributes, ports, { UserPoolId: pool.id, CustomAttributes: [text(Name)] })
    assert.deepEqual(await add('fiftieth'), {})
    assert.equal(
      await add('fiftyfirst'),
      'InvalidParameterException: The number of custom attributes exceeds the limit of 50.',
    )
  })
})
