import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolDomainCommand,
  type CreateUserPoolClientCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import * as oidc from 'openid-client'
import { formBrowser, type FormBrowser } from './form-browser.ts'
import { password, startInstallation, type AddedPool, type Installation } from './installation.ts'
import { claimsOf } from './tokens.ts'

const callback = 'https://app.example.com/callback'
const appOrigin = new URL(callback).origin
function forPeople(): Partial<CreateUserPoolClientCommandInput> {
  return {
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email', 'profile'],
    CallbackURLs: [callback],
    LogoutURLs: ['https://app.example.com/bye'],
    SupportedIdentityProviders: ['COGNITO'],
  }
}

let installation: Installation
let pool: AddedPool
let issuer: URL

before(async () => {
  installation = await startInstallation()
  pool = await installation.addPool({
    pool: { AutoVerifiedAttributes: ['email'] },
    client: forPeople(),
  })
  const { UserPoolId } = pool
  await installation.operator.send(
    new CreateUserPoolDomainCommand({ UserPoolId, Domain: 'relying', ManagedLoginVersion: 2 }),
  )
  await pool.addPerson('ann')
  issuer = new URL(`${installation.ready.identityUrl}/${UserPoolId}`)
})
after(() => installation[Symbol.asyncDispose]())

interface Asked {
  readonly url: URL
  readonly checks: { readonly pkceCodeVerifier: string; readonly expectedState: string; readonly expectedNonce: string }
}

async function ask(config: oidc.Configuration, more: Record<string, string> = {}): Promise<Asked> {
  const checks = {
    pkceCodeVerifier: oidc.randomPKCECodeVerifier(),
    expectedState: oidc.randomState(),
    expectedNonce: oidc.randomNonce(),
  }
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: 'openid email',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...more,
  })
  return { url, checks }
}

async function signIn(browser: FormBrowser, url: URL, secret = password) {
  const page = await browser.open(url)
  assert.match(page.html, /<h1>Sign in<\/h1>/)
  return browser.submit(page, { username: 'ann', password: secret })
}

/** As openid-client reports what the token endpoint refused. */
function refusedWith(error: string) {
  return (thrown: { readonly error?: string }) => {
    assert.equal(thrown.error, error)
    return true
  }
}

