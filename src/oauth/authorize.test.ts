import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { openOAuthDomain, type OAuthDomain } from '../../test/oauth/oauth-domain.ts'
import { bodyOf, callback, start } from '../../test/oauth/oauth-records.ts'
import type { AppClient } from '../domain/app-clients/app-client.ts'
import type { AuthorizationRequest } from '../flows/authorization/authorization-request.ts'
import type { HttpResponse } from '../http/message.ts'

const login = 'https://notes.example.com/login'
let domain: OAuthDomain
let client: AppClient
let other: AppClient

before(async () => {
  domain = await openOAuthDomain()
  client = await domain.addClient()
  other = await domain.addClient({ id: 'other', configuration: { AllowedOAuthFlows: ['code', 'implicit'] } })
})
after(() => domain[Symbol.asyncDispose]())

function query(changes: Readonly<Record<string, string>> = {}): string {
  const asked = { client_id: client.id, response_type: 'code', redirect_uri: callback, state: 'a b/ü&=', ...changes }
  return new URLSearchParams(asked).toString()
}

function ask(text: string, cookie = ''): Promise<HttpResponse> {
  return domain.send('GET', `/oauth2/authorize?${text}`, { headers: { cookie } })
}

describe('/oauth2/authorize without a session', () => {
  for (const path of ['/oauth2/authorize', '/authorize']) {
    test(`${path} leads to the sign-in page with the same query`, async () => {
      const { status, headers, body } = await domain.send('GET', `${path}?${query()}`)
      assert.deepEqual([status, headers.location, body], [302, `${login}?${query()}`, ''])
      assert.equal(headers['set-cookie'], undefined)
    })
  }

  test('answers prompt=none to the client', async () => {
    const { status, headers } = await ask(query({ prompt: 'none' }))
    assert.equal(status, 302)
    const state = encodeURIComponent('a b/ü&=')
    assert.equal(headers.location, `${callback}?error_description=Login%20required&error=login_required&state=${state}`)
  })

  test('tells the client what is wrong', async () => {
    const { headers } = await ask(query({ scope: 'admin' }))
    assert.match(
      String(headers.location),
      /^https:\/\/app\.example\.com\/callback\?error_description=.*&error=invalid_scope/,
    )
  })

  test('never redirects to a URI that is not registered', async () => {
    const text = query({ redirect_uri: 'https://evil.example/' })
    const { status, headers } = await ask(text)
    assert.equal(status, 302)
    assert.equal(headers.location, `https://notes.example.com/error?error=redirect_mismatch&${text}`)
  })

  test('answers GET only', async () => {
    const { status, headers } = await domain.send('POST', '/oauth2/authorize', { form: {} })
    assert.deepEqual([status, headers.allow], [405, 'GET'])
  })

  test('is no script’s business', async () => {
    const { headers } = await ask(query())
    assert.equal(headers['access-control-allow-origin'], undefined)
  })
})

