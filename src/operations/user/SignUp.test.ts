import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { secretHash } from '../../crypto/secret-hash.ts'
import type { UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { SignUp } from './SignUp.ts'

const Password = 'Passw0rd!'
const email = { Name: 'email', Value: 'alice@example.com' }
const phone = { Name: 'phone_number', Value: '+15555550100' }

async function given(configuration: UserPoolConfiguration = {}) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration })
  const client = await givenClient(ports, pool)
  return { ports, pool, ClientId: client.id }
}

describe('SignUp', () => {
  test('adds an unconfirmed user and sends a code in the same commit', async () => {
    const { ports, pool, ClientId } = await given({ AutoVerifiedAttributes: ['email'] })
    const answer = await call(SignUp, ports, { ClientId, Username: 'alice', Password, UserAttributes: [email] })
    const user = await ports.storage.users.findByAlias(pool.id, [{ namespace: 'username', key: 'alice' }])
    assert.ok(user)
    assert.deepEqual(answer, {
      UserConfirmed: false,
      UserSub: user.sub,
      CodeDeliveryDetails: { Destination: 'a***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
    })
    assert.match(user.sub, /^[0-9a-f]{8}-[0-9a-f]{4}-70[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}$/)
    assert.equal(user.username, 'alice')
    assert.equal(user.status, 'UNCONFIRMED')
    assert.equal(user.enabled, true)
    assert.deepEqual({ ...user.attributes }, { email: 'alice@example.com', email_verified: 'false' })
    assert.equal(user.password?.kind, 'srp')

    const writes = ports.commits.at(-1)?.writes.map(({ write }) => write)
    assert.deepEqual(writes, ['createUser', 'putCode', 'enqueueMessage', 'recordAuthEvent'])
    const [message] = ports.messages
    assert.equal(message?.to, 'alice@example.com')
    assert.match(message?.text ?? '', /^Your confirmation code is \d{6}$/)
    const events = await ports.storage.users.listAuthEvents(pool.id, user.sub, { limit: 10, after: undefined })
    assert.deepEqual(
      events.items.map(({ type, response, clientId, ipAddress }) => ({ type, response, clientId, ipAddress })),
      [{ type: 'SignUp', response: 'Pass', clientId: ClientId, ipAddress: '203.0.113.7' }],
    )
  })

  test('of two addresses to verify the phone gets the code', async () => {
    const { ports, ClientId } = await given({ AutoVerifiedAttributes: ['email', 'phone_number'] })
    const UserAttributes = [email, phone]
    const answer = await call(SignUp, ports, { ClientId, Username: 'alice', Password, UserAttributes })
    assert.deepEqual(answer.CodeDeliveryDetails, {
      Destination: '+*******0100',
      DeliveryMedium: 'SMS',
      AttributeName: 'phone_number',
    })
    assert.deepEqual(
      ports.messages.map(({ channel, to }) => ({ channel, to })),
      [{ channel: 'SMS', to: '+15555550100' }],
    )
  })

  test('sends nothing where the pool verifies nothing', async () => {
    const { ports, ClientId } = await given()
    const answer = await call(SignUp, ports, { ClientId, Username: 'alice', Password, UserAttributes: [email] })
    assert.equal(answer.CodeDeliveryDetails, undefined)
    assert.deepEqual(ports.messages, [])
  })

  test('mails a link to the configured origin where the pool asks for one', async () => {
    const { ports, pool, ClientId } = await given({
      AutoVerifiedAttributes: ['email'],
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' },
    })
    const createdAt = ports.clock.now()
    const domain = {
      domain: 'notes',
      poolId: pool.id,
      customDomainConfig: undefined,
      managedLoginVersion: 2,
      createdAt,
    } as const
    await ports.storage.commit([{ write: 'createDomain', domain }])
    await call(SignUp, ports, { ClientId, Username: 'al ice&x', Password, UserAttributes: [email] })
    const [message] = ports.messages
    assert.equal(
      message?.text,
      'Please click the link below to verify your email address. Verify Email: ' +
        `https://notes.auth.us-east-1.localhost/confirmUser?client_id=${ClientId}&user_name=al+ice%26x&confirmation_code=${message?.code}`,
    )
  })

  test('mails the code where a link has no domain to lead to', async () => {
    const { ports, ClientId } = await given({
      AutoVerifiedAttributes: ['email'],
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' },
    })
    await call(SignUp, ports, { ClientId, Username: 'alice', Password, UserAttributes: [email] })
    assert.match(ports.messages[0]?.text ?? '', /^Your confirmation code is \d{6}$/)
  })

  for (const [Username, attributes, destination] of [
    ['Alice@Example.com', { email: 'Alice@Example.com', email_verified: 'false' }, 'A***@E***'],
    ['+15555550100', { phone_number: '+15555550100', phone_number_verified: 'false' }, '+*******0100'],
  ] as const) {
    test(`where people sign in by address, ${Username} becomes an attribute and the sub the username`, async () => {
      const { ports, pool, ClientId } = await given({
        UsernameAttributes: ['email', 'phone_number'],
        AutoVerifiedAttributes: ['email', 'phone_number'],
      })
      const answer = await call(SignUp, ports, { ClientId, Username, Password })
      const user = await ports.storage.users.find(pool.id, answer.UserSub)
      assert.equal(user?.username, answer.UserSub)
      assert.deepEqual({ ...user?.attributes }, attributes)
      assert.equal(answer.CodeDeliveryDetails?.Destination, destination)
    })
  }

  test('needs no password where a code signs in, through a client that lets it', async () => {
    const { ports, pool, ClientId } = await given({
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    })
    const choosing = await givenClient(ports, pool, {
      id: 'choosing',
      configuration: { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] },
    })
    const input = { Username: 'alice', UserAttributes: [email] }
    assert.match(String(await refusalOf(call(SignUp, ports, { ...input, ClientId }))), /Member must not be null$/)
    const answer = await call(SignUp, ports, { ...input, ClientId: choosing.id })
    const user = await ports.storage.users.find(pool.id, answer.UserSub)
    assert.equal(user?.password, undefined)
    assert.equal(user?.passwordSetAt, undefined)
  })
})