describe('openid-client, as a public application', () => {
  test('discovers the pool and signs a person in through the pages, by code and PKCE', async () => {
    const config = await oidc.discovery(issuer, pool.ClientId, undefined, oidc.None())
    const { url, checks } = await ask(config)
    const browser = formBrowser(appOrigin)
    const wrong = await signIn(browser, url, 'wrong')
    assert.equal(wrong.url.origin, issuer.origin)
    const arrived = await browser.submit(wrong, { username: 'ann', password })
    assert.equal(arrived.url.origin + arrived.url.pathname, callback)

    const tokens = await oidc.authorizationCodeGrant(config, arrived.url, checks)
    assert.equal(tokens.expires_in, 3600)
    assert.equal(tokens.claims()?.['cognito:username'], 'ann')
    assert.equal(tokens.claims()?.email, 'ann@example.com')
    assert.equal(claimsOf(tokens.access_token).scope, 'openid email')
    const { sub = '' } = tokens.claims() ?? {}
    const info = await oidc.fetchUserInfo(config, tokens.access_token, sub)
    assert.deepEqual(
      { sub: info.sub, email: info.email, username: info.username },
      { sub, email: 'ann@example.com', username: 'ann' },
    )

    const fresh = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? '')
    assert.equal(claimsOf(fresh.access_token).origin_jti, claimsOf(tokens.access_token).origin_jti)
    await oidc.tokenRevocation(config, tokens.refresh_token ?? '')
    await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token ?? ''), refusedWith('invalid_grant'))
    await assert.rejects(oidc.fetchUserInfo(config, fresh.access_token, sub))
  })

  test('signs in silently while the browser remembers, and not after signing out', async () => {
    const config = await oidc.discovery(issuer, pool.ClientId, undefined, oidc.None())
    const browser = formBrowser(appOrigin)
    const first = await ask(config)
    await signIn(browser, first.url)
    const { url, checks } = await ask(config, { prompt: 'none' })
    const arrived = await browser.open(url)
    const tokens = await oidc.authorizationCodeGrant(config, arrived.url, checks)
    assert.equal(tokens.claims()?.['cognito:username'], 'ann')

    const goodbye = new URL(config.serverMetadata().end_session_endpoint ?? '')
    goodbye.search = new URLSearchParams({
      client_id: pool.ClientId,
      logout_uri: 'https://app.example.com/bye',
    }).toString()
    assert.equal((await browser.open(goodbye)).url.href, 'https://app.example.com/bye')
    const again = await browser.open((await ask(config, { prompt: 'none' })).url)
    assert.equal(again.url.searchParams.get('error'), 'login_required')
  })

  test('cannot use a code twice, without its verifier, or from elsewhere', async () => {
    const config = await oidc.discovery(issuer, pool.ClientId, undefined, oidc.None())
    const arrive = async () => {
      const asked = await ask(config)
      return { ...asked, ...(await signIn(formBrowser(appOrigin), asked.url)), checks: asked.checks }
    }
    const once = await arrive()
    await oidc.authorizationCodeGrant(config, once.url, once.checks)
    await assert.rejects(oidc.authorizationCodeGrant(config, once.url, once.checks), refusedWith('invalid_grant'))
    const { url, checks } = await arrive()
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
    await assert.rejects(
      oidc.authorizationCodeGrant(config, url, { ...checks, pkceCodeVerifier }),
      refusedWith('invalid_grant'),
    )
    const browser = formBrowser(appOrigin)
    const elsewhere = await browser.open((await ask(config, { redirect_uri: 'https://evil.example/' })).url)
    assert.equal(elsewhere.url.origin, issuer.origin)
    assert.equal(elsewhere.url.searchParams.get('error'), 'redirect_mismatch')
  })

  test('a person who signs up through the pages is signed in at the end', async () => {
    const config = await oidc.discovery(issuer, pool.ClientId, undefined, oidc.None())
    const { url, checks } = await ask(config)
    const browser = formBrowser(appOrigin)
    const page = await browser.open(url)
    const signUp = await browser.open(new URL(page.url.href.replace('/login?', '/signup?')))
    const confirm = await browser.submit(signUp, { username: 'bob', password, email: 'bob@example.com' })
    assert.match(confirm.html, /code/i)
    const code = await installation.codeFor('bob@example.com')
    const arrived = await browser.submit(confirm, { code })
    const end =
      arrived.url.origin === appOrigin ? arrived : await browser.submit(arrived, { username: 'bob', password })
    const tokens = await oidc.authorizationCodeGrant(config, end.url, checks)
    assert.equal(tokens.claims()?.['cognito:username'], 'bob')
    assert.equal(tokens.claims()?.email_verified, true)
  })
})

describe('openid-client, with a secret', () => {
  test('signs in by client_secret_basic and client_secret_post, and never with another secret', async () => {
    const { UserPoolClient } = await installation.operator.send(
      new CreateUserPoolClientCommand({
        ...forPeople(),
        UserPoolId: pool.UserPoolId,
        ClientName: 'server',
        GenerateSecret: true,
      }),
    )
    const { ClientId = '', ClientSecret = '' } = UserPoolClient ?? {}
    for (const authentication of [oidc.ClientSecretBasic, oidc.ClientSecretPost]) {
      const config = await oidc.discovery(issuer, ClientId, undefined, authentication(ClientSecret))
      const { url, checks } = await ask(config)
      const arrived = await signIn(formBrowser(appOrigin), url)
      const tokens = await oidc.authorizationCodeGrant(config, arrived.url, checks)
      assert.equal(tokens.claims()?.aud, ClientId)

      const wrong = await oidc.discovery(issuer, ClientId, undefined, authentication('not-the-secret'))
      const again = await ask(wrong)
      const { url: second } = await signIn(formBrowser(appOrigin), again.url)
      await assert.rejects(oidc.authorizationCodeGrant(wrong, second, again.checks), (thrown: any) => {
        assert.equal(thrown.error ?? thrown.cause?.[0]?.parameters?.error, 'invalid_client')
        return true
      })
    }
  })

  test('gets a token for itself, with the scopes of a resource server only', async () => {
    const { UserPoolId } = pool
    await installation.operator.send(
      new CreateResourceServerCommand({
        UserPoolId,
        Identifier: 'notes',
        Name: 'Notes',
        Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read' }],
      }),
    )
    const { UserPoolClient } = await installation.operator.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'machine',
        GenerateSecret: true,
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthScopes: ['notes/read'],
      }),
    )
    const { ClientId = '', ClientSecret } = UserPoolClient ?? {}
    const config = await oidc.discovery(issuer, ClientId, ClientSecret)
    const { access_token, expires_in, refresh_token, id_token } = await oidc.clientCredentialsGrant(config, {
      scope: 'notes/read',
    })
    assert.deepEqual(
      { expires_in, refresh_token, id_token },
      { expires_in: 3600, refresh_token: undefined, id_token: undefined },
    )
    const { sub, scope, token_use, username } = claimsOf(access_token)
    assert.deepEqual(
      { sub, scope, token_use, username },
      { sub: ClientId, scope: 'notes/read', token_use: 'access', username: undefined },
    )
    await assert.rejects(oidc.clientCredentialsGrant(config, { scope: 'notes/write' }), refusedWith('invalid_scope'))
  })
})

