import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { inspect } from 'node:util'
import { openFederatedApp } from '../federation/federated-app.ts'
import { listenMockServer } from '../federation/mock-server-listener.ts'
import { authJsApplication, type AuthJsApplication } from './auth-js-application.ts'
import { formBrowser, type FormBrowser } from './form-browser.ts'
import { password, startInstallation, type Installation } from './installation.ts'

const origin = 'https://app.example.com'
const goodbye = `${origin}/goodbye`
const callback = `${origin}/auth/callback/pool`
const standards = { UserPoolTags: { 'sallyport:standards': 'on' } }

let installation: Installation

before(async () => {
  installation = await startInstallation()
})
after(() => installation[Symbol.asyncDispose]())

interface Way {
  readonly pool: object
  /** How the application ends the session of the browser at the pool, which Auth.js leaves to it. */
  signOut(clientId: string, idToken: string): Readonly<Record<string, string>>
}

const ways: Readonly<Record<string, Way>> = {
  'as Cognito has it': { pool: {}, signOut: (client_id) => ({ client_id, logout_uri: goodbye }) },
  'with the standards': {
    pool: standards,
    signOut: (_clientId, id_token_hint) => ({ id_token_hint, post_logout_redirect_uri: goodbye }),
  },
}

async function addApplication(pool: object) {
  const added = await installation.addPool({
    pool,
    client: {
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'profile'],
      CallbackURLs: [callback],
      LogoutURLs: [goodbye],
      SupportedIdentityProviders: ['COGNITO'],
    },
  })
  await added.addPerson('ann', { email: 'ann@example.com', email_verified: 'true', name: 'Ann' })
  const settings = {
    issuer: `${installation.ready.identityUrl}/${added.UserPoolId}`,
    clientId: added.ClientId,
    clientSecret: added.ClientSecret ?? '',
  }
  return { settings, application: authJsApplication(origin, settings) }
}

async function signIn(browser: FormBrowser, application: AuthJsApplication): Promise<URL> {
  const page = await browser.open(await application.signIn())
  assert.match(page.html, /<h1>Sign in<\/h1>/)
  return (await browser.submit(page, { username: 'ann', password })).url
}

for (const [name, { pool, signOut }] of Object.entries(ways)) {
  describe(`Auth.js, told an issuer and no more, against a pool ${name}`, () => {
    test('signs a person in through the pages, keeps a session and ends it', async () => {
      const { application, settings } = await addApplication(pool)
      const browser = formBrowser(origin)
      const back = await signIn(browser, application)
      assert.equal(`${back.origin}${back.pathname}`, callback)
      assert.equal((await application.arrive(back)).href, `${origin}/`)
      const { user, sub, idToken } = (await application.session()) ?? {}
      assert.deepEqual(user, { name: 'Ann', email: 'ann@example.com' })
      assert.match(sub, /^[0-9a-f-]{36}$/)

      await application.signOut()
      assert.equal(await application.session(), null)
      await application.arrive((await browser.open(await application.signIn())).url)
      assert.equal((await application.session())?.sub, sub, 'the pool knows the browser still')

      await application.signOut()
      const discovered = await fetch(`${settings.issuer}/.well-known/openid-configuration`)
      const { end_session_endpoint } = (await discovered.json()) as Record<string, string>
      const query = new URLSearchParams(signOut(settings.clientId, idToken))
      assert.equal((await browser.open(`${end_session_endpoint}?${query.toString()}`)).url.href, goodbye)
      await signIn(browser, application)
      assert.deepEqual(application.problems, [])
    })

    test('takes no answer that belongs to another browser', async () => {
      const [{ application }, { application: other }] = [await addApplication(pool), await addApplication(pool)]
      const back = await signIn(formBrowser(origin), application)
      await other.signIn()
      assert.equal((await other.arrive(back)).pathname, '/auth/error')
      assert.equal(await other.session(), null)
    })
  })
}

// Cognito: its ID token has a nonce that the client has not sent, the first time (next-auth issue 3403).
describe('Auth.js and people of another provider', () => {
  async function open(pool: object) {
    const client = { GenerateSecret: true, CallbackURLs: [callback], SupportedIdentityProviders: ['Acme'] }
    const app = await openFederatedApp(installation, listenMockServer, { pool, client })
    app.provider.claims = { email: 'john@example.com', email_verified: true, name: 'John' }
    const { base: issuer, clientId, clientSecret = '' } = app
    const application = authJsApplication(origin, { issuer, clientId, clientSecret })
    const browser = formBrowser(origin)
    const enter = async () => {
      const page = await browser.open(await application.signIn())
      const button = /<a\s[^>]*data-provider="Acme"\s+href="([^"]*)"/.exec(page.html)?.[1]
      const { url } = button ? await browser.open(new URL(button.replaceAll('&amp;', '&'), page.url)) : page
      assert.equal(url.origin, origin)
      return application.arrive(url)
    }
    return { application, enter, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() }
  }

  test('comes to no terms with Cognito’s way at first, and does when the browser is known', async () => {
    await using stage = await open({})
    assert.equal((await stage.enter()).pathname, '/auth/error')
    assert.match(inspect(stage.application.problems[0]), /unexpected ID Token "nonce" claim value/)
    assert.equal((await stage.enter()).pathname, '/')
    assert.equal((await stage.application.session())?.user.email, 'john@example.com')
  })

  test('comes to terms at once with the standards', async () => {
    await using stage = await open(standards)
    assert.equal((await stage.enter()).pathname, '/')
    assert.equal((await stage.application.session())?.user.email, 'john@example.com')
    assert.deepEqual(stage.application.problems, [])
  })
})
