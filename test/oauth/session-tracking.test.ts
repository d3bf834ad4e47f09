import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SessionDescriptionType } from '../../src/contract/shapes.gen.ts'
import { RevokeToken } from '../../src/operations/auth/RevokeToken.ts'
import { AdminListUserSessions } from '../../src/operations/session/AdminListUserSessions.ts'
import { AdminRevokeUserSession } from '../../src/operations/session/AdminRevokeUserSession.ts'
import { GetUser } from '../../src/operations/user/GetUser.ts'
import type { AppClientOverrides } from '../../src/testing/build-app-client.ts'
import { call, refusalOf } from '../../src/testing/call-operation.ts'
import { openOAuthDomain, type OAuthDomain } from './oauth-domain.ts'
import { bodyOf, callback } from './oauth-records.ts'

const tracked = { sessions: { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 20 } } } as const
const scopes = ['openid', 'aws.cognito.signin.user.admin']
const day = 86_400

interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
}

async function openSessions(pool: Parameters<typeof openOAuthDomain>[0], client: AppClientOverrides = {}) {
  const domain = await openOAuthDomain(pool)
  const app = await domain.addClient(client)
  const ofUser = { UserPoolId: domain.pool.id, Username: domain.user.username }
  const list = async () => (await call(AdminListUserSessions, domain.ports, ofUser)).Sessions ?? []
  const one = async (type: 'SSO' | 'TOKEN'): Promise<SessionDescriptionType> =>
    (await list()).find(({ SessionType }) => SessionType === type) ?? assert.fail(`no ${type} session`)
  return {
    domain,
    app,
    list,
    one,
    signIn: () => domain.signIn(app, { scopes }),
    redeem: async (code: string): Promise<Tokens | undefined> => {
      const form = { grant_type: 'authorization_code', client_id: app.id, redirect_uri: callback, code }
      const answer = await domain.send('POST', '/oauth2/token', { form })
      const body = bodyOf(answer)
      if (answer.status !== 200) return undefined
      return { accessToken: String(body.access_token), refreshToken: String(body.refresh_token) }
    },
    revoke: (SessionId = '', RevokeAssociatedSessions: 'NONE' | 'LINKED' = 'NONE') =>
      call(AdminRevokeUserSession, domain.ports, { ...ofUser, SessionId, RevokeAssociatedSessions }),
    isGood: async (AccessToken = '') =>
      typeof (await refusalOf(call(GetUser, domain.ports, { AccessToken }))) !== 'string',
  }
}

/** The code that a browser with this cookie is given without being asked anything. */
async function silently(domain: OAuthDomain, clientId: string, cookie: string): Promise<string | undefined> {
  const query = new URLSearchParams({ client_id: clientId, response_type: 'code', redirect_uri: callback })
  query.set('scope', scopes.join(' '))
  const answer = await domain.send('GET', `/oauth2/authorize?${query.toString()}`, { headers: { cookie } })
  const location = new URL(String(answer.headers.location))
  return location.searchParams.get('code') ?? undefined
}

