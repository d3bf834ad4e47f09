import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refuse } from '../../contract/refusal.ts'
import type { AppClientConfiguration } from '../../domain/app-clients/app-client.ts'
import { lockoutPolicy } from '../../domain/passwords/lockout-policy.ts'
import type { UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser, type UserOverrides } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { ConfirmForgotPassword } from './ConfirmForgotPassword.ts'
import { ForgotPassword } from './ForgotPassword.ts'
import { GetUser } from './GetUser.ts'

const attributes = { email: 'alice@example.com', email_verified: 'true' }
const mismatch = 'CodeMismatchException: Invalid verification code provided, please try again.'
const expired = 'ExpiredCodeException: Invalid code provided, please request a code again.'
const limited = 'LimitExceededException: Attempt limit exceeded, please try after some time.'
const next = 'N3xt-Passw0rd!'

interface Given {
  readonly configuration?: UserPoolConfiguration
  readonly client?: Partial<AppClientConfiguration>
  readonly user?: UserOverrides
}

async function given({ configuration = {}, client: settings = {}, user: overrides = {} }: Given = {}) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration })
  const client = await givenClient(ports, pool, { configuration: settings })
  const user = await givenUser(ports, pool, { attributes, ...overrides })
  const forgot = async (Username = 'alice') => {
    await call(ForgotPassword, ports, { ClientId: client.id, Username })
    return ports.messages.at(-1)?.code ?? '123456'
  }
  const confirm = (ConfirmationCode: string, Password = next, Username = 'alice') =>
    call(ConfirmForgotPassword, ports, { ClientId: client.id, Username, ConfirmationCode, Password })
  const found = async () => ports.storage.users.find(pool.id, user.sub)
  return { ports, pool, client, user, forgot, confirm, found }
}

function wrong(code: string): string {
  return code === '000000' ? '000001' : '000000'
}

