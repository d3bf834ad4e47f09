import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AttributeType, SchemaAttributeType } from '../../contract/shapes.gen.ts'
import type { UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AdminUpdateUserAttributes } from './AdminUpdateUserAttributes.ts'
import { UpdateUserAttributes } from './UpdateUserAttributes.ts'

const attributes = { email: 'old@example.com', email_verified: 'true', name: 'Alice' }
const details = { Destination: 'n***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' }
const newEmail = { Name: 'email', Value: 'new@example.com' }

const schema: readonly SchemaAttributeType[] = [
  { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
  { Name: 'name', Required: true },
]

async function given(configuration: UserPoolConfiguration = {}, writable?: readonly string[]) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration, schema })
  const client = await givenClient(ports, pool, { configuration: { WriteAttributes: writable } })
  const user = await givenUser(ports, pool, { username: 'alice', attributes })
  const AccessToken = await accessTokenOf(ports, client, 'alice')
  const update = (...UserAttributes: AttributeType[]) =>
    call(UpdateUserAttributes, ports, { AccessToken, UserAttributes })
  const updateAsAdministrator = (...UserAttributes: AttributeType[]) =>
    call(AdminUpdateUserAttributes, ports, { UserPoolId: pool.id, Username: 'alice', UserAttributes })
  const found = async () => {
    const fresh = await ports.storage.users.find(pool.id, user.sub)
    return { attributes: { ...fresh?.attributes }, pending: { ...fresh?.pendingAttributes } }
  }
  /** What was sent besides the notice to the old address. */
  const codes = () => ports.messages.filter(({ code }) => code !== undefined)
  return { ports, pool, user, update, updateAsAdministrator, found, codes }
}

describe('UpdateUserAttributes', () => {
  test('writes and deletes', async () => {
    const { update, found, codes } = await given()
    const answer = await update(
      { Name: 'gender', Value: 'f' },
      { Name: 'name', Value: 'Al' },
      { Name: 'email', Value: '' },
    )
    assert.deepEqual(answer, { CodeDeliveryDetailsList: undefined })
    assert.deepEqual((await found()).attributes, { name: 'Al', gender: 'f' })
    assert.deepEqual(codes(), [])
  })

  test('sends a code to a new address that the pool verifies', async () => {
    const { update, found, codes } = await given({ AutoVerifiedAttributes: ['email'] })
    assert.deepEqual(await update(newEmail), { CodeDeliveryDetailsList: [details] })
    assert.deepEqual(await found(), {
      attributes: { email: 'new@example.com', email_verified: 'false', name: 'Alice' },
      pending: {},
    })
    const [message] = codes()
    assert.equal(message?.to, 'new@example.com')
    assert.equal(message?.text, `Your verification code is ${message?.code}`)
  })

  test('keeps the old address until the new one is verified, where the pool asks for that', async () => {
    const { ports, update, found } = await given({
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    })
    assert.deepEqual(await update(newEmail), { CodeDeliveryDetailsList: [details] })
    assert.deepEqual(await found(), { attributes, pending: { email: 'new@example.com' } })
    assert.equal(ports.messages[0]?.to, 'new@example.com')
  })

  test('sends one code to each of two new addresses', async () => {
    const { update, codes } = await given({ AutoVerifiedAttributes: ['email', 'phone_number'] })
    const answer = await update({ Name: 'phone_number', Value: '+15555550100' }, newEmail)
    assert.deepEqual(
      answer.CodeDeliveryDetailsList?.map(({ AttributeName }) => AttributeName),
      ['email', 'phone_number'],
    )
    assert.deepEqual(
      codes().map(({ channel, to }) => `${channel} ${to}`),
      ['EMAIL new@example.com', 'SMS +15555550100'],
    )
  })

  const refusals: readonly [what: string, AttributeType, refusal: string][] = [
    [
      'an unknown attribute',
      { Name: 'custom:x', Value: '1' },
      'InvalidParameterException: user.custom:x: Attribute does not exist in the schema.\n',
    ],
    [
      '__proto__',
      { Name: '__proto__', Value: '1' },
      'InvalidParameterException: user.__proto__: Attribute does not exist in the schema.\n',
    ],
    [
      'an immutable attribute',
      { Name: 'custom:tenant', Value: 'b' },
      'InvalidParameterException: user.custom:tenant: Attribute cannot be updated.\n',
    ],
    [
      'a flag',
      { Name: 'email_verified', Value: 'true' },
      'InvalidParameterException: Cannot modify the non-mutable attribute email_verified',
    ],
    [
      'an address that is none',
      { Name: 'email', Value: 'x' },
      'InvalidParameterException: Invalid email address format.',
    ],
    [
      'the end of a required one',
      { Name: 'name', Value: '' },
      'InvalidParameterException: Invalid user attributes: name.formatted: The attribute name.formatted is required',
    ],
  ]
  for (const [what, attribute, refusal] of refusals) {
    test(`refuses ${what}, and writes nothing else either`, async () => {
      const { update, found } = await given()
      assert.equal(await refusalOf(update({ Name: 'gender', Value: 'f' }, attribute)), refusal)
      assert.deepEqual((await found()).attributes, attributes)
    })
  }

  test('refuses what the client may not write', async () => {
    const { update } = await given({}, ['name'])
    assert.equal(
      await refusalOf(update({ Name: 'gender', Value: 'f' })),
      'NotAuthorizedException: A client attempted to write unauthorized attribute',
    )
  })

  for (const [name, value, configuration, refusal] of [
    [
      'email',
      'taken@example.com',
      { UsernameAttributes: ['email'] },
      'An account with the given email already exists.',
    ],
    [
      'phone_number',
      '+15555550199',
      { UsernameAttributes: ['email', 'phone_number'] },
      'An account with the given phone_number already exists.',
    ],
    [
      'preferred_username',
      'taken',
      { AliasAttributes: ['preferred_username'] },
      'User account already exists for the alias.',
    ],
  ] as const) {
    test(`refuses a ${name} that somebody else signs in with`, async () => {
      const { ports, pool, update, found } = await given(configuration)
      await givenUser(ports, pool, { username: 'taken', attributes: { name: 'B', [name]: value } })
      assert.equal(await refusalOf(update({ Name: name, Value: value })), `AliasExistsException: ${refusal}`)
      assert.deepEqual((await found()).attributes, attributes)
    })
  }

  test("a preferred username that is somebody's username is taken too", async () => {
    const { ports, pool, update } = await given({ AliasAttributes: ['preferred_username'] })
    await givenUser(ports, pool, { username: 'bob' })
    assert.equal(
      await refusalOf(update({ Name: 'preferred_username', Value: 'bob' })),
      'AliasExistsException: User account already exists for the alias.',
    )
  })

  test('eight at once lose no write', async () => {
    const { update, found } = await given()
    const names = ['gender', 'nickname', 'locale', 'zoneinfo', 'website', 'profile', 'picture', 'middle_name']
    await Promise.all(names.map((Name) => update({ Name, Value: `value of ${Name}` })))
    const after = (await found()).attributes
    for (const name of names) assert.equal(after[name], `value of ${name}`)
  })

  test('of many at once one gets the address', async () => {
    const { ports, pool } = await given({ UsernameAttributes: ['email'] })
    const usernames = Array.from({ length: 16 }, (_, index) => `user${index}`)
    for (const username of usernames) await givenUser(ports, pool, { username, attributes: { name: 'x' } })
    const answers = await Promise.all(
      usernames.map((Username) =>
        refusalOf(
          call(AdminUpdateUserAttributes, ports, { UserPoolId: pool.id, Username, UserAttributes: [newEmail] }),
        ),
      ),
    )
    assert.equal(answers.filter((answer) => typeof answer === 'object').length, 1)
    assert.equal(
      answers.filter((answer) => answer === 'AliasExistsException: An account with the given email already exists.')
        .length,
      15,
    )
  })
})

