import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { UserPoolConfiguration } from '../../src/domain/user-pools/user-pool.ts'
import type { TriggerName } from '../../src/flows/triggers/trigger.ts'
import { AdminConfirmSignUp } from '../../src/operations/user/AdminConfirmSignUp.ts'
import { AdminCreateUser } from '../../src/operations/user/AdminCreateUser.ts'
import { AdminGetUser } from '../../src/operations/user/AdminGetUser.ts'
import { ConfirmForgotPassword } from '../../src/operations/user/ConfirmForgotPassword.ts'
import { ConfirmSignUp } from '../../src/operations/user/ConfirmSignUp.ts'
import { ForgotPassword } from '../../src/operations/user/ForgotPassword.ts'
import { SignUp } from '../../src/operations/user/SignUp.ts'
import { call, refusalOf } from '../../src/testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { signInClient } from '../../src/testing/sign-in-client.ts'
import { answering, asItWas, type TestFunction } from '../../src/testing/test-functions.ts'
import { testPorts, type TestPorts } from '../../src/testing/test-ports.ts'

type Functions = Readonly<Partial<Record<TriggerName, TestFunction>>>

const refusing: TestFunction = () => {
  throw new Error('not now')
}

async function given(
  ports: TestPorts,
  functions: Functions,
  configuration: UserPoolConfiguration = {},
  hiding = false,
) {
  const LambdaConfig = ports.functions.install(functions)
  const pool = await givenPool(ports, {
    configuration: { AutoVerifiedAttributes: ['email'], AliasAttributes: ['email'], ...configuration, LambdaConfig },
  })
  const client = await givenClient(ports, pool, {
    configuration: hiding ? { PreventUserExistenceErrors: 'ENABLED' } : {},
  })
  return { pool, client, app: signInClient(ports, { pool, client }) }
}

function signUp(ports: TestPorts, ClientId: string, more: object = {}) {
  return call(SignUp, ports, {
    ClientId,
    Username: 'bob',
    Password: 'Passw0rd!',
    UserAttributes: [{ Name: 'email', Value: 'bob@example.com' }],
    ValidationData: [{ Name: 'invite', Value: '7' }],
    ClientMetadata: { page: 'landing' },
    ...more,
  })
}

const sources = (ports: TestPorts) => ports.functions.events.map(({ triggerSource }) => triggerSource)
const statusOf = async (ports: TestPorts, UserPoolId: string, Username = 'bob') =>
  (await call(AdminGetUser, ports, { UserPoolId, Username })).UserStatus

describe('signing up', () => {
  test('asks before everything, and refuses as the function does', async () => {
    await using ports = await testPorts()
    const { client } = await given(ports, { PreSignUp: refusing })
    const refusal = 'UserLambdaValidationException: PreSignUp failed with error not now.'
    assert.equal(await refusalOf(signUp(ports, client.id, { Password: 'weak' })), refusal)
    assert.deepEqual(ports.functions.events[0]?.request, {
      userAttributes: { email: 'bob@example.com' },
      validationData: { invite: '7' },
      clientMetadata: { page: 'landing' },
    })
    assert.equal(ports.messages.length, 0)
  })

  test('confirms and verifies whom the function vouches for, and takes the address away from whoever had it', async () => {
    await using ports = await testPorts()
    const functions = {
      PreSignUp: answering({ autoConfirmUser: true, autoVerifyEmail: true }),
      PostConfirmation: asItWas,
    }
    const { pool, client } = await given(ports, functions)
    await givenUser(ports, pool, { username: 'old', attributes: { email: 'bob@example.com', email_verified: 'true' } })
    const answer = await signUp(ports, client.id)
    assert.deepEqual(answer, { UserConfirmed: true, CodeDeliveryDetails: undefined, UserSub: answer.UserSub })
    assert.deepEqual(sources(ports), ['PreSignUp_SignUp', 'PostConfirmation_ConfirmSignUp'])
    assert.equal(ports.messages.length, 0)
    const found = await call(AdminGetUser, ports, { UserPoolId: pool.id, Username: 'bob@example.com' })
    const { UserAttributes = [] } = found
    assert.ok(UserAttributes.some(({ Name, Value }) => Name === 'sub' && Value === answer.UserSub))
    assert.ok(UserAttributes.some(({ Name, Value }) => Name === 'email_verified' && Value === 'true'))
  })

  test('cannot verify an address that is not there', async () => {
    await using ports = await testPorts()
    const { client } = await given(ports, { PreSignUp: answering({ autoVerifyPhone: true }) })
    const refusal =
      'InvalidLambdaResponseException: Invalid lambda function output : user has no phone_number to verify'
    assert.equal(await refusalOf(signUp(ports, client.id)), refusal)
  })

  test('by an administrator asks too, and only a refusal counts', async () => {
    await using ports = await testPorts()
    const { pool } = await given(ports, { PreSignUp: answering({ autoConfirmUser: true, autoVerifyEmail: true }) })
    const { User } = await call(AdminCreateUser, ports, { UserPoolId: pool.id, Username: 'bob' })
    assert.equal(User?.UserStatus, 'FORCE_CHANGE_PASSWORD')
    const [event] = ports.functions.events
    assert.deepEqual(
      [event?.triggerSource, event?.callerContext.clientId],
      ['PreSignUp_AdminCreateUser', 'CLIENT_ID_NOT_APPLICABLE'],
    )
  })
})