describe('ConfirmForgotPassword', () => {
  test('sets the password, confirms the user and records it', async () => {
    const { ports, pool, client, user, forgot, confirm, found } = await given({ user: { status: 'RESET_REQUIRED' } })
    assert.deepEqual(await confirm(await forgot()), {})
    const after = await found()
    assert.equal(after?.status, 'CONFIRMED')
    assert.deepEqual(after?.passwordSetAt, ports.clock.now())
    assert.notDeepEqual(after?.password, user.password)
    assert.ok(await accessTokenOf(ports, client, 'alice', next))
    const { items } = await ports.storage.users.listAuthEvents(pool.id, user.sub, { limit: 10, after: undefined })
    assert.deepEqual(
      items
        .filter(({ type }) => type === 'ForgotPassword')
        .map(({ response }) => response)
        .toSorted(),
      ['InProgress', 'Pass'],
    )
  })

  test('ends every session in the same commit', async () => {
    const { ports, client, forgot, confirm } = await given()
    const AccessToken = await accessTokenOf(ports, client, 'alice')
    ports.clock.advanceSeconds(1)
    await confirm(await forgot())
    assert.equal(
      await refusalOf(call(GetUser, ports, { AccessToken })),
      'NotAuthorizedException: Access Token has been revoked',
    )
  })

  test('lifts a lock', async () => {
    const { ports, pool, client, user, forgot, confirm } = await given()
    for (let failure = 0; failure < 6; failure += 1) {
      ports.clock.advanceSeconds(2)
      const write = 'recordFailure'
      await ports.storage.commit([
        { write, poolId: pool.id, subject: user.sub, policy: lockoutPolicy, now: ports.clock.now() },
      ])
    }
    assert.ok(await ports.storage.attempts.findLock(pool.id, user.sub, ports.clock.now()))
    await confirm(await forgot())
    assert.equal(await ports.storage.attempts.findLock(pool.id, user.sub, ports.clock.now()), undefined)
    assert.ok(await accessTokenOf(ports, client, 'alice', next))
  })

  test('takes a code once, and not after an hour', async () => {
    const { ports, forgot, confirm } = await given()
    const code = await forgot()
    await confirm(code)
    assert.equal(await refusalOf(confirm(code)), expired)
    const late = await forgot()
    ports.clock.advanceSeconds(3600)
    assert.equal(await refusalOf(confirm(late)), expired)
  })

  test('a code survives four wrong guesses, not five', async () => {
    const { ports, forgot, confirm } = await given()
    const code = await forgot()
    for (let guess = 0; guess < 4; guess += 1) assert.equal(await refusalOf(confirm(wrong(code))), mismatch)
    assert.deepEqual(await confirm(code), {})
    ports.clock.advanceSeconds(3600)
    const second = await forgot()
    for (let guess = 0; guess < 5; guess += 1) assert.equal(await refusalOf(confirm(wrong(second))), mismatch)
    assert.equal(await refusalOf(confirm(second)), expired)
  })

  test('takes 15 attempts an hour', async () => {
    const { confirm } = await given()
    for (let guess = 0; guess < 15; guess += 1) assert.equal(await refusalOf(confirm('123456')), expired)
    assert.equal(await refusalOf(confirm('123456')), limited)
  })

  test('refuses a weak password, and the code still works', async () => {
    const { forgot, confirm } = await given()
    const code = await forgot()
    assert.equal(
      await refusalOf(confirm(code, 'password1!')),
      'InvalidPasswordException: Password did not conform with policy: Password must have uppercase characters',
    )
    assert.deepEqual(await confirm(code), {})
  })

  test('refuses a password of the history, and the code still works', async () => {
    const configuration = { Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 2 } } }
    const { ports, forgot, confirm } = await given({ configuration })
    const used = 'PasswordHistoryPolicyViolationException: Password has previously been used'
    const code = await forgot()
    assert.equal(await refusalOf(confirm(code, 'Passw0rd!')), used)
    await confirm(code, 'second-one')
    ports.clock.advanceSeconds(3600)
    assert.equal(await refusalOf(confirm(await forgot(), 'Passw0rd!')), used)
    await confirm(await forgot(), 'third-one')
    await confirm(await forgot(), 'Passw0rd!')
  })

  const refusals: Readonly<Record<string, [UserOverrides, string]>> = {
    'a disabled user': [{ enabled: false }, 'NotAuthorizedException: User is disabled.'],
    'an unconfirmed user': [{ status: 'UNCONFIRMED' }, 'UserNotConfirmedException: User is not confirmed.'],
    'a temporary password': [
      { status: 'FORCE_CHANGE_PASSWORD' },
      'NotAuthorizedException: User password cannot be reset in the current state.',
    ],
  }
  for (const [what, [user, refusal]] of Object.entries(refusals)) {
    test(`refuses ${what}`, async () => {
      const { confirm } = await given({ user })
      assert.equal(await refusalOf(confirm('123456')), refusal)
    })
  }

  test('refuses a name nobody has', async () => {
    const { confirm } = await given()
    assert.equal(
      await refusalOf(confirm('123456', next, 'nobody')),
      'UserNotFoundException: Username/client id combination not found.',
    )
  })

  test('64 at once with the right code: one sets its password', async () => {
    const { ports, client, forgot, confirm, found } = await given()
    const code = await forgot()
    const passwords = Array.from({ length: 64 }, (_, index) => `Passw0rd-${index}!`)
    const answers = await Promise.all(passwords.map((password) => refusalOf(confirm(code, password))))
    const winner = answers.findIndex((answer) => typeof answer === 'object')
    assert.equal(answers.filter((answer) => typeof answer === 'object').length, 1)
    assert.equal((await found())?.version, 2)
    assert.ok(await accessTokenOf(ports, client, 'alice', passwords[winner]))
  })

  test('a code for something else sets no password', async () => {
    const { ports, pool, user, confirm } = await given()
    const { requireDelivery } = await import('../../flows/messages/deliver-code.ts')
    const caller = { clientId: undefined, userAgent: undefined }
    const origin = { source: 'SignUp', caller, clientMetadata: undefined } as const
    const contact = { attribute: 'email', destination: 'alice@example.com' } as const
    for (const purpose of ['sign-up', 'verify-email', 'mfa'] as const) {
      const { writes } = await requireDelivery(ports, refuse, {
        pool,
        subject: user.sub,
        purpose,
        contact,
        user,
        origin,
      })
      await ports.storage.commit(writes)
      assert.equal(await refusalOf(confirm(ports.messages.at(-1)?.code ?? '')), expired)
    }
  })

  test('keeps a change that came between', async () => {
    const { ports, pool, user, forgot, confirm, found } = await given()
    const code = await forgot()
    const find = ports.storage.factors.findCode.bind(ports.storage.factors)
    ports.storage.factors.findCode = async (...args) => {
      const renamed = { ...user, attributes: { ...attributes, name: 'Alice' }, version: user.version + 1 }
      await ports.storage.commit([
        { write: 'updateUser', user: renamed, aliases: [{ namespace: 'username', key: 'alice' }] },
      ])
      return find(...args)
    }
    await confirm(code)
    const after = await found()
    assert.equal(after?.attributes.name, 'Alice')
    assert.equal(after?.version, 3)
    assert.equal(pool.id, after?.poolId)
  })
})

describe('a client that hides who exists', () => {
  const client = { PreventUserExistenceErrors: 'ENABLED' } as const

  test('answers users and strangers alike, asked for or not, with the same work', async () => {
    const { ports, pool, forgot, confirm } = await given({ client })
    await givenUser(ports, pool, { username: 'disabled', enabled: false, attributes })
    const work = []
    for (const name of ['alice', 'disabled', 'stranger']) {
      const before = ports.commits.length
      assert.equal(await refusalOf(confirm('123456', next, name)), mismatch)
      await forgot(name)
      for (let guess = 0; guess < 6; guess += 1) {
        assert.equal(await refusalOf(confirm(wrong(ports.messages[0]?.code ?? ''), next, name)), mismatch)
      }
      work.push(
        ports.commits
          .slice(before)
          .map(({ writes }) => writes.filter(({ write }) => !/Message|Event/.test(write)).length),
      )
    }
    assert.deepEqual(work[1], work[0])
    assert.deepEqual(work[2], work[0])
  })

  test('the right code still works', async () => {
    const { forgot, confirm } = await given({ client })
    assert.deepEqual(await confirm(await forgot()), {})
  })

  test('a fixed code lets no stranger in', async () => {
    const { ports, client: app, confirm } = await given({ client })
    const fixed = { ...ports, codes: { newCode: () => '123456' } }
    await call(ForgotPassword, fixed, { ClientId: app.id, Username: 'stranger' })
    assert.equal(await refusalOf(confirm('123456', next, 'stranger')), mismatch)
  })
})
