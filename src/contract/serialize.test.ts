import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { operationFacts, type OperationName } from './operations.gen.ts'
import { serializeOutput } from './serialize.ts'

describe('serializeOutput', () => {
  test('writes dates as seconds, with milliseconds as a fraction and no trailing zeros', () => {
    const at = (milliseconds: number): string =>
      serializeOutput('AdminGetUser', { Username: 'a', UserCreateDate: new Date(milliseconds) })
    assert.equal(at(1_790_257_791_224), '{"Username":"a","UserCreateDate":1790257791.224}')
    assert.equal(at(1_790_257_791_200), '{"Username":"a","UserCreateDate":1790257791.2}')
    assert.equal(at(1_790_257_791_000), '{"Username":"a","UserCreateDate":1790257791}')
  })

  test('writes bytes as base64', () => {
    const branding = {
      Assets: [{ Category: 'FORM_LOGO', ColorMode: 'LIGHT', Extension: 'PNG', Bytes: new Uint8Array([255, 0]) }],
    } as const
    assert.match(serializeOutput('DescribeManagedLoginBranding', { ManagedLoginBranding: branding }), /"Bytes":"\/wA="/)
  })

  test('leaves undefined out, and writes what is empty on purpose', () => {
    assert.equal(
      serializeOutput('InitiateAuth', { ChallengeName: undefined, ChallengeParameters: {}, AuthenticationResult: {} }),
      '{"ChallengeParameters":{},"AuthenticationResult":{}}',
    )
    assert.equal(serializeOutput('ListGroups', { Groups: [] }), '{"Groups":[]}')
    assert.equal(serializeOutput('CreateGroup', { Group: { Description: '' } }), '{"Group":{"Description":""}}')
  })

  test('writes {} for an empty structure and nothing for no structure', () => {
    assert.equal(serializeOutput('ChangePassword', {}), '{}')
    assert.equal(serializeOutput('DeleteUser', undefined), '')
    const isVoid = (name: string): boolean =>
      Object.entries(operationFacts).some(([n, { output }]) => n === name && output === null)
    const expected: OperationName[] = [
      'AdminAddUserToGroup', 'AdminDeleteUser', 'AdminForgetDevice', 'AdminRemoveUserFromGroup', 'DeleteGroup',
      'DeleteIdentityProvider', 'DeleteManagedLoginBranding', 'DeleteResourceServer', 'DeleteTerms', 'DeleteUser',
      'DeleteUserPool', 'DeleteUserPoolClient', 'ForgetDevice',
    ] // prettier-ignore
    assert.deepEqual(Object.keys(operationFacts).filter(isVoid), expected)
  })

  test('writes modelled members only, however deep the others hide', () => {
    const row = { Name: 'email', Value: 'a@b.c', verifier: 'SECRET' }
    const user = { Username: 'a', UserAttributes: [row], passwordHash: 'SECRET' }
    assert.equal(
      serializeOutput('AdminGetUser', user),
      '{"Username":"a","UserAttributes":[{"Name":"email","Value":"a@b.c"}]}',
    )
  })

  test('keeps free JSON as it is', () => {
    const output = { CredentialCreationOptions: { challenge: 'x', rp: { id: 'a' }, list: [null, 1] } }
    assert.equal(serializeOutput('StartWebAuthnRegistration', output), JSON.stringify(output))
  })

  test('keeps map entries called __proto__ without touching a prototype', () => {
    const parameters: Record<string, string> = JSON.parse('{"__proto__":"x","USERNAME":"a"}')
    const text = serializeOutput('InitiateAuth', { ChallengeParameters: parameters })
    assert.equal(text, '{"ChallengeParameters":{"__proto__":"x","USERNAME":"a"}}')
  })

  test('throws at a value of the wrong type without telling it', () => {
    const wrong: unknown = { Username: 'a', UserCreateDate: 'SECRET' }
    const write = (): string => serializeOutput('AdminGetUser', wrong as { Username: string })
    assert.throws(write, (error: Error) => error instanceof TypeError && !error.message.includes('SECRET'))
    assert.throws(
      () => serializeOutput('AdminGetUser', { Username: 'a', UserCreateDate: new Date(Number.NaN) }),
      TypeError,
    )
  })
})
