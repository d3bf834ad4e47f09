import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { UserPoolOverrides } from '../../testing/build-user-pool.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { signInClient } from '../../testing/sign-in-client.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { GetTokensFromRefreshToken } from '../auth/GetTokensFromRefreshToken.ts'
import { RevokeToken } from '../auth/RevokeToken.ts'
import { GetUser } from '../user/GetUser.ts'
import { UpdateUserPool } from '../user-pool/UpdateUserPool.ts'
import { AdminListUserSessions } from './AdminListUserSessions.ts'
import { AdminRevokeUserSession } from './AdminRevokeUserSession.ts'
import { GetUserPoolClientSessionConfiguration } from './GetUserPoolClientSessionConfiguration.ts'
import { GetUserPoolSessionConfiguration } from './GetUserPoolSessionConfiguration.ts'
import { ListUserSessions } from './ListUserSessions.ts'
import { RevokeUserSession } from './RevokeUserSession.ts'
import { SetUserPoolClientSessionConfiguration } from './SetUserPoolClientSessionConfiguration.ts'
import { SetUserPoolSessionConfiguration } from './SetUserPoolSessionConfiguration.ts'

const tracking = (MaxPerUser = 20) =>
  ({ UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser } }) as const satisfies UserPoolOverrides['sessions']
const notTracked = 'InvalidParameterException: User session tracking is not enabled for the user pool.'
const noSession = 'ResourceNotFoundException: Session does not exist.'
const revoked = 'NotAuthorizedException: Access Token has been revoked'

async function setUp(ports: TestPorts, overrides: UserPoolOverrides = { sessions: tracking() }) {
  const pool = await givenPool(ports, overrides)
  const client = await givenClient(ports, pool)
  const user = await givenUser(ports, pool)
  const app = signInClient(ports, { pool, client })
  const ofUser = { UserPoolId: pool.id, Username: 'alice' }
  return {
    pool,
    client,
    user,
    ofUser,
    async signIn() {
      ports.clock.advanceSeconds(1)
      const { AuthenticationResult: result } = await app.withPassword('alice', 'Passw0rd!')
      return { AccessToken: result?.AccessToken ?? '', RefreshToken: result?.RefreshToken ?? '' }
    },
    list: async (AccessToken: string) => (await call(ListUserSessions, ports, { AccessToken })).Sessions ?? [],
    adminList: async () => (await call(AdminListUserSessions, ports, ofUser)).Sessions ?? [],
    uses: async (AccessToken: string) => {
      const answer = await refusalOf(call(GetUser, ports, { AccessToken }))
      return typeof answer === 'string' ? answer : 'good'
    },
  }
}

describe('the session settings of a pool', () => {
  test('are those of Cognito until they are set, and are replaced as a whole', async () => {
    await using ports = await testPorts()
    const { id: UserPoolId } = await givenPool(ports)
    const get = () => call(GetUserPoolSessionConfiguration, ports, { UserPoolId })
    const off = { UserPoolId, UserSessionTracking: 'DISABLED', TokenSession: { MaxPerUser: 20 } }
    assert.deepEqual(await get(), off)
    const set = { UserPoolId, ...tracking(3) }
    assert.deepEqual(await call(SetUserPoolSessionConfiguration, ports, set), set)
    assert.deepEqual(await get(), set)
    await call(UpdateUserPool, ports, { UserPoolId })
    assert.deepEqual(await get(), set, 'UpdateUserPool knows nothing of them')
  })

  test('belong to the Essentials plan, which cannot be left while sessions are tracked', async () => {
    await using ports = await testPorts()
    const { id: UserPoolId } = await givenPool(ports, { configuration: { UserPoolTier: 'LITE' } })
    const text = 'The following feature is not available for the LITE pricing tier configured: Session Tracking'
    const refusal = await refusalOf(call(SetUserPoolSessionConfiguration, ports, { UserPoolId, ...tracking() }))
    assert.equal(refusal, `FeatureUnavailableInTierException: ${text}`)

    const other = await givenPool(ports, { id: 'us-east-1_Tracking1', sessions: tracking() })
    const downgrade = call(UpdateUserPool, ports, { UserPoolId: other.id, UserPoolTier: 'LITE' })
    assert.match(String(await refusalOf(downgrade)), /^TierChangeNotAllowedException: .*Session Tracking$/)
  })
})