describe('SignUp refuses', () => {
  const cases: readonly [what: string, UserPoolConfiguration, input: object, refusal: string][] = [
    [
      'where only administrators create users',
      { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
      {},
      'NotAuthorizedException: SignUp is not permitted for this user pool',
    ],
    [
      'a weak password',
      {},
      { Password: 'short' },
      'InvalidPasswordException: Password did not conform with policy: Password not long enough',
    ],
    [
      'a missing password',
      {},
      { Password: undefined },
      "InvalidParameterException: 1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a name that is no address',
      { UsernameAttributes: ['email'] },
      {},
      'InvalidParameterException: Username should be an email.',
    ],
    [
      'a name that looks like an alias',
      { AliasAttributes: ['email'] },
      { Username: 'a@example.com' },
      'InvalidParameterException: Username cannot be of email format, since user pool is configured for email alias.',
    ],
    [
      'an unknown attribute',
      {},
      { UserAttributes: [{ Name: 'custom:x', Value: '1' }] },
      'InvalidParameterException: Attributes did not conform to the schema: custom:x: Attribute does not exist in the schema.\n',
    ],
    [
      '__proto__ as an attribute',
      {},
      { UserAttributes: [{ Name: '__proto__', Value: '1' }] },
      'InvalidParameterException: Attributes did not conform to the schema: __proto__: Attribute does not exist in the schema.\n',
    ],
    [
      'a flag of verification',
      {},
      { UserAttributes: [email, { Name: 'email_verified', Value: 'true' }] },
      'InvalidParameterException: Cannot modify the non-mutable attribute email_verified',
    ],
  ]
  for (const [what, configuration, input, refusal] of cases) {
    test(what, async () => {
      const { ports, ClientId } = await given(configuration)
      const answer = call(SignUp, ports, { ClientId, Username: 'alice', Password, ...input })
      assert.equal(await refusalOf(answer), refusal)
      assert.equal(ports.commits.filter(({ writes }) => writes.some(({ write }) => write === 'createUser')).length, 0)
    })
  }

  test('what the client may not write', async () => {
    const { ports, pool } = await given()
    const client = await givenClient(ports, pool, { id: 'narrow', configuration: { WriteAttributes: ['name'] } })
    const answer = call(SignUp, ports, { ClientId: client.id, Username: 'alice', Password, UserAttributes: [email] })
    assert.equal(await refusalOf(answer), 'NotAuthorizedException: A client attempted to write unauthorized attribute')
  })

  test('an unknown client', async () => {
    const { ports } = await given()
    const answer = call(SignUp, ports, { ClientId: 'nobody', Username: 'alice', Password })
    assert.equal(await refusalOf(answer), 'ResourceNotFoundException: User pool client nobody does not exist.')
  })

  test('a confidential client without the right hash', async () => {
    const { ports, pool } = await given()
    const secrets = [{ id: '1', value: 'a-secret', createdAt: ports.clock.now() }]
    const client = await givenClient(ports, pool, { id: 'secretive', secrets })
    const input = { ClientId: client.id, Username: 'alice', Password }
    assert.equal(
      await refusalOf(call(SignUp, ports, input)),
      'NotAuthorizedException: Client secretive is configured for secret but secret was not received',
    )
    assert.equal(
      await refusalOf(call(SignUp, ports, { ...input, SecretHash: 'd3Jvbmc=' })),
      'NotAuthorizedException: Unable to verify secret hash for client secretive',
    )
    const SecretHash = secretHash('a-secret', 'alice', client.id)
    assert.equal((await call(SignUp, ports, { ...input, SecretHash })).UserConfirmed, false)
  })
})
