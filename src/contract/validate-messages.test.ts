import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { constraints } from './constraints.gen.ts'
import { operationFacts, type OperationName } from './operations.gen.ts'
import { validateInput } from './validate.ts'

const operationNames = Object.keys(operationFacts).filter((name): name is OperationName => name in operationFacts)

function messageOf(name: OperationName, value: unknown): string | undefined {
  const validation = validateInput(name, value)
  assert.ok(!validation.ok, 'the input was accepted')
  assert.equal(validation.exception, 'InvalidParameterException')
  return validation.message
}

const pool = { UserPoolId: 'us-east-1_AbCdEf123' }

describe('messages', () => {
  const cases: Readonly<Record<string, [name: OperationName, value: unknown, message: string]>> = {
    'a missing member': [
      'AdminGetUser',
      { Username: 'a' },
      "1 validation error detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
    ],
    'a missing sensitive member': [
      'AdminSetUserPassword',
      { ...pool, Username: 'a' },
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
    ],
    'a pattern': [
      'DescribeUserPool',
      { UserPoolId: 'nowhere' },
      "1 validation error detected: Value 'nowhere' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+",
    ],
    'an empty sensitive value, which breaks two constraints': [
      'SignUp',
      { ClientId: 'abc', Username: '' },
      "2 validation errors detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+; Value at 'username' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    'the pattern of passwords as Cognito quotes it': [
      'SignUp',
      { ClientId: 'abc', Username: 'a', Password: ' leading' },
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$",
    ],
    'too great a length': [
      'ListUsers',
      { ...pool, Filter: 'x'.repeat(257) },
      `1 validation error detected: Value '${'x'.repeat(257)}' at 'filter' failed to satisfy constraint: Member must have length less than or equal to 256`,
    ],
    'too great a value': [
      'ListUsers',
      { ...pool, Limit: 61 },
      "1 validation error detected: Value '61' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60",
    ],
    'too small a value': [
      'ListGroups',
      { ...pool, Limit: 0 },
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    'a value outside its enumeration': [
      'SetUserPoolMfaConfig',
      { ...pool, MfaConfiguration: 'on' },
      "1 validation error detected: Value 'on' at 'mfaConfiguration' failed to satisfy constraint: Member must satisfy enum value set: [OFF, ON, OPTIONAL]",
    ],
    'a structure in a list': [
      'AdminCreateUser',
      { ...pool, Username: 'a', UserAttributes: [{ Name: 'email' }, { Value: 'x' }] },
      "1 validation error detected: Value null at 'userAttributes.2.member.name' failed to satisfy constraint: Member must not be null",
    ],
    'a plain value in a list': [
      'CreateUserPoolClient',
      { ...pool, ClientName: 'a', AllowedOAuthFlows: ['code', 'password', 'magic'] },
      "1 validation error detected: Value '[code, password, magic]' at 'allowedOAuthFlows' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [code, implicit, client_credentials]]",
    ],
    'a key of a map': [
      'TagResource',
      { ResourceArn: `arn:aws:cognito-idp:us-east-1:1:userpool/us-east-1_a`, Tags: { '': 'x' } },
      "1 validation error detected: Value '{=x}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1]",
    ],
    'a value of a map': [
      'TagResource',
      { ResourceArn: `arn:aws:cognito-idp:us-east-1:1:userpool/us-east-1_a`, Tags: { a: 'x'.repeat(257) } },
      `1 validation error detected: Value '{a=${'x'.repeat(257)}}' at 'tags' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 0]`,
    ],
    'too long a list': [
      'CreateUserPoolClient',
      { ...pool, ClientName: 'a', AllowedOAuthFlows: ['code', 'code', 'code', 'code'] },
      "1 validation error detected: Value '[code, code, code, code]' at 'allowedOAuthFlows' failed to satisfy constraint: Member must have length less than or equal to 3",
    ],
    'too short a list': [
      'AddCustomAttributes',
      { ...pool, CustomAttributes: [] },
      "1 validation error detected: Value '[]' at 'customAttributes' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    'null in a list': [
      'ListUsers',
      { ...pool, AttributesToGet: ['email', null] },
      "1 validation error detected: Value null at 'attributesToGet.2.member' failed to satisfy constraint: Member must not be null",
    ],
    'a nested member': [
      'CreateUserPool',
      { PoolName: 'a', Policies: { PasswordPolicy: { MinimumLength: 5 } } },
      "1 validation error detected: Value '5' at 'policies.passwordPolicy.minimumLength' failed to satisfy constraint: Member must have value greater than or equal to 6",
    ],
  }
  for (const [name, [operation, value, message]] of Object.entries(cases)) {
    test(`tell of ${name}`, () => assert.equal(messageOf(operation, value), message))
  }

  test('never tell a sensitive value, wherever it stands', () => {
    const messages = operationNames.map((name) => {
      const validation = validateInput(name, sampleOf(operationFacts[name].input, false))
      return validation.ok ? '' : `${name}: ${validation.message}`
    })
    assert.deepEqual(
      messages.filter((message) => message.includes('SECRET')),
      [],
    )
    // The control: what is not sensitive is told, and most operations have such a member.
    assert.ok(messages.filter((message) => message.includes('plain')).length > 70)
  })

  test('are bounded, however much is wrong', () => {
    const attributes = Array.from({ length: 5000 }, () => ({ Value: 'x'.repeat(10) }))
    const message = messageOf('AdminCreateUser', { ...pool, Username: 'a', UserAttributes: attributes })
    assert.match(message ?? '', /^100 validation errors detected: /)
    assert.ok((message ?? '').length < 20_000)
    const long = messageOf('ListUsers', { ...pool, Filter: 'x'.repeat(200_000) })
    assert.ok((long ?? '').length < 2000)
  })
})

/** An input with every member there, each plain text broken, and each sensitive one made of SECRET. */
function sampleOf(shapeName: string, isInSensitive: boolean): unknown {
  const shape = constraints[shapeName]
  assert.ok(shape)
  const isSensitive = isInSensitive || shape.sensitive === true
  switch (shape.type) {
    case 'structure':
      return Object.fromEntries(
        Object.entries(shape.members).map(([name, target]) => [name, sampleOf(target, isSensitive)]),
      )
    case 'list':
      return [sampleOf(shape.member, isSensitive), sampleOf(shape.member, isSensitive)]
    case 'map':
      return { [isSensitive ? 'SECRET' : 'key']: sampleOf(shape.value, isSensitive) }
    case 'string':
      return (isSensitive ? '\u0000SECRET ' : '\u0000plain ').repeat(300)
    case 'integer':
    case 'long':
      return -1
    case 'boolean':
      return true
    case 'timestamp':
      return 0
    case 'blob':
      return ''
    case 'document':
      return {}
  }
}
