import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AdminCreateUserRequest } from '../../contract/shapes.gen.ts'
import type { UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AdminCreateUser } from './AdminCreateUser.ts'
import { AdminGetUser } from './AdminGetUser.ts'

const email = { Name: 'email', Value: 'alice@example.com' }
const verified = { Name: 'email_verified', Value: 'true' }
const phone = { Name: 'phone_number', Value: '+15555550100' }

async function given(configuration: UserPoolConfiguration = {}) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration })
  const create = (input: Partial<AdminCreateUserRequest> = {}) =>
    call(AdminCreateUser, ports, { UserPoolId: pool.id, Username: 'alice', ...input })
  return { ports, pool, create }
}

describe('AdminCreateUser', () => {
  test('adds a user who must change the password, and invites by mail', async () => {
    const { ports, pool, create } = await given()
    const answer = await create({ UserAttributes: [email, verified], DesiredDeliveryMediums: ['EMAIL'] })
    const user = await ports.storage.users.findByAlias(pool.id, [{ namespace: 'username', key: 'alice' }])
    const now = ports.clock.now()
    assert.deepEqual(answer, {
      User: {
        Username: 'alice',
        Attributes: [email, verified, { Name: 'sub', Value: user?.sub }],
        UserCreateDate: now,
        UserLastModifiedDate: now,
        Enabled: true,
        UserStatus: 'FORCE_CHANGE_PASSWORD',
      },
    })
    assert.deepEqual(user?.passwordSetAt, now)
    const [message] = ports.messages
    assert.equal(message?.to, 'alice@example.com')
    assert.equal(message?.subject, 'Your temporary password')
    assert.equal(message?.text, `Your username is alice and temporary password is ${message?.code}.`)
    const client = await givenClient(ports, pool)
    await assert.rejects(
      accessTokenOf(ports, client, 'alice', message?.code),
      /alice was asked for NEW_PASSWORD_REQUIRED/,
    )
  })

  test('invites by SMS unless told otherwise', async () => {
    const { ports, create } = await given()
    await create({ UserAttributes: [email, phone], TemporaryPassword: 'Temp0rary!' })
    assert.deepEqual(
      ports.messages.map(({ channel, to, text }) => ({ channel, to, text })),
      [{ channel: 'SMS', to: '+15555550100', text: 'Your username is alice and temporary password is Temp0rary!.' }],
    )
  })

  test('invites by both, by neither, and never where there is no address', async () => {
    const { ports, create } = await given()
    await create({ UserAttributes: [email, phone], DesiredDeliveryMediums: ['EMAIL', 'SMS'] })
    assert.equal(ports.messages.length, 2)
    await create({ Username: 'bob', UserAttributes: [email, phone], MessageAction: 'SUPPRESS' })
    await create({ Username: 'carol', DesiredDeliveryMediums: ['EMAIL', 'SMS'] })
    assert.equal(ports.messages.length, 2)
  })

  test('invites by the name that people sign in with', async () => {
    const { ports, create } = await given({ UsernameAttributes: ['email'] })
    const answer = await create({ Username: 'alice@example.com', DesiredDeliveryMediums: ['EMAIL'] })
    assert.equal(answer.User?.Username, answer.User?.Attributes?.at(-1)?.Value)
    assert.match(ports.messages[0]?.text ?? '', /^Your username is alice@example\.com and /)
  })

  test('sends no invitation that would not say the password', async () => {
    const { ports, create } = await given({
      AdminCreateUserConfig: { InviteMessageTemplate: { EmailMessage: 'Welcome, {username}!' } },
    })
    await create({ UserAttributes: [email], DesiredDeliveryMediums: ['EMAIL'] })
    assert.deepEqual(ports.messages, [])
  })

  test('gives whom a code signs in no password', async () => {
    const { ports, pool, create } = await given({
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    })
    assert.equal((await create({ UserAttributes: [email] })).User?.UserStatus, 'CONFIRMED')
    const user = await ports.storage.users.findByAlias(pool.id, [{ namespace: 'username', key: 'alice' }])
    assert.equal(user?.password, undefined)
    assert.deepEqual(ports.messages, [])
    const other = await create({ Username: 'bob', UserAttributes: [email], TemporaryPassword: 'Temp0rary!' })
    assert.equal(other.User?.UserStatus, 'FORCE_CHANGE_PASSWORD')
  })

  const refusals: readonly [what: string, UserPoolConfiguration, Partial<AdminCreateUserRequest>, refusal: string][] = [
    [
      'a weak temporary password',
      {},
      { TemporaryPassword: 'short' },
      'InvalidPasswordException: Password did not conform with password policy: Password not long enough',
    ],
    [
      'a name that is no address',
      { UsernameAttributes: ['phone_number', 'email'] },
      {},
      'InvalidParameterException: Username should be either an email or a phone number.',
    ],
    [
      'an unknown attribute',
      {},
      { UserAttributes: [{ Name: 'custom:x', Value: '1' }] },
      'InvalidParameterException: Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined',
    ],
    [
      'a flag without its address',
      {},
      { UserAttributes: [verified] },
      'InvalidParameterException: Email is required to verify/un-verify an email',
    ],
  ]
  for (const [what, configuration, input, refusal] of refusals) {
    test(`refuses ${what}`, async () => {
      const { ports, pool, create } = await given(configuration)
      assert.equal(await refusalOf(create(input)), refusal)
      assert.equal(await ports.storage.users.count(pool.id), 0)
    })
  }

  test('refuses an unknown pool', async () => {
    const { create } = await given()
    assert.equal(
      await refusalOf(create({ UserPoolId: 'us-east-1_Nothing12' })),
      'ResourceNotFoundException: User pool us-east-1_Nothing12 does not exist.',
    )
  })
})