describe('/oauth2/authorize with a session', () => {
  const isSilent = ({ headers }: HttpResponse) => /[?&]code=[0-9a-f-]{36}&/.test(String(headers.location))

  test('goes to the client with a code and the state as it came', async () => {
    const { cookie } = await domain.signIn(client)
    const { status, headers } = await ask(query(), cookie)
    assert.equal(status, 302)
    assert.equal(headers['set-cookie'], undefined)
    const location = new URL(String(headers.location))
    assert.equal(`${location.origin}${location.pathname}`, callback)
    assert.deepEqual([...location.searchParams.keys()], ['code', 'state'])
    assert.equal(location.searchParams.get('state'), 'a b/ü&=')
  })

  test('serves every client of the pool', async () => {
    const { cookie } = await domain.signIn(client)
    assert.ok(isSilent(await ask(query({ client_id: other.id }), cookie)))
  })

  test('answers prompt=none and asks nobody', async () => {
    const { cookie } = await domain.signIn(client)
    for (const prompt of ['none', 'consent', 'select_account']) {
      assert.ok(isSilent(await ask(query({ prompt }), cookie)), prompt)
    }
    assert.ok(isSilent(await ask(query({ identity_provider: 'COGNITO' }), cookie)))
  })

  test('asks again for prompt=login', async () => {
    const { cookie } = await domain.signIn(client)
    const text = query({ prompt: 'login' })
    assert.equal((await ask(text, cookie)).headers.location, `${login}?${text}`)
  })

  test('asks again when the sign-in is older than max_age', async () => {
    const { cookie } = await domain.signIn(client)
    const isSilentWithin = async (seconds: number) => isSilent(await ask(query({ max_age: String(seconds) }), cookie))
    assert.deepEqual([await isSilentWithin(0), await isSilentWithin(1)], [false, true])
    domain.advance(60)
    assert.deepEqual([await isSilentWithin(59), await isSilentWithin(60)], [false, true])
    const silent = await ask(query({ max_age: '59', prompt: 'none' }), cookie)
    assert.match(String(silent.headers.location), /error=login_required/)
  })

  test('hands out tokens of the implicit grant in the fragment, and nothing to refresh them', async () => {
    const { cookie } = await domain.signIn(client)
    const { headers } = await ask(query({ client_id: other.id, response_type: 'token', scope: 'openid email' }), cookie)
    const location = new URL(String(headers.location))
    const tokens = new URLSearchParams(location.hash.slice(1))
    assert.equal(location.search, '')
    assert.deepEqual([...tokens.keys()], ['id_token', 'access_token', 'token_type', 'expires_in', 'state'])
    assert.deepEqual([tokens.get('token_type'), tokens.get('expires_in')], ['Bearer', '3600'])
  })

  test('lasts an hour from the sign-in, however much it is used', async () => {
    const { cookie, setCookie } = await domain.signIn(client)
    assert.match(setCookie, /^cognito=[\w-]{86}; Max-Age=3600; Path=\/; Secure; HttpOnly; SameSite=Lax$/)
    domain.advance(3500)
    assert.ok(isSilent(await ask(query(), cookie)))
    domain.advance(100)
    assert.ok(!isSilent(await ask(query(), cookie)))
  })

  test('is nothing that can be made up, or sent twice', async () => {
    const { cookie } = await domain.signIn(client)
    for (const wrong of [`${cookie}a`, 'cognito=', 'cognito=null', `${cookie}; cognito=b`, `cognito2=${cookie}`]) {
      assert.ok(!isSilent(await ask(query(), wrong)), wrong)
    }
  })

  test('has provider and time of its sign-in', async () => {
    const { cookie } = await domain.signIn(client)
    const hash = createHash('sha256').update(cookie.slice('cognito='.length)).digest('base64url')
    const session = await domain.ports.storage.sessions.findLoginSession(domain.pool.id, hash)
    assert.equal(session?.provider, 'COGNITO')
    assert.equal(session.clientId, client.id)
    assert.ok(session.authenticatedAt > start)
  })

  test('does not help a client that accepts another provider only', async () => {
    const { cookie } = await domain.signIn(client)
    const configuration = { SupportedIdentityProviders: ['Acme'] }
    const federated = await domain.addClient({ id: 'federated', configuration })
    const silent = await ask(query({ client_id: federated.id, prompt: 'none' }), cookie)
    assert.match(String(silent.headers.location), /error=login_required/)
  })

  test('ends when its user signs out everywhere, and does not come back', async () => {
    const { cookie } = await domain.signIn(client)
    domain.advance(1)
    const { id: poolId } = domain.pool
    await domain.commit({ write: 'signOutEverywhere', poolId, sub: domain.user.sub, at: domain.ports.clock.now() })
    assert.ok(!isSilent(await ask(query(), cookie)))
    assert.ok(isSilent(await ask(query(), (await domain.signIn(client)).cookie)))
  })
})