describe('confirming', () => {
  const refusal = 'UserLambdaValidationException: PostConfirmation failed with error not now.'

  test('by code tells the function afterwards: what it throws undoes nothing', async () => {
    await using ports = await testPorts()
    const { pool, client } = await given(ports, { PostConfirmation: refusing })
    await signUp(ports, client.id)
    const ConfirmationCode = ports.messages.at(-1)?.code ?? ''
    const input = { ClientId: client.id, Username: 'bob', ConfirmationCode, ClientMetadata: { a: 'b' } }
    assert.equal(await refusalOf(call(ConfirmSignUp, ports, input)), refusal)
    assert.equal(await statusOf(ports, pool.id), 'CONFIRMED')
    const { triggerSource, request } = ports.functions.events[0] ?? {}
    assert.equal(triggerSource, 'PostConfirmation_ConfirmSignUp')
    assert.deepEqual(request?.clientMetadata, { a: 'b' })
    const told = request?.userAttributes as Record<string, string>
    assert.deepEqual(
      [told['cognito:user_status'], told.email_verified, told['cognito:email_alias']],
      ['CONFIRMED', 'true', 'bob@example.com'],
    )
  })

  test('by an administrator does the same', async () => {
    await using ports = await testPorts()
    const { pool, client } = await given(ports, { PostConfirmation: refusing })
    await signUp(ports, client.id)
    const input = { UserPoolId: pool.id, Username: 'bob' }
    assert.equal(await refusalOf(call(AdminConfirmSignUp, ports, input)), refusal)
    assert.equal(await statusOf(ports, pool.id), 'CONFIRMED')
  })

  test('a forgotten password does the same', async () => {
    await using ports = await testPorts()
    const { pool, client, app } = await given(ports, { PostConfirmation: refusing })
    await givenUser(ports, pool, { username: 'bob', attributes: { email: 'bob@example.com', email_verified: 'true' } })
    await call(ForgotPassword, ports, { ClientId: client.id, Username: 'bob' })
    const ConfirmationCode = ports.messages.at(-1)?.code ?? ''
    const input = { ClientId: client.id, Username: 'bob', ConfirmationCode, Password: 'N3w Passw0rd!' }
    assert.equal(await refusalOf(call(ConfirmForgotPassword, ports, input)), refusal)
    assert.deepEqual(sources(ports), ['PostConfirmation_ConfirmForgotPassword'])
    assert.ok((await app.withPassword('bob', 'N3w Passw0rd!')).AuthenticationResult)
  })
})