describe('what somebody has already', () => {
  test('a name is refused', async () => {
    const { create } = await given()
    await create()
    assert.equal(await refusalOf(create()), 'UsernameExistsException: User account already exists')
  })

  test('a login is refused', async () => {
    const { create } = await given({ UsernameAttributes: ['email'] })
    await create({ Username: 'alice@example.com' })
    for (const ForceAliasCreation of [false, true]) {
      assert.equal(
        await refusalOf(create({ Username: 'alice@example.com', ForceAliasCreation })),
        'UsernameExistsException: An account with the given email already exists.',
      )
    }
  })

  test('a verified address is refused, unless it is to be moved', async () => {
    const { ports, pool, create } = await given({ AliasAttributes: ['email', 'phone_number'] })
    const owner = await givenUser(ports, pool, {
      username: 'owner',
      attributes: {
        email: email.Value,
        email_verified: 'true',
        phone_number: phone.Value,
        phone_number_verified: 'true',
      },
    })
    const UserAttributes = [email, verified, phone, { Name: 'phone_number_verified', Value: 'true' }]
    assert.equal(
      await refusalOf(create({ UserAttributes })),
      'UsernameExistsException: An account with the given email already exists.',
    )
    assert.equal((await create({ UserAttributes, ForceAliasCreation: true })).User?.Username, 'alice')
    const before = await ports.storage.users.find(pool.id, owner.sub)
    assert.deepEqual(
      { ...before?.attributes },
      { ...owner.attributes, email_verified: 'false', phone_number_verified: 'false' },
    )
    for (const Username of [email.Value, phone.Value]) {
      assert.equal((await call(AdminGetUser, ports, { UserPoolId: pool.id, Username })).Username, 'alice')
    }
  })

  test('many at once: each address ends up with one', async () => {
    const { ports, pool, create } = await given({ AliasAttributes: ['email'] })
    const names = Array.from({ length: 8 }, (_, index) => `user${index}`)
    await Promise.all(
      names.map((Username) => create({ Username, UserAttributes: [email, verified], ForceAliasCreation: true })),
    )
    const users = await Promise.all(
      names.map((Username) => call(AdminGetUser, ports, { UserPoolId: pool.id, Username })),
    )
    const flags = users.map(
      ({ UserAttributes }) => UserAttributes?.find(({ Name }) => Name === 'email_verified')?.Value,
    )
    assert.equal(flags.filter((flag) => flag === 'true').length, 1)
    assert.equal(flags.filter((flag) => flag === 'false').length, 7)
  })
})

describe('RESEND', () => {
  test('sends another password, whose time begins anew', async () => {
    const { ports, pool, create } = await given()
    await create({ UserAttributes: [email], DesiredDeliveryMediums: ['EMAIL'] })
    const client = await givenClient(ports, pool)
    ports.clock.advanceSeconds(8 * 86_400)
    assert.equal(
      await refusalOf(accessTokenOf(ports, client, 'alice', ports.messages[0]?.code)),
      'NotAuthorizedException: Temporary password has expired and must be reset by an administrator.',
    )
    const answer = await create({ MessageAction: 'RESEND', DesiredDeliveryMediums: ['EMAIL'] })
    assert.equal(answer.User?.UserStatus, 'FORCE_CHANGE_PASSWORD')
    assert.equal(ports.messages.length, 2)
    assert.notEqual(ports.messages[1]?.code, ports.messages[0]?.code)
    await assert.rejects(accessTokenOf(ports, client, 'alice', ports.messages[1]?.code), /NEW_PASSWORD_REQUIRED/)
  })

  test('refuses whoever has come already, and whoever was never invited', async () => {
    const { ports, pool, create } = await given()
    await givenUser(ports, pool)
    assert.equal(
      await refusalOf(create({ MessageAction: 'RESEND' })),
      'UnsupportedUserStateException: Resend not possible. alice status is not FORCE_CHANGE_PASSWORD',
    )
    assert.equal(
      await refusalOf(create({ Username: 'nobody', MessageAction: 'RESEND' })),
      'UserNotFoundException: User does not exist.',
    )
    assert.deepEqual(ports.messages, [])
  })
})