describe('the session settings of a client', () => {
  test('are kept, but asleep, while the pool does not track sessions', async () => {
    await using ports = await testPorts()
    const { pool, client } = await setUp(ports)
    const ids = { UserPoolId: pool.id, ClientId: client.id }
    const get = () => call(GetUserPoolClientSessionConfiguration, ports, ids)
    assert.deepEqual(await get(), { ...ids, SSOSession: { MaxValidityMinutes: 60 } })
    const set = { ...ids, SSOSession: { MaxValidityMinutes: 0 } }
    assert.deepEqual(await call(SetUserPoolClientSessionConfiguration, ports, set), set)
    const off = { UserPoolId: pool.id, UserSessionTracking: 'DISABLED', TokenSession: { MaxPerUser: 1 } } as const
    await call(SetUserPoolSessionConfiguration, ports, off)
    assert.deepEqual(await get(), set)
    assert.equal(await refusalOf(call(SetUserPoolClientSessionConfiguration, ports, set)), notTracked)
  })

  test('of a client of another pool are not found', async () => {
    await using ports = await testPorts()
    const { client } = await setUp(ports)
    const other = await givenPool(ports, { id: 'us-east-1_Other0001', sessions: tracking() })
    const ids = { UserPoolId: other.id, ClientId: client.id }
    const missing = 'ResourceNotFoundException: User pool client does not exist.'
    assert.equal(await refusalOf(call(GetUserPoolClientSessionConfiguration, ports, ids)), missing)
    const set = { ...ids, SSOSession: { MaxValidityMinutes: 5 } }
    assert.equal(await refusalOf(call(SetUserPoolClientSessionConfiguration, ports, set)), missing)
  })
})

