import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../test/fast-check.ts'
import { constraints } from './constraints.gen.ts'
import { operationFacts, type OperationName } from './operations.gen.ts'
import { validateInput } from './validate.ts'

const operationNames = Object.keys(operationFacts).filter((name): name is OperationName => name in operationFacts)

function wrongTypeOf(name: OperationName, value: unknown): string | undefined {
  const validation = validateInput(name, value)
  assert.ok(!validation.ok, 'the input was accepted')
  assert.equal(validation.exception, 'SerializationException')
  return validation.message
}

const pool = { UserPoolId: 'us-east-1_AbCdEf123' }

describe('validateInput', () => {
  test('returns a copy with the modelled members', () => {
    const given = { ...pool, Username: 'alice', Unknown: 1, constructor: 'x' }
    const validation = validateInput('AdminGetUser', given)
    assert.deepEqual(validation, { ok: true, input: { ...pool, Username: 'alice' } })
    assert.notEqual(validation.ok && validation.input, given)
  })

  test('takes null for absent, in maps too', () => {
    const given = {
      ClientId: 'abc',
      Username: 'a',
      Password: null,
      ValidationData: null,
      ClientMetadata: { a: null, b: '1' },
    }
    const validation = validateInput('SignUp', given)
    assert.ok(validation.ok)
    assert.deepEqual(Object.keys(validation.input), ['ClientId', 'Username', 'ClientMetadata'])
    assert.deepEqual({ ...validation.input.ClientMetadata }, { b: '1' })
  })

  test('turns seconds into dates and base64 into bytes', () => {
    const device = { ...pool, CSS: '.x{}', ImageFile: Buffer.from([1, 2, 255]).toString('base64') }
    const validation = validateInput('SetUICustomization', device)
    assert.ok(validation.ok)
    assert.deepEqual(validation.input.ImageFile, new Uint8Array([1, 2, 255]))
  })

  test('leaves members alone that would reach a prototype', () => {
    const hostile: unknown = JSON.parse(
      '{"ClientId":"abc","AuthFlow":"USER_AUTH","__proto__":{"AuthParameters":{"USERNAME":"x"}},"AuthParameters":{"__proto__":"x","constructor":"y","USERNAME":"alice"}}',
    )
    const validation = validateInput('InitiateAuth', hostile)
    assert.ok(validation.ok)
    assert.deepEqual(Object.entries(validation.input.AuthParameters ?? {}), [['USERNAME', 'alice']])
    assert.equal(Object.getPrototypeOf(validation.input.AuthParameters), null)
    assert.equal(Object.getPrototypeOf(validation.input), Object.prototype)
  })

  test('copies free JSON without its unsafe members', () => {
    const settings: unknown = JSON.parse('{"a":[1,null,{"b":true,"__proto__":{"c":1}}]}')
    const validation = validateInput('CreateManagedLoginBranding', { ...pool, ClientId: 'abc', Settings: settings })
    assert.ok(validation.ok)
    assert.equal(JSON.stringify(validation.input.Settings), '{"a":[1,null,{"b":true}]}')
  })
})

describe('wrong types', () => {
  const cases: Readonly<Record<string, [name: OperationName, value: unknown, message: string | undefined]>> = {
    'a number for a string': ['DescribeUserPool', { UserPoolId: 1 }, 'NUMBER_VALUE can not be converted to a String'],
    'a boolean for a string': [
      'DescribeUserPool',
      { UserPoolId: false },
      'FALSE_VALUE can not be converted to a String',
    ],
    'a list for a string': ['DescribeUserPool', { UserPoolId: ['a'] }, 'Start of list found where not expected'],
    'an object for a string': [
      'DescribeUserPool',
      { UserPoolId: {} },
      'Start of structure or map found where not expected.',
    ],
    'a string for a number': ['ListUsers', { Limit: '1' }, 'STRING_VALUE can not be converted to an Integer'],
    'a fraction for a number': ['ListUsers', { Limit: 1.5 }, 'NUMBER_VALUE can not be converted to an Integer'],
    'more than 32 bits': ['ListUsers', { Limit: 4_294_967_296 }, 'NUMBER_VALUE can not be converted to an Integer'],
    'a string for a boolean': [
      'AdminSetUserPassword',
      { Permanent: 'true' },
      'STRING_VALUE can not be converted to a Boolean',
    ],
    'a string for a list': ['ListUsers', { AttributesToGet: 'email' }, 'Expected list or null'],
    'an object for a list': [
      'ListUsers',
      { AttributesToGet: {} },
      'Start of structure or map found where not expected.',
    ],
    'a list for a map': ['InitiateAuth', { AuthParameters: [] }, 'Start of list found where not expected'],
    'a string for a map': ['InitiateAuth', { AuthParameters: 'a' }, 'Expected map or null'],
    'a number for a structure': ['CreateUserPool', { Policies: 1 }, 'Expected null'],
    'a number inside a map': [
      'InitiateAuth',
      { AuthParameters: { USERNAME: 1 } },
      'NUMBER_VALUE can not be converted to a String',
    ],
    'text that is not base64': [
      'SetUICustomization',
      { ImageFile: '*' },
      'STRING_VALUE can not be converted to a Blob',
    ],
    'a list as the whole input': ['ListUsers', [], 'Start of list found where not expected'],
    'null as the whole input': ['ListUsers', null, undefined],
    'a string as the whole input': ['ListUsers', 'x', undefined],
  }
  for (const [name, [operation, value, message]] of Object.entries(cases)) {
    test(`${name} is refused`, () => assert.equal(wrongTypeOf(operation, value), message))
  }

  test('outweigh broken constraints', () => {
    assert.equal(
      wrongTypeOf('ListUsers', { UserPoolId: '', Limit: 'x' }),
      'STRING_VALUE can not be converted to an Integer',
    )
  })
})

describe('lengths', () => {
  test('count code points', () => {
    assert.equal(validateInput('SignUp', { ClientId: 'abc', Username: '😀'.repeat(128) }).ok, true)
    assert.equal(validateInput('SignUp', { ClientId: 'abc', Username: '😀'.repeat(129) }).ok, false)
  })
})

describe('any input', () => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 0, -1, 1.5, 1e300, '', 'x', 'us-east-1_a', '\u0000', '__proto__'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'Name', 'Value', '__proto__', 'constructor'), tie('value')),
    ),
  })).value

  test('gets a verdict from every operation, never an exception, and an accepted one is stable', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...operationNames),
        fc.array(json, { minLength: 30, maxLength: 30 }),
        (name, values) => {
          const shape = constraints[operationFacts[name].input]
          assert.equal(shape?.type, 'structure')
          const members = shape?.type === 'structure' ? Object.keys(shape.members) : []
          const given = Object.fromEntries(members.map((member, index) => [member, values[index]]))
          const first = validateInput(name, given)
          if (first.ok) assert.deepEqual(validateInput(name, first.input), first)
        },
      ),
      { numRuns: 500 },
    )
  })
})
