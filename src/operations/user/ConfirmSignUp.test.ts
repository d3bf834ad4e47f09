import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AppClientConfiguration } from '../../domain/app-clients/app-client.ts'
import type { UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { AdminConfirmSignUp } from './AdminConfirmSignUp.ts'
import { AdminDisableUser } from './AdminDisableUser.ts'
import { ConfirmSignUp } from './ConfirmSignUp.ts'
import { ResendConfirmationCode } from './ResendConfirmationCode.ts'
import { SignUp } from './SignUp.ts'

const Username = 'alice'
const mismatch = 'CodeMismatchException: Invalid verification code provided, please try again.'
const expired = 'ExpiredCodeException: Invalid code provided, please request a code again.'
const limited = 'LimitExceededException: Attempt limit exceeded, please try after some time.'

interface Given {
  readonly configuration?: UserPoolConfiguration
  readonly client?: Partial<AppClientConfiguration>
}

async function given({ configuration, client: clientConfiguration = {} }: Given = {}) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration: { AutoVerifiedAttributes: ['email'], ...configuration } })
  const client = await givenClient(ports, pool, { configuration: clientConfiguration })
  return { ports, pool, ClientId: client.id }
}

async function signUp(ports: TestPorts, ClientId: string, email = 'alice@example.com') {
  const UserAttributes = [{ Name: 'email', Value: email }]
  const { UserSub } = await call(SignUp, ports, { ClientId, Username, Password: 'Passw0rd!', UserAttributes })
  return { sub: UserSub, code: lastCode(ports) }
}

function lastCode(ports: TestPorts): string {
  return ports.messages.at(-1)?.code ?? ''
}

function wrong(code: string): string {
  return code === '000000' ? '000001' : '000000'
}

describe('ConfirmSignUp', () => {
  test('confirms the user and the address that the code was sent to', async () => {
    const { ports, pool, ClientId } = await given()
    const { sub, code } = await signUp(ports, ClientId)
    assert.deepEqual(await call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode: code }), {})
    const user = await ports.storage.users.find(pool.id, sub)
    assert.equal(user?.status, 'CONFIRMED')
    assert.deepEqual({ ...user?.attributes }, { email: 'alice@example.com', email_verified: 'true' })
  })

  test('refuses a wrong code, and the code still works', async () => {
    const { ports, ClientId } = await given()
    const { code } = await signUp(ports, ClientId)
    const answer = call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode: wrong(code) })
    assert.equal(await refusalOf(answer), mismatch)
    assert.deepEqual(await call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode: code }), {})
  })

  test('refuses a code after 24 hours, not before', async () => {
    const { ports, ClientId } = await given()
    const { code } = await signUp(ports, ClientId)
    ports.clock.advanceSeconds(86_400)
    assert.equal(await refusalOf(call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode: code })), expired)
    ports.clock.advanceSeconds(-1)
    assert.deepEqual(await call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode: code }), {})
  })

  test('refuses an older code once a newer one was sent', async () => {
    const { ports, ClientId } = await given()
    const { code } = await signUp(ports, ClientId)
    await call(ResendConfirmationCode, ports, { ClientId, Username })
    const newer = lastCode(ports)
    assert.notEqual(newer, code)
    assert.equal(await refusalOf(call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode: code })), mismatch)
    assert.deepEqual(await call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode: newer }), {})
  })

  test('refuses a user for whom no code was sent', async () => {
    const { ports, ClientId } = await given({ configuration: { AutoVerifiedAttributes: undefined } })
    await signUp(ports, ClientId)
    assert.equal(
      await refusalOf(call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode: '123456' })),
      expired,
    )
  })

  test('refuses whoever is confirmed already', async () => {
    const { ports, pool, ClientId } = await given()
    const { code } = await signUp(ports, ClientId)
    const text = 'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED'
    await call(AdminConfirmSignUp, ports, { UserPoolId: pool.id, Username })
    assert.equal(await refusalOf(call(AdminConfirmSignUp, ports, { UserPoolId: pool.id, Username })), text)
    assert.equal(await refusalOf(call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode: code })), text)
  })

  test('refuses a disabled user', async () => {
    const { ports, pool, ClientId } = await given()
    const { code } = await signUp(ports, ClientId)
    await call(AdminDisableUser, ports, { UserPoolId: pool.id, Username })
    const answer = call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode: code })
    assert.equal(await refusalOf(answer), 'NotAuthorizedException: User is disabled.')
  })

  test('refuses a name nobody has', async () => {
    const { ports, ClientId } = await given()
    const answer = call(ConfirmSignUp, ports, { ClientId, Username: 'nobody', ConfirmationCode: '123456' })
    assert.equal(await refusalOf(answer), 'UserNotFoundException: Username/client id combination not found.')
  })

  test('takes 15 attempts an hour, the right code included', async () => {
    const { ports, ClientId } = await given()
    const { code } = await signUp(ports, ClientId)
    const guess = (ConfirmationCode: string) =>
      refusalOf(call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode }))
    for (let attempt = 0; attempt < 14; attempt += 1) assert.equal(await guess(wrong(code)), mismatch)
    assert.equal(await guess(wrong(code)), mismatch)
    assert.equal(await guess(code), limited)
    ports.clock.advanceSeconds(3600)
    assert.equal(await guess(code), expired)
  })

  test('64 at once with the right code: one confirms', async () => {
    const { ports, pool, ClientId } = await given()
    const { sub, code } = await signUp(ports, ClientId)
    const answers = await Promise.all(
      Array.from({ length: 64 }, () =>
        refusalOf(call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode: code })),
      ),
    )
    assert.equal(answers.filter((answer) => typeof answer === 'object').length, 1)
    assert.equal((await ports.storage.users.find(pool.id, sub))?.status, 'CONFIRMED')
  })

  test('a code confirms nobody in another pool', async () => {
    const { ports, ClientId } = await given()
    const other = await givenPool(ports, {
      id: 'us-east-1_Other1234',
      configuration: { AutoVerifiedAttributes: ['email'] },
    })
    const neighbour = await givenClient(ports, other, { id: 'neighbour' })
    const { code } = await signUp(ports, ClientId)
    await signUp(ports, neighbour.id)
    const theirs = lastCode(ports)
    assert.notEqual(theirs, code)
    const answer = call(ConfirmSignUp, ports, { ClientId: neighbour.id, Username, ConfirmationCode: code })
    assert.equal(await refusalOf(answer), mismatch)
  })
})