describe('migrating', () => {
  const bob = { userAttributes: { email: 'bob@example.com', email_verified: 'true' }, messageAction: 'SUPPRESS' }
  const knowing: TestFunction = (event) => {
    const isRight = event.request.password === 'old' || event.triggerSource === 'UserMigration_ForgotPassword'
    if (event.userName !== 'bob' || !isRight) throw new Error('nobody')
    return { ...event, response: { ...bob, finalUserStatus: 'CONFIRMED' } }
  }

  test('creates a user at the first sign-in with a password, and asks no more', async () => {
    await using ports = await testPorts()
    const { pool, app } = await given(ports, { UserMigration: knowing })
    assert.ok((await app.withPassword('bob', 'old')).AuthenticationResult)
    assert.equal(await statusOf(ports, pool.id), 'CONFIRMED')
    assert.ok((await app.withPassword('bob', 'old')).AuthenticationResult)
    assert.deepEqual(sources(ports), ['UserMigration_Authentication'])
    assert.deepEqual(ports.functions.events[0]?.request, { password: 'old', validationData: null })
    assert.doesNotMatch(JSON.stringify(ports.lines), /"old"/)
    assert.equal(ports.messages.length, 0)
  })

  test('makes one user of several sign-ins at once', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports, { UserMigration: knowing })
    const answers = await Promise.all([1, 2, 3].map(() => refusalOf(app.withPassword('bob', 'old'))))
    assert.ok(answers.every((answer) => typeof answer === 'object'))
    const created = ports.commits.filter(
      ({ writes, result }) => result.committed && writes.some(({ write }) => write === 'createUser'),
    )
    assert.equal(created.length, 1)
  })

  test('without a final status has the user set a new password', async () => {
    await using ports = await testPorts()
    const { pool, app } = await given(ports, { UserMigration: (event) => ({ ...event, response: bob }) })
    const refusal = 'PasswordResetRequiredException: Password reset required for the user'
    assert.equal(await refusalOf(app.withPassword('bob', 'old')), refusal)
    assert.equal(await statusOf(ports, pool.id), 'RESET_REQUIRED')
  })

  for (const hiding of [false, true]) {
    test(`counts what the function does not know as a wrong password${hiding ? ', where users are hidden' : ''}`, async () => {
      await using ports = await testPorts()
      const { app } = await given(ports, { UserMigration: knowing }, {}, hiding)
      const unknown = hiding
        ? 'NotAuthorizedException: Incorrect username or password.'
        : 'UserNotFoundException: User does not exist.'
      for (let tries = 0; tries < 5; tries += 1) assert.equal(await refusalOf(app.withPassword('bob', 'x')), unknown)
      const locked = await refusalOf(app.withPassword('bob', 'old'))
      assert.equal(locked, 'NotAuthorizedException: Password attempts exceeded')
      assert.equal(ports.functions.calls.length, 5)
    })
  }

  test('is never asked by SRP', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports, { UserMigration: knowing }, {}, true)
    await refusalOf(app.withSrp('bob', 'old'))
    assert.deepEqual(ports.functions.calls, [])
  })

  test('sends a code to whoever forgot the password of another directory', async () => {
    await using ports = await testPorts()
    const { pool, client } = await given(ports, { UserMigration: knowing })
    const { CodeDeliveryDetails } = await call(ForgotPassword, ports, { ClientId: client.id, Username: 'bob' })
    assert.equal(CodeDeliveryDetails?.Destination, 'b***@e***')
    assert.equal(ports.messages.at(-1)?.to, 'bob@example.com')
    assert.equal(await statusOf(ports, pool.id), 'CONFIRMED')
    assert.deepEqual(ports.functions.events[0]?.request, { validationData: null })
  })

  test('welcomes the user without a word of the password', async () => {
    await using ports = await testPorts()
    const response = { ...bob, messageAction: null, desiredDeliveryMediums: ['EMAIL'], finalUserStatus: 'CONFIRMED' }
    const { app } = await given(ports, { UserMigration: (event) => ({ ...event, response }) })
    await app.withPassword('bob', 'old-password')
    const [message] = ports.messages
    assert.equal(message?.to, 'bob@example.com')
    assert.match(message.text, /Your username is bob/)
    assert.doesNotMatch(JSON.stringify(message), /old-password/)
  })

  const misfits: Readonly<Record<string, object>> = {
    'no attributes': { finalUserStatus: 'CONFIRMED' },
    'an attribute that the pool has not': { userAttributes: { shoe_size: '47' } },
    'an address that somebody else has': { userAttributes: { email: 'eve@example.com', email_verified: 'true' } },
    'a name that looks like an address': { userAttributes: { username: 'bob@example.com' } },
  }
  for (const [name, response] of Object.entries(misfits)) {
    test(`makes no user with ${name}`, async () => {
      await using ports = await testPorts()
      const { pool, app } = await given(ports, { UserMigration: (event) => ({ ...event, response }) })
      await givenUser(ports, pool, {
        username: 'eve',
        attributes: { email: 'eve@example.com', email_verified: 'true' },
      })
      assert.equal(await refusalOf(app.withPassword('bob', 'x')), 'UserNotFoundException: User does not exist.')
    })
  }
})

describe('who exists', () => {
  test('is told to the function and not by it: it is asked for users and strangers alike where users are hidden', async () => {
    await using ports = await testPorts()
    const { pool, app } = await given(ports, { PreAuthentication: asItWas }, {}, true)
    await givenUser(ports, pool, { username: 'bob' })
    for (const name of ['bob', 'nobody']) await refusalOf(app.withPassword(name, 'wrong'))
    assert.deepEqual(
      ports.functions.events.map(({ userName, request }) => [userName, request.userNotFound]),
      [
        ['bob', false],
        ['nobody', true],
      ],
    )
  })

  test('is not asked about where the client says who exists', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports, { PreAuthentication: asItWas })
    await refusalOf(app.withPassword('nobody', 'wrong'))
    assert.deepEqual(ports.functions.calls, [])
  })
})