describe('a tracked session of a browser', () => {
  test('is listed from sign-in on, and what comes through it says so', async () => {
    const { domain, app, signIn, redeem, list, one } = await openSessions(tracked)
    await using _ = domain
    const { code, cookie, setCookie } = await signIn()
    assert.match(setCookie, /; Max-Age=7776000(;|$)/)
    const sso = await one('SSO')
    assert.match(sso.SessionId ?? '', /^sso[a-z0-9]{25}$/)
    assert.deepEqual(await list(), [{ ...sso, ClientId: app.id, OriginSessionId: undefined, IsCurrentSession: false }])

    domain.advance(30)
    await redeem(code)
    assert.equal((await one('TOKEN')).OriginSessionId, sso.SessionId)
    domain.advance(30)
    const next = await silently(domain, app.id, cookie)
    await redeem(next ?? '')
    assert.equal((await list()).length, 3)
    assert.deepEqual((await one('SSO')).LastActiveDate, domain.ports.clock.now())
  })

  test('signs nobody in once it is revoked, and leaves its tokens alone', async () => {
    const { domain, app, signIn, redeem, one, revoke, isGood } = await openSessions(tracked)
    await using _ = domain
    const { code, cookie } = await signIn()
    const tokens = await redeem(code)
    const waiting = (await silently(domain, app.id, cookie)) ?? ''
    await revoke((await one('SSO')).SessionId)
    assert.equal(await silently(domain, app.id, cookie), undefined)
    assert.equal(await redeem(waiting), undefined, 'nor by a code that it was given')
    assert.equal(await isGood(tokens?.accessToken), true)
  })

  test('takes its tokens with it when they are asked for too, and nobody else’s', async () => {
    const { domain, signIn, redeem, one, revoke, isGood, list } = await openSessions(tracked)
    await using _ = domain
    const mine = await redeem((await signIn()).code)
    const { SessionId } = await one('SSO')
    domain.advance(10)
    const elsewhere = await redeem((await signIn()).code)
    await revoke(SessionId, 'LINKED')
    assert.deepEqual([await isGood(mine?.accessToken), await isGood(elsewhere?.accessToken)], [false, true])
    assert.equal((await list()).length, 2)
  })

  test('ends with a token session of it where that is asked for, and with nothing else', async () => {
    for (const how of ['AdminRevokeUserSession', 'RevokeToken'] as const) {
      const { domain, app, signIn, redeem, one, revoke, isGood } = await openSessions(tracked)
      await using _ = domain
      const { code, cookie } = await signIn()
      const first = await redeem(code)
      domain.advance(1)
      const second = await redeem((await silently(domain, app.id, cookie)) ?? '')
      domain.advance(1)
      const RevokeAssociatedSessions = 'LINKED'
      const { ports } = domain
      if (how === 'RevokeToken')
        await call(RevokeToken, ports, {
          ClientId: app.id,
          Token: second?.refreshToken ?? '',
          RevokeAssociatedSessions,
        })
      else await revoke((await one('TOKEN')).SessionId, RevokeAssociatedSessions)
      assert.equal(await silently(domain, app.id, cookie), undefined, how)
      assert.deepEqual([await isGood(first?.accessToken), await isGood(second?.accessToken)], [true, false], how)
    }
  })
})

describe('how long a client signs people in by the session of their browser', () => {
  const reuse = async (pool: object, client: AppClientOverrides, seconds: number): Promise<boolean> => {
    const { domain, app, signIn } = await openSessions(pool, client)
    await using _ = domain
    const { cookie } = await signIn()
    domain.advance(seconds)
    return (await silently(domain, app.id, cookie)) !== undefined
  }
  const lasting = (MaxValidityMinutes: number): AppClientOverrides => ({
    sessions: { SSOSession: { MaxValidityMinutes } },
  })
  const off = { sessions: { UserSessionTracking: 'DISABLED', TokenSession: { MaxPerUser: 20 } } } as const

  const cases: readonly [what: string, pool: object, client: AppClientOverrides, seconds: number, expected: boolean][] =
    [
      ['by default for an hour', tracked, {}, 3599, true],
      ['and no longer', tracked, {}, 3600, false],
      ['for as long as it says', tracked, lasting(90 * 24 * 60), 90 * day - 1, true],
      ['and no longer', tracked, lasting(90 * 24 * 60), 90 * day, false],
      ['for minutes', tracked, lasting(5), 300, false],
      ['never, with 0', tracked, lasting(0), 0, false],
      ['for an hour where sessions are not tracked, whatever it says', off, lasting(90 * 24 * 60), 3600, false],
      ['for an hour where sessions are not tracked, also with 0', off, lasting(0), 3599, true],
    ]
  for (const [what, pool, client, seconds, expected] of cases) {
    test(`${what} (${seconds} s)`, async () => assert.equal(await reuse(pool, client, seconds), expected))
  }

  test('is each client’s own affair', async () => {
    const { domain, app, signIn } = await openSessions(tracked, lasting(0))
    await using _ = domain
    const other = await domain.addClient({ id: '2other', ...lasting(120) })
    const { cookie } = await signIn()
    domain.advance(7199)
    assert.equal(await silently(domain, app.id, cookie), undefined)
    assert.notEqual(await silently(domain, other.id, cookie), undefined)
  })
})
