import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AdminDeleteUserAttributes } from './AdminDeleteUserAttributes.ts'
import { AdminGetUser } from './AdminGetUser.ts'
import { DeleteUserAttributes } from './DeleteUserAttributes.ts'

const attributes = { name: 'Alice', family_name: 'Smith', email: 'alice@example.com', email_verified: 'true' }

async function given(writable?: readonly string[]) {
  const ports = await testPorts()
  const pool = await givenPool(ports, {
    configuration: { AliasAttributes: ['email'] },
    schema: [
      { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
      { Name: 'family_name', Required: true },
    ],
  })
  const client = await givenClient(ports, pool, { configuration: { WriteAttributes: writable } })
  const user = await givenUser(ports, pool, { username: 'alice', attributes })
  const AccessToken = await accessTokenOf(ports, client, 'alice')
  const remove = (...UserAttributeNames: string[]) =>
    call(DeleteUserAttributes, ports, { AccessToken, UserAttributeNames })
  const found = async () => ({ ...(await ports.storage.users.find(pool.id, user.sub))?.attributes })
  return { ports, pool, remove, found }
}

const faults: Readonly<Record<string, string>> = {
  family_name: 'Invalid user attributes: name.familyName: The attribute name.familyName is required',
  'custom:tenant':
    'Invalid user attributes: Custom.User.tenant: This attribute does not satisfy the mutability validation defined in the schema.',
  'custom:unknown': 'Invalid user attributes: Type for attribute {custom:unknown} could not be determined',
  sub: 'Cannot modify the non-mutable attribute sub',
}

describe('DeleteUserAttributes', () => {
  test('removes attributes, an address with its flag and its alias', async () => {
    const { ports, pool, remove, found } = await given()
    assert.deepEqual(await remove('email', 'gender'), {})
    assert.deepEqual(await found(), { name: 'Alice', family_name: 'Smith' })
    assert.equal(
      await refusalOf(call(AdminGetUser, ports, { UserPoolId: pool.id, Username: 'alice@example.com' })),
      'UserNotFoundException: User does not exist.',
    )
  })

  for (const [name, text] of Object.entries({
    ...faults,
    email_verified: 'Cannot modify the non-mutable attribute email_verified',
  })) {
    test(`refuses ${name}, and removes nothing else either`, async () => {
      const { remove, found } = await given()
      assert.equal(await refusalOf(remove('name', name)), `InvalidParameterException: ${text}`)
      assert.deepEqual(await found(), attributes)
    })
  }

  test('refuses what the client may not write', async () => {
    const { remove } = await given(['email', 'family_name'])
    assert.equal(
      await refusalOf(remove('name')),
      'NotAuthorizedException: A client attempted to write unauthorized attribute',
    )
  })
})

describe('AdminDeleteUserAttributes', () => {
  test('removes attributes that no client may write', async () => {
    const { ports, pool, found } = await given(['family_name'])
    const input = { UserPoolId: pool.id, Username: 'alice', UserAttributeNames: ['name', 'email_verified'] }
    assert.deepEqual(await call(AdminDeleteUserAttributes, ports, input), {})
    assert.deepEqual(await found(), { family_name: 'Smith', email: 'alice@example.com' })
  })

  for (const [name, text] of Object.entries(faults)) {
    test(`refuses ${name}`, async () => {
      const { ports, pool } = await given()
      const input = { UserPoolId: pool.id, Username: 'alice', UserAttributeNames: [name] }
      assert.equal(await refusalOf(call(AdminDeleteUserAttributes, ports, input)), `InvalidParameterException: ${text}`)
    })
  }
})
