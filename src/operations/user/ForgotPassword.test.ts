import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AppClientConfiguration } from '../../domain/app-clients/app-client.ts'
import type { UserPool, UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser, type UserOverrides } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { ForgotPassword } from './ForgotPassword.ts'

const both = {
  email: 'alice@example.com',
  email_verified: 'true',
  phone_number: '+15555550100',
  phone_number_verified: 'true',
}
const byMail = { Destination: 'a***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' }
const bySms = { Destination: '+*******0100', DeliveryMedium: 'SMS', AttributeName: 'phone_number' }
const limited = 'LimitExceededException: Attempt limit exceeded, please try after some time.'
const noContact =
  'InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number'
const wrongState = 'NotAuthorizedException: User password cannot be reset in the current state.'

interface Given {
  readonly configuration?: UserPoolConfiguration
  readonly mfa?: UserPool['mfa']
  readonly client?: Partial<AppClientConfiguration>
  readonly user?: UserOverrides
}

async function given({ configuration = {}, mfa = {}, client = {}, user: overrides = {} }: Given = {}) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration, mfa })
  const { id: ClientId } = await givenClient(ports, pool, { configuration: client })
  const user = await givenUser(ports, pool, { attributes: both, ...overrides })
  const forgot = (Username = 'alice') => call(ForgotPassword, ports, { ClientId, Username })
  return { ports, pool, user, forgot }
}

describe('ForgotPassword', () => {
  test('sends a code and records it', async () => {
    const { ports, pool, user, forgot } = await given()
    assert.deepEqual(await forgot(), { CodeDeliveryDetails: byMail })
    const [message] = ports.messages
    assert.equal(message?.to, 'alice@example.com')
    assert.equal(message?.text, `Your confirmation code is ${message?.code}`)
    const { items } = await ports.storage.users.listAuthEvents(pool.id, user.sub, { limit: 10, after: undefined })
    assert.deepEqual(
      items.map(({ type, response }) => ({ type, response })),
      [{ type: 'ForgotPassword', response: 'InProgress' }],
    )
    assert.deepEqual(await ports.storage.users.find(pool.id, user.sub), user)
  })

  test('stores no code that could be read', async () => {
    const { ports, pool, user, forgot } = await given()
    await forgot()
    const stored = await ports.storage.factors.findCode(pool.id, user.sub, 'forgot-password')
    assert.equal(stored?.codeHash.includes(ports.messages[0]?.code ?? ''), false)
    assert.equal(stored?.expiresAt.getTime(), ports.clock.now().getTime() + 3_600_000)
  })

  test('takes the verified address of the highest priority', async () => {
    const RecoveryMechanisms = [
      { Priority: 1, Name: 'verified_phone_number' },
      { Priority: 2, Name: 'verified_email' },
    ] as const
    const { forgot } = await given({ configuration: { AccountRecoverySetting: { RecoveryMechanisms } } })
    assert.deepEqual(await forgot(), { CodeDeliveryDetails: bySms })
  })

  test('passes over the channel of a second factor', async () => {
    const { forgot } = await given({
      mfa: { MfaConfiguration: 'OPTIONAL' },
      user: { mfaFactors: ['EMAIL_OTP'] },
    })
    assert.deepEqual(await forgot(), { CodeDeliveryDetails: bySms })
  })

  test('sends five an hour', async () => {
    const { ports, forgot } = await given()
    for (let attempt = 0; attempt < 5; attempt += 1) await forgot()
    assert.equal(await refusalOf(forgot()), limited)
    assert.equal(ports.messages.length, 5)
    ports.clock.advanceSeconds(3600)
    await forgot()
  })

  const refusals: readonly [what: string, Given, refusal: string][] = [
    ['a temporary password', { user: { status: 'FORCE_CHANGE_PASSWORD' } }, wrongState],
    ['somebody who signs in elsewhere', { user: { status: 'EXTERNAL_PROVIDER' } }, wrongState],
    ['the unconfirmed without a verified address', { user: { status: 'UNCONFIRMED', attributes: {} } }, noContact],
    ['the unconfirmed with one', { user: { status: 'UNCONFIRMED' } }, wrongState],
    [
      'no verified address',
      { user: { attributes: { ...both, email_verified: 'false', phone_number_verified: 'false' } } },
      noContact,
    ],
    ['no address', { user: { attributes: {} } }, noContact],
    ['a disabled user', { user: { enabled: false } }, 'NotAuthorizedException: User is disabled.'],
    [
      'a pool where only administrators help',
      {
        configuration: { AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'admin_only' }] } },
      },
      'NotAuthorizedException: Contact administrator to reset password.',
    ],
  ]
  for (const [what, state, refusal] of refusals) {
    test(`refuses ${what}`, async () => {
      const { ports, forgot } = await given(state)
      assert.equal(await refusalOf(forgot()), refusal)
      assert.deepEqual(ports.messages, [])
    })
  }

  test('helps whom an administrator has already reset', async () => {
    const { forgot } = await given({ user: { status: 'RESET_REQUIRED' } })
    assert.deepEqual(await forgot(), { CodeDeliveryDetails: byMail })
  })

  test('refuses a name nobody has', async () => {
    const { forgot } = await given()
    assert.equal(await refusalOf(forgot('nobody')), 'UserNotFoundException: Username/client id combination not found.')
  })
})