describe('AdminUpdateUserAttributes', () => {
  test('vouches for an address', async () => {
    const { ports, updateAsAdministrator, found } = await given({ AutoVerifiedAttributes: ['email'] })
    assert.deepEqual(await updateAsAdministrator(newEmail, { Name: 'email_verified', Value: 'true' }), {})
    assert.deepEqual((await found()).attributes, { email: 'new@example.com', email_verified: 'true', name: 'Alice' })
    assert.deepEqual(ports.messages, [])
  })

  test('cannot take an address that somebody verified', async () => {
    const { ports, pool, updateAsAdministrator, found } = await given({ AliasAttributes: ['email'] })
    await givenUser(ports, pool, { username: 'bob', attributes: { email: 'new@example.com', email_verified: 'true' } })
    assert.equal(
      await refusalOf(updateAsAdministrator(newEmail, { Name: 'email_verified', Value: 'true' })),
      'AliasExistsException: An account with the given email already exists.',
    )
    assert.deepEqual((await found()).attributes, attributes)
    assert.deepEqual(await updateAsAdministrator(newEmail), {})
  })

  test('refuses sub, and a flag of an address that is not there', async () => {
    const { updateAsAdministrator } = await given()
    assert.equal(
      await refusalOf(updateAsAdministrator({ Name: 'sub', Value: 'x' })),
      'InvalidParameterException: Cannot modify the non-mutable attribute sub',
    )
    assert.equal(
      await refusalOf(updateAsAdministrator({ Name: 'phone_number_verified', Value: 'true' })),
      'InvalidParameterException: Phone Number is required to verify/un-verify a phone number',
    )
  })

  test('refuses a name nobody has', async () => {
    const { ports, pool } = await given()
    const input = { UserPoolId: pool.id, Username: 'nobody', UserAttributes: [newEmail] }
    assert.equal(
      await refusalOf(call(AdminUpdateUserAttributes, ports, input)),
      'UserNotFoundException: User does not exist.',
    )
  })
})