describe('openid-client, where the standards are on', () => {
  const UserPoolTags = { 'sallyport:standards': 'on', 'sallyport:introspection': 'on' }
  const bye = 'https://app.example.com/bye'

  async function open(client: Partial<CreateUserPoolClientCommandInput> = {}) {
    const added = await installation.addPool({
      pool: { AutoVerifiedAttributes: ['email'], UserPoolTags },
      client: { ...forPeople(), GenerateSecret: true, ...client },
    })
    const { UserPoolId, ClientId, ClientSecret } = added
    const own = new URL(`${installation.ready.identityUrl}/${UserPoolId}`)
    return { added, config: await oidc.discovery(own, ClientId, ClientSecret) }
  }

  test('signs out as OpenID Connect has it, and is told its state', async () => {
    const { added, config } = await open()
    await added.addPerson('ann')
    const browser = formBrowser(appOrigin)
    const { url, checks } = await ask(config)
    const arrived = await signIn(browser, url)
    const tokens = await oidc.authorizationCodeGrant(config, arrived.url, checks)
    const asked = { post_logout_redirect_uri: bye, state: 'a state' }
    const byHint = oidc.buildEndSessionUrl(config, { ...asked, id_token_hint: tokens.id_token ?? '' })
    assert.equal((await browser.open(byHint)).url.href, `${bye}?state=a%20state`)
    const silent = await browser.open((await ask(config, { prompt: 'none' })).url)
    assert.equal(silent.url.searchParams.get('error'), 'login_required')

    const away = await browser.open(oidc.buildEndSessionUrl(config, { ...asked, post_logout_redirect_uri: `${bye}/x` }))
    assert.equal(away.url.pathname.split('/').at(-1), 'error')
  })

  test('asks who somebody is and whether a token is good, and ends what it was given', async () => {
    const { added, config } = await open()
    await added.addPerson('ann')
    const { url, checks } = await ask(config)
    const { url: back } = await signIn(formBrowser(appOrigin), url)
    const tokens = await oidc.authorizationCodeGrant(config, back, checks)
    const { sub = '' } = tokens.claims() ?? {}
    const info = await oidc.fetchUserInfo(config, tokens.access_token, sub)
    assert.deepEqual([info.email, info.email_verified], ['ann@example.com', true])
    const { active, username, scope } = await oidc.tokenIntrospection(config, tokens.access_token)
    assert.deepEqual([active, username, scope], [true, 'ann', 'openid email'])
    await oidc.tokenRevocation(config, tokens.access_token, { token_type_hint: 'access_token' })
    assert.deepEqual(await oidc.tokenIntrospection(config, tokens.access_token), { active: false })
    await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token ?? ''), refusedWith('invalid_grant'))
    await assert.rejects(oidc.fetchUserInfo(config, tokens.access_token, sub), {
      code: 'OAUTH_WWW_AUTHENTICATE_CHALLENGE',
    })
  })
})

describe('openid-client, on a pool that is as Cognito is', () => {
  test('finds no introspection, and signs nobody out by what OpenID Connect has for it', async () => {
    const config = await oidc.discovery(issuer, pool.ClientId, undefined, oidc.None())
    assert.equal(config.serverMetadata().introspection_endpoint, undefined)
    const browser = formBrowser(appOrigin)
    await signIn(browser, (await ask(config)).url)
    const asked = { post_logout_redirect_uri: 'https://app.example.com/bye', state: 'x' }
    const { url } = await browser.open(oidc.buildEndSessionUrl(config, asked))
    assert.equal(url.searchParams.get('error'), 'redirect_uri_missing')
    const silent = await browser.open((await ask(config, { prompt: 'none' })).url)
    assert.ok(silent.url.searchParams.has('code'), 'the person is signed in still')
  })
})