describe('token sessions', () => {
  test('are listed, the last used first, with the one that asks', async () => {
    await using ports = await testPorts()
    const { client, signIn, list, adminList } = await setUp(ports)
    const first = await signIn()
    const firstAt = ports.clock.now()
    const second = await signIn()
    const secondAt = ports.clock.now()
    ports.clock.advanceSeconds(60)
    const refreshed = { ClientId: client.id, RefreshToken: first.RefreshToken }
    const facts = { sourceIp: '2001:db8::5', userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/142.0' }
    await call(GetTokensFromRefreshToken, ports, refreshed, facts)

    const [one, two, ...others] = await list(second.AccessToken)
    const common = { SessionType: 'TOKEN', ClientId: client.id, LastLocation: { Country: 'unknown' } }
    assert.deepEqual(others, [])
    assert.match(one?.SessionId ?? '', /^tkn[a-z0-9]{25}$/)
    assert.deepEqual(one, {
      ...common,
      SessionId: one?.SessionId,
      CreateDate: firstAt,
      LastActiveDate: ports.clock.now(),
      DeviceType: 'Firefox 142, Linux',
      LastIPAddress: '2001:db8::5',
      OriginSessionId: undefined,
      IsCurrentSession: false,
    })
    assert.deepEqual(two, {
      ...common,
      SessionId: two?.SessionId,
      CreateDate: secondAt,
      LastActiveDate: secondAt,
      DeviceType: 'unknown',
      LastIPAddress: '203.0.113.7',
      OriginSessionId: undefined,
      IsCurrentSession: true,
    })
    const seen = await adminList()
    assert.deepEqual(seen, [one, { ...two, IsCurrentSession: false }])
  })

  test('end one by one, with their tokens, and only once', async () => {
    await using ports = await testPorts()
    const { signIn, list, uses, client } = await setUp(ports)
    const [first, second, third] = [await signIn(), await signIn(), await signIn()]
    const [, { SessionId = '' } = {}] = await list(third.AccessToken)
    assert.deepEqual(await call(RevokeUserSession, ports, { AccessToken: third.AccessToken, SessionId }), {})
    assert.deepEqual(
      [await uses(first.AccessToken), await uses(second.AccessToken), await uses(third.AccessToken)],
      ['good', revoked, 'good'],
    )
    const refresh = { ClientId: client.id, RefreshToken: second.RefreshToken }
    const refused = await refusalOf(call(GetTokensFromRefreshToken, ports, refresh))
    assert.equal(refused, 'NotAuthorizedException: Refresh Token has been revoked')
    assert.equal((await list(third.AccessToken)).length, 2)
    const again = call(RevokeUserSession, ports, { AccessToken: third.AccessToken, SessionId })
    assert.equal(await refusalOf(again), noSession)
  })

  test('cannot end themselves, but an administrator can end them', async () => {
    await using ports = await testPorts()
    const { signIn, list, uses, ofUser } = await setUp(ports)
    const { AccessToken } = await signIn()
    const [{ SessionId = '' } = {}] = await list(AccessToken)
    const own = await refusalOf(call(RevokeUserSession, ports, { AccessToken, SessionId }))
    assert.equal(own, 'InvalidParameterException: The current session cannot be revoked.')
    assert.equal(await uses(AccessToken), 'good')
    assert.deepEqual(await call(AdminRevokeUserSession, ports, { ...ofUser, SessionId }), {})
    assert.equal(await uses(AccessToken), revoked)
  })

  test('of somebody else are not found', async () => {
    await using ports = await testPorts()
    const { pool, signIn, adminList } = await setUp(ports)
    await signIn()
    const [{ SessionId = '' } = {}] = await adminList()
    await givenUser(ports, pool, { username: 'bob', sub: '0f0e0d0c-0b0a-7090-8070-605040302010' })
    const input = { UserPoolId: pool.id, Username: 'bob', SessionId }
    assert.equal(await refusalOf(call(AdminRevokeUserSession, ports, input)), noSession)
    assert.equal((await adminList()).length, 1)
  })

  test('are at most as many as the pool allows: the next sign-in ends the one used longest ago', async () => {
    await using ports = await testPorts()
    const { client, signIn, uses, adminList } = await setUp(ports, { sessions: tracking(2) })
    const [first, second] = [await signIn(), await signIn()]
    ports.clock.advanceSeconds(5)
    await call(GetTokensFromRefreshToken, ports, { ClientId: client.id, RefreshToken: first.RefreshToken })
    const third = await signIn()
    assert.deepEqual(
      [await uses(first.AccessToken), await uses(second.AccessToken), await uses(third.AccessToken)],
      ['good', revoked, 'good'],
    )
    assert.equal((await adminList()).length, 2)
  })

  test('that began before sessions were tracked have no id, and a pool that tracks none lists none', async () => {
    await using ports = await testPorts()
    const { pool, signIn, list, adminList, uses, ofUser } = await setUp(ports, {})
    const early = await signIn()
    const SessionId = 'tkn0000000000000000000000000'
    assert.equal(await refusalOf(list(early.AccessToken)), notTracked)
    assert.equal(await refusalOf(adminList()), notTracked)
    const revoke = { AccessToken: early.AccessToken, SessionId }
    assert.equal(await refusalOf(call(RevokeUserSession, ports, revoke)), notTracked)
    assert.equal(await refusalOf(call(AdminRevokeUserSession, ports, { ...ofUser, SessionId })), notTracked)

    await call(SetUserPoolSessionConfiguration, ports, { UserPoolId: pool.id, ...tracking(1) })
    assert.deepEqual(await list(early.AccessToken), [])
    await signIn()
    assert.equal((await adminList()).length, 1)
    assert.equal(await uses(early.AccessToken), 'good', 'what is not tracked is not counted')
  })

  test('come on one page', async () => {
    await using ports = await testPorts()
    const { signIn, ofUser } = await setUp(ports)
    const { AccessToken } = await signIn()
    const invalid = 'InvalidParameterException: Invalid pagination token.'
    assert.equal(await refusalOf(call(ListUserSessions, ports, { AccessToken, NextToken: 'x' })), invalid)
    assert.equal(await refusalOf(call(AdminListUserSessions, ports, { ...ofUser, NextToken: 'x' })), invalid)
  })

  test('are gone from the list when they are revoked in other ways', async () => {
    await using ports = await testPorts()
    const { client, signIn, adminList } = await setUp(ports)
    const { RefreshToken: Token } = await signIn()
    const revocation = { ClientId: client.id, Token, RevokeAssociatedSessions: 'LINKED' } as const
    assert.deepEqual(await call(RevokeToken, ports, revocation), {})
    assert.deepEqual(await adminList(), [])
  })
})