describe('/oauth2/authorize for a level of certainty', () => {
  const mfa = { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } } as const

  async function openSteps() {
    const own = await openOAuthDomain({ mfa })
    const app = await own.addClient()
    const { cookie } = await own.signIn(app)
    const isSilent = async (acr_values: string) => {
      const { headers } = await own.send('GET', `/oauth2/authorize?${query({ acr_values })}`, { headers: { cookie } })
      return !String(headers.location).startsWith(login)
    }
    const holdTotp = (user = own.user) =>
      own.commit({
        write: 'updateUser',
        user: { ...user, mfaFactors: ['SOFTWARE_TOKEN_MFA'], version: user.version + 1 },
        aliases: [{ namespace: 'username', key: user.username }],
      })
    return { own, app, isSilent, holdTotp, [Symbol.asyncDispose]: () => own[Symbol.asyncDispose]() }
  }

  test('asks whoever can be recognised more surely, and nobody else', async () => {
    await using stage = await openSteps()
    assert.equal(await stage.isSilent('urn:cognito:loa:4'), true, 'a password is all there is')
    await stage.holdTotp()
    assert.equal(await stage.isSilent('urn:cognito:loa:4'), false)
    assert.equal(await stage.isSilent('urn:cognito:loa:2 urn:cognito:loa:1'), false, 'the dearest comes first')
    assert.equal(await stage.isSilent('urn:cognito:loa:1 urn:cognito:loa:4'), true)
    assert.equal(await stage.isSilent('gold'), true, 'an unknown name is no wish')
  })

  test('tells the level in the tokens where one was asked for', async () => {
    await using stage = await openSteps()
    const { own, app } = stage
    const claimsFor = async (request: Partial<AuthorizationRequest>) => {
      const { code } = await own.signIn(app, request)
      const form = { grant_type: 'authorization_code', code, client_id: app.id, redirect_uri: callback }
      const { id_token } = bodyOf(await own.send('POST', '/oauth2/token', { form }))
      const { acr, amr } = JSON.parse(Buffer.from(String(id_token).split('.')[1] ?? '', 'base64url').toString())
      return { acr, amr }
    }
    assert.deepEqual(await claimsFor({ acrValues: ['gold'] }), { acr: 'urn:cognito:loa:1', amr: ['pwd'] })
    assert.deepEqual(await claimsFor({}), { acr: undefined, amr: undefined })
  })
})

describe('/oauth2/authorize for a user who may no more', () => {
  test('disabled, or deleted', async () => {
    await using own = await openOAuthDomain()
    const app = await own.addClient()
    const { cookie } = await own.signIn(app)
    const target = `/oauth2/authorize?${query({ prompt: 'none' })}`
    const locationNow = async () => (await own.send('GET', target, { headers: { cookie } })).headers.location
    assert.match(String(await locationNow()), /code=/)

    const aliases = [{ namespace: 'username', key: own.user.username }] as const
    await own.commit({ write: 'updateUser', user: { ...own.user, enabled: false, version: 2 }, aliases })
    assert.match(String(await locationNow()), /error=login_required/)
    await own.commit({ write: 'updateUser', user: { ...own.user, enabled: true, version: 3 }, aliases })
    assert.match(String(await locationNow()), /code=/)
    await own.commit({ write: 'deleteUser', poolId: own.pool.id, sub: own.user.sub })
    assert.match(String(await locationNow()), /error=login_required/)
  })
})

test('/oauth2/authorize tells the client of a fault, and the log of its cause', async () => {
  await using own = await openOAuthDomain()
  await own.addClient()
  const { storage } = own.ports
  const broken = { ...storage.sessions, findLoginSession: () => Promise.reject(new Error('the disk is gone')) }
  Object.assign(storage, { sessions: broken })
  const { status, headers } = await own.send('GET', `/oauth2/authorize?${query()}`, {
    headers: { cookie: 'cognito=a' },
  })
  assert.equal(status, 302)
  assert.match(String(headers.location), /^https:\/\/app\.example\.com\/callback\?.*&error=server_error&state=/)
  assert.deepEqual(own.logged, [{ requestId: 'r', error: new Error('the disk is gone') }])
})
