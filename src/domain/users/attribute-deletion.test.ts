import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { deleteAttributes } from './attribute-deletion.ts'
import type { AttributeWriter } from './attribute-fault.ts'

const pool = buildUserPool({
  schema: [
    { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
    { Name: 'family_name', Required: true, AttributeDataType: 'String' },
  ],
})
const user: AttributeWriter = { by: 'user' }
const before = { family_name: 'Smith', email: 'old@example.com', email_verified: 'true' }

function invalid(message: string) {
  return { kind: 'fault', exception: 'InvalidParameterException', message }
}

describe('deleteAttributes', () => {
  const of = { attributes: { ...before, name: 'Alice' }, pendingAttributes: { email: 'new@example.com' } }
  const remove = (names: readonly string[], by = user) => deleteAttributes(pool, of, names, by)

  test('removes what is there, and takes for granted what is not', () => {
    assert.deepEqual(remove(['name', 'gender']), {
      kind: 'deletion',
      attributes: before,
      pendingAttributes: { email: 'new@example.com' },
    })
  })

  test('removes the flag with the address', () => {
    assert.deepEqual(remove(['email']), {
      kind: 'deletion',
      attributes: { family_name: 'Smith', name: 'Alice' },
      pendingAttributes: {},
    })
  })

  const faults: Readonly<Record<string, string>> = {
    family_name: 'Invalid user attributes: name.familyName: The attribute name.familyName is required',
    'custom:tenant':
      'Invalid user attributes: Custom.User.tenant: This attribute does not satisfy the mutability validation defined in the schema.',
    'custom:unknown': 'Invalid user attributes: Type for attribute {custom:unknown} could not be determined',
    toString: 'Invalid user attributes: Type for attribute {toString} could not be determined',
    sub: 'Cannot modify the non-mutable attribute sub',
    email_verified: 'Cannot modify the non-mutable attribute email_verified',
  }
  for (const [name, message] of Object.entries(faults)) {
    test(`refuses to delete ${name}`, () => assert.deepEqual(remove([name]), invalid(message)))
  }

  test('refuses what the client may not write', () => {
    assert.deepEqual(remove(['name'], { by: 'user', writable: ['email'] }), {
      kind: 'fault',
      exception: 'NotAuthorizedException',
      message: 'A client attempted to write unauthorized attribute',
    })
  })
})
