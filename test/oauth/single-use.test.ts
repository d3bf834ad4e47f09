import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import type { HttpResponse } from '../../src/http/message.ts'
import { openOAuthDomain, type OAuthDomain } from './oauth-domain.ts'
import { bodyOf, callback } from './oauth-records.ts'

const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const codeChallenge = createHash('sha256').update(verifier).digest('base64url')

let domain: OAuthDomain
let client: AppClient
/** Its refresh tokens work once, as codes do. */
let rotating: AppClient

before(async () => {
  domain = await openOAuthDomain()
  client = await domain.addClient({ configuration: { AllowedOAuthFlows: ['code'] } })
  const RefreshTokenRotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } as const
  rotating = await domain.addClient({ id: 'rotating', configuration: { RefreshTokenRotation } })
})
after(() => domain[Symbol.asyncDispose]())

function redeem(code: string, changes: Readonly<Record<string, string>> = {}, app = client): Promise<HttpResponse> {
  const form = { grant_type: 'authorization_code', client_id: app.id, redirect_uri: callback, code, ...changes }
  return domain.send('POST', '/oauth2/token', { form })
}

function refresh(token: string, app = client): Promise<HttpResponse> {
  return domain.send('POST', '/oauth2/token', {
    form: { grant_type: 'refresh_token', client_id: app.id, refresh_token: token },
  })
}

function userInfo(token: string): Promise<HttpResponse> {
  return domain.send('GET', '/oauth2/userInfo', { headers: { authorization: `Bearer ${token}` } })
}

function silentSignIn(cookieValue: string): Promise<HttpResponse> {
  const query = new URLSearchParams({ client_id: client.id, response_type: 'code', redirect_uri: callback })
  return domain.send('GET', `/oauth2/authorize?${query.toString()}`, { headers: { cookie: `cognito=${cookieValue}` } })
}

const isSilent = ({ headers }: HttpResponse) => String(headers.location).includes('?code=')

async function sessionOf(response: HttpResponse): Promise<Record<'access_token' | 'refresh_token', string>> {
  assert.equal(response.status, 200)
  return bodyOf(response) as Record<'access_token' | 'refresh_token', string>
}

describe('an authorization code', () => {
  test('that 64 present at once is redeemed by one, whose tokens the others end', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { code } = await domain.signIn(client, { codeChallenge })
      const presented = Array.from({ length: 64 }, () => redeem(code, { code_verifier: verifier }))
      const responses = await Promise.all(presented)
      const [winner, ...others] = responses.filter(({ status }) => status === 200)
      assert.ok(winner)
      assert.deepEqual(others, [])
      for (const response of responses.filter(({ status }) => status !== 200)) {
        assert.deepEqual([response.status, bodyOf(response)], [400, { error: 'invalid_grant' }])
      }
      const tokens = await sessionOf(winner)
      assert.equal((await userInfo(tokens.access_token)).status, 401)
      assert.deepEqual(bodyOf(await refresh(tokens.refresh_token)), { error: 'invalid_grant' })
    }
  })

  test('that is presented again ends the tokens of its first use, and says so in the log without the code', async () => {
    const { code } = await domain.signIn(client)
    const other = await sessionOf(await redeem((await domain.signIn(client)).code))
    const own = await sessionOf(await redeem(code))
    assert.equal((await userInfo(own.access_token)).status, 200)
    const logged = domain.logged.length
    assert.deepEqual(bodyOf(await redeem(code)), { error: 'invalid_grant' })
    assert.equal((await userInfo(own.access_token)).status, 401)
    assert.equal((await refresh(own.refresh_token)).status, 400)
    assert.equal((await userInfo(other.access_token)).status, 200)
    const news = JSON.stringify(domain.logged.slice(logged))
    assert.match(news, /familyId/)
    assert.ok(!news.includes(code))
  })

  test('that leaked harms nobody without the verifier, the redirect URI or the client', async () => {
    const { code } = await domain.signIn(client, { codeChallenge })
    const own = await sessionOf(await redeem(code, { code_verifier: verifier }))
    await redeem(code)
    await redeem(code, { code_verifier: `${verifier}x` })
    await redeem(code, { code_verifier: verifier, redirect_uri: 'https://evil.example/' })
    await redeem(code, { code_verifier: verifier, client_id: rotating.id })
    assert.equal((await userInfo(own.access_token)).status, 200)
  })

  test('of one pool is nothing in another', async () => {
    await using stranger = await openOAuthDomain({ id: 'us-east-1_Stranger1' }, domain)
    const theirs = await stranger.addClient({ id: 'theirs' })
    const { code } = await domain.signIn(client)
    for (const { id } of [client, theirs]) {
      const form = { grant_type: 'authorization_code', client_id: id, redirect_uri: callback, code }
      assert.equal((await stranger.send('POST', '/oauth2/token', { form })).status, 400)
    }
    assert.equal((await redeem(code)).status, 200)
  })
})

describe('a rotating refresh token', () => {
  test('that 64 present at once is exchanged for one', async () => {
    const { code } = await domain.signIn(rotating)
    const own = await sessionOf(await redeem(code, {}, rotating))
    const responses = await Promise.all(Array.from({ length: 64 }, () => refresh(own.refresh_token, rotating)))
    assert.equal(responses.filter(({ status }) => status === 200).length, 1)
  })
})

describe('what one endpoint hands out', () => {
  type Artefact = 'code' | 'refresh token' | 'access token' | 'ID token' | 'session cookie' | 'client id'
  type Door = 'code' | 'refresh token' | 'access token' | 'session cookie'

  /** Every place that takes one of these, and whether it was taken. */
  const doors: Readonly<Record<Door, (value: string) => Promise<boolean>>> = {
    code: async (value) => (await redeem(value, {}, rotating)).status === 200,
    'refresh token': async (value) => (await refresh(value, rotating)).status === 200,
    'access token': async (value) => (await userInfo(value)).status === 200,
    'session cookie': async (value) => isSilent(await silentSignIn(value)),
  }

  async function artefacts(): Promise<Record<Artefact, string>> {
    const { cookie } = await domain.signIn(rotating)
    const tokens = bodyOf(await redeem((await domain.signIn(rotating)).code, {}, rotating))
    return {
      code: (await domain.signIn(rotating)).code,
      'refresh token': String(tokens.refresh_token),
      'access token': String(tokens.access_token),
      'ID token': String(tokens.id_token),
      'session cookie': cookie.slice('cognito='.length),
      'client id': rotating.id,
    }
  }

  for (const door of Object.keys(doors) as Door[]) {
    test(`is a ${door} only if it is one`, async () => {
      for (const [artefact, value] of Object.entries(await artefacts())) {
        assert.equal(await doors[door](value), artefact === door, `a ${artefact} presented as ${door}`)
      }
    })
  }

  test('opens its own door once, where it is for once', async () => {
    const own = await artefacts()
    for (const door of ['code', 'refresh token'] as const) {
      assert.deepEqual([await doors[door](own[door]), await doors[door](own[door])], [true, false], door)
    }
  })
})