describe('an address that somebody verified before', () => {
  const first = { username: 'first', attributes: { email: 'alice@example.com', email_verified: 'true' } }
  const configuration = { AliasAttributes: ['email'] } as const

  test('keeps the second from being confirmed, and costs an attempt', async () => {
    const { ports, pool, ClientId } = await given({ configuration })
    const owner = await givenUser(ports, pool, first)
    const { sub, code } = await signUp(ports, ClientId)
    const confirm = () => refusalOf(call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode: code }))
    for (let attempt = 0; attempt < 15; attempt += 1) {
      assert.equal(await confirm(), 'AliasExistsException: An account with the email already exists.')
    }
    assert.equal(await confirm(), limited)
    assert.equal((await ports.storage.users.find(pool.id, sub))?.status, 'UNCONFIRMED')
    assert.deepEqual(await ports.storage.users.find(pool.id, owner.sub), owner)
  })

  test('moves where ForceAliasCreation asks for it', async () => {
    const { ports, pool, ClientId } = await given({ configuration })
    const owner = await givenUser(ports, pool, first)
    const { sub, code } = await signUp(ports, ClientId)
    const input = { ClientId, Username, ConfirmationCode: code, ForceAliasCreation: true }
    assert.deepEqual(await call(ConfirmSignUp, ports, input), {})
    const before = await ports.storage.users.find(pool.id, owner.sub)
    assert.equal(before?.attributes.email_verified, 'false')
    assert.equal(before?.version, owner.version + 1)
    const holder = await ports.storage.users.findByAlias(pool.id, [{ namespace: 'email', key: 'alice@example.com' }])
    assert.equal(holder?.sub, sub)
  })
})

describe('a client that hides who exists', () => {
  const client = { PreventUserExistenceErrors: 'ENABLED' } as const

  test('answers a wrong code, a stranger, the confirmed and the disabled alike, with the same work', async () => {
    const { ports, pool, ClientId } = await given({ client })
    await signUp(ports, ClientId)
    await givenUser(ports, pool, { username: 'confirmed' })
    await givenUser(ports, pool, { username: 'disabled', status: 'UNCONFIRMED', enabled: false })
    const work = []
    for (const name of [Username, 'nobody', 'confirmed', 'disabled']) {
      const before = ports.commits.length
      const input = { ClientId, Username: name, ConfirmationCode: wrong(lastCode(ports)) }
      assert.equal(await refusalOf(call(ConfirmSignUp, ports, input)), mismatch)
      work.push(ports.commits.slice(before).map(({ writes }) => writes.map(({ write }) => write)))
    }
    for (const done of work) assert.deepEqual(done, [['countAttempt', 'recordCodeFailure']])
  })

  test('limits a stranger as it limits a user', async () => {
    const { ports, ClientId } = await given({ client })
    const guess = () =>
      refusalOf(call(ConfirmSignUp, ports, { ClientId, Username: 'nobody', ConfirmationCode: '123456' }))
    for (let attempt = 0; attempt < 15; attempt += 1) assert.equal(await guess(), mismatch)
    assert.equal(await guess(), limited)
  })

  test('tells of an expired code only whoever has it', async () => {
    const { ports, ClientId } = await given({ client })
    const { code } = await signUp(ports, ClientId)
    ports.clock.advanceSeconds(90_000)
    const guess = (ConfirmationCode: string) =>
      refusalOf(call(ConfirmSignUp, ports, { ClientId, Username, ConfirmationCode }))
    assert.equal(await guess(wrong(code)), mismatch)
    assert.equal(await guess(code), expired)
  })
})