describe('a client that hides who exists', () => {
  const client = { PreventUserExistenceErrors: 'ENABLED' } as const

  for (const [what, user] of Object.entries<UserOverrides>({
    'a disabled user': { enabled: false },
    'a temporary password': { status: 'FORCE_CHANGE_PASSWORD' },
    'no verified address': { attributes: {} },
    'the unconfirmed': { status: 'UNCONFIRMED' },
  })) {
    test(`answers ${what} as it does a stranger, and sends nothing`, async () => {
      const { ports, forgot } = await given({ client, user: { username: 'somebody', ...user } })
      const known = await forgot('somebody')
      assert.match(known.CodeDeliveryDetails?.Destination ?? '', /^[a-z]\*{3}@[a-z]\*{3}$/)
      assert.deepEqual(await forgot('somebody'), known)
      const stranger = await forgot('stranger')
      assert.deepEqual(Object.keys(known.CodeDeliveryDetails ?? {}), Object.keys(stranger.CodeDeliveryDetails ?? {}))
      assert.deepEqual(ports.messages, [])
    })
  }

  test('does as much for a stranger as for a user, and leaves no message', async () => {
    const { ports, forgot } = await given({ client })
    const steps = async (name: string) => {
      let reads = 0
      const before = ports.commits.length
      const find = ports.storage.users.find.bind(ports.storage.users)
      ports.storage.users.find = (...args) => ((reads += 1), find(...args))
      await forgot(name)
      ports.storage.users.find = find
      const writes = ports.commits.slice(before).map((commit) => commit.writes.map(({ write }) => write))
      return { reads, writes }
    }
    const user = await steps('alice')
    const stranger = await steps('stranger')
    assert.deepEqual(user.writes, [['countAttempt', 'putCode', 'enqueueMessage', 'recordAuthEvent']])
    assert.deepEqual(stranger.writes, [['countAttempt', 'putCode', 'enqueueMessage', 'completeMessage']])
    assert.equal(stranger.reads, user.reads)
    assert.equal(ports.messages.length, 1)
  })

  test('says of a name that is an address what it would say of its owner', async () => {
    const { forgot } = await given({
      client,
      configuration: { UsernameAttributes: ['email'] },
      user: { attributes: both },
    })
    assert.deepEqual(await forgot('alice@example.com'), { CodeDeliveryDetails: byMail })
    assert.deepEqual(await forgot('anybody@else.org'), {
      CodeDeliveryDetails: { ...byMail, Destination: 'a***@e***' },
    })
  })

  test('limits a stranger as it limits a user', async () => {
    const { forgot } = await given({ client })
    for (let attempt = 0; attempt < 5; attempt += 1) await forgot('stranger')
    assert.equal(await refusalOf(forgot('stranger')), limited)
  })
})
