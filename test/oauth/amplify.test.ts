import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { rolldown } from 'rolldown'
import { openLocalCertificateAuthority } from '../../src/adapters/system/local-certificate-authority.ts'
import { systemClock } from '../../src/adapters/system/clock.ts'
import { systemRandom } from '../../src/adapters/system/random.ts'
import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import { launchChromium, openContext, skip } from '../journey/chromium.ts'
import { openOAuthDomain, type OAuthDomain } from './oauth-domain.ts'

/** Amplify as an application has it: nothing of it is changed, replaced or told but its configuration. */
const application = `
import { Amplify } from 'aws-amplify'
import { Hub } from 'aws-amplify/utils'
import { fetchAuthSession, getCurrentUser, signInWithRedirect, signOut } from 'aws-amplify/auth'
import 'aws-amplify/auth/enable-oauth-listener'
const events = []
Hub.listen('auth', ({ payload }) => events.push({ event: payload.event, message: payload.data?.error?.message }))
Amplify.configure(window.configuration)
Object.assign(window, { events, fetchAuthSession, getCurrentUser, signInWithRedirect, signOut })
`

interface ApplicationWindow {
  readonly events: readonly { readonly event: string; readonly message?: string }[]
  fetchAuthSession(options?: object): Promise<{ tokens?: { accessToken: { payload: object; toString(): string } } }>
  getCurrentUser(): Promise<{ username: string; userId: string }>
  signInWithRedirect(input?: object): Promise<void>
  signOut(): Promise<void>
}

let domain: OAuthDomain
let client: AppClient
let folder: string
let appServer: Server
let browser: Browser
let appUrl: string
let domainHost: string

before(async () => {
  if (skip) return
  folder = await mkdtemp(join(tmpdir(), 'amplify-'))
  const authority = await openLocalCertificateAuthority({ folder, clock: systemClock, random: systemRandom })
  const certificate = await authority.forServerName('localhost')
  assert.ok(certificate)
  const tls = { key: certificate.privateKey, cert: certificate.certificate }
  domain = await openOAuthDomain()
  domainHost = new URL(await domain.listen(tls)).host
  const script = await bundle()
  appServer = createServer(tls, (request, response) => {
    const isScript = request.url === '/app.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : page())
  })
  await new Promise<void>((resolve) => appServer.listen(0, '127.0.0.1', resolve))
  const address = appServer.address()
  assert.ok(address !== null && typeof address === 'object')
  appUrl = `https://localhost:${address.port}/`
  client = await domain.addClient({ configuration: { CallbackURLs: [appUrl], LogoutURLs: [`${appUrl}bye`] } })
  browser = await launchChromium()
})
after(async () => {
  if (skip) return
  await browser.close()
  appServer.closeAllConnections()
  appServer.close()
  await domain[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

function page(): string {
  const configuration = {
    Auth: {
      Cognito: {
        userPoolId: domain.pool.id,
        userPoolClientId: client.id,
        userPoolEndpoint: `https://${domainHost}/`,
        loginWith: {
          oauth: {
            domain: domainHost,
            scopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
            redirectSignIn: [appUrl],
            redirectSignOut: [`${appUrl}bye`],
            responseType: 'code',
          },
        },
      },
    },
  }
  return `<!doctype html><script>window.configuration = ${JSON.stringify(configuration)}</script><script src="/app.js"></script>`
}

async function bundle(): Promise<string> {
  const entry = '\0application'
  const built = await rolldown({
    input: entry,
    cwd: import.meta.dirname,
    platform: 'browser',
    plugins: [
      {
        name: 'application',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? application : null),
      },
    ],
  })
  const { output } = await built.generate({ format: 'iife' })
  return output[0].code
}

/** A browser whose person is signed in on the pool's domain, or is not. */
async function open(isSignedIn: boolean): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await openContext(browser, { ignoreHTTPSErrors: true })
  if (isSignedIn) {
    const [name = '', value = ''] = (await domain.signIn(client)).cookie.split('=')
    await context.addCookies([
      { name, value, url: `https://${domainHost}/`, secure: true, httpOnly: true, sameSite: 'Lax' },
    ])
  }
  const opened = await context.newPage()
  await opened.goto(appUrl)
  return { context, page: opened }
}

async function signIn(opened: Page, input: object = {}): Promise<void> {
  await opened.evaluate((asked) => void (globalThis as unknown as ApplicationWindow).signInWithRedirect(asked), input)
}

/** Waits for the redirect back, then for what Amplify tells about it. */
async function outcome(opened: Page): Promise<ApplicationWindow['events'][number]> {
  await opened.waitForFunction(() =>
    (globalThis as unknown as ApplicationWindow).events?.some(({ event }) => event.startsWith('signInWithRedirect')),
  )
  const events = await opened.evaluate(() => (globalThis as unknown as ApplicationWindow).events)
  const [end] = events.filter(({ event }) => event.startsWith('signInWithRedirect'))
  assert.ok(end)
  return end
}

describe('Amplify, unmodified, in a browser', { skip }, () => {
  test('signs in with a redirect, refreshes, and signs out', async () => {
    const { context, page: opened } = await open(true)
    await signIn(opened)
    assert.equal((await outcome(opened)).event, 'signInWithRedirect')
    const user = await opened.evaluate(() => (globalThis as unknown as ApplicationWindow).getCurrentUser())
    assert.deepEqual([user.username, user.userId], [domain.user.username, domain.user.sub])
    const token = await opened.evaluate(async () =>
      (await (globalThis as unknown as ApplicationWindow).fetchAuthSession()).tokens?.accessToken.toString(),
    )
    assert.equal(await userInfoStatus(token ?? ''), 200)
    const refreshed = await opened.evaluate(async () => {
      const { tokens } = await (globalThis as unknown as ApplicationWindow).fetchAuthSession({ forceRefresh: true })
      return tokens?.accessToken.toString()
    })
    assert.notEqual(refreshed, token)
    assert.equal(await userInfoStatus(refreshed ?? ''), 200)

    await Promise.all([
      opened.waitForURL(`${appUrl}bye`),
      opened.evaluate(() => void (globalThis as unknown as ApplicationWindow).signOut()),
    ])
    assert.deepEqual(await context.cookies(`https://${domainHost}/`), [])
    assert.equal(await userInfoStatus(refreshed ?? ''), 401)
    await context.close()
  })

  test('is told login_required where nobody is signed in', async () => {
    const { context, page: opened } = await open(false)
    await signIn(opened, { options: { prompt: 'NONE' } })
    const end = await outcome(opened)
    assert.deepEqual([end.event, end.message], ['signInWithRedirect_failure', 'Login required'])
    await context.close()
  })
})

async function userInfoStatus(token: string): Promise<number> {
  const response = await domain.send('GET', '/oauth2/userInfo', { headers: { authorization: `Bearer ${token}` } })
  return response.status
}
