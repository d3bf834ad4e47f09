import assert from 'node:assert/strict'
import { addPerson, goodPassword, invite, person } from '../people.ts'
import { addVirtualAuthenticator } from '../virtual-authenticator.ts'
import { assertBack, beside, type Flow } from './flow.ts'

const another = 'An0ther-good-one'

export const signInFlows: readonly Flow[] = [
  {
    name: 'makes an account, reads the terms, confirms with a second code and signs in',
    paths: ['/login', '/signup', '/confirm', '/resendcode'],
    walk: async ({ system, pools: { home }, typist, name }) => {
      const { email } = person(name)
      await typist.open(home.signInUrl)
      await typist.follow('Create an account')
      await typist.fill('Username', name)
      await typist.fill('Email', email)
      await typist.fill('Password', goodPassword)
      await typist.to('terms of use')
      const opened = typist.visitor.context.waitForEvent('page')
      await typist.press('Enter')
      await (await opened).close()
      await typist.follow('Sign up')
      system.advance(90)
      await typist.visitor.page.reload()
      await typist.follow('Send a new code')
      await typist.enterCode(await system.codeFor(email))
      await typist.fill('Password', goodPassword)
      await typist.follow('Sign in')
      assertBack(typist)
    },
  },
  {
    name: 'goes from what is wrong to the field, and has a forgotten password replaced',
    paths: ['/login', '/forgotPassword', '/confirmforgotPassword'],
    walk: async ({ system, pools: { home }, typist, name }) => {
      const { email } = await addPerson(system, name, home.id)
      await typist.open(home.signInUrl)
      await typist.fill('Username or email', ' ')
      await typist.fill('Password', goodPassword)
      await typist.follow('Sign in')
      await typist.to('Enter your username or email.')
      await typist.press('Enter')
      await typist.to('Username or email')
      await typist.follow('Forgot your password?')
      await typist.fill('Username or email', name)
      await typist.follow('Send code')
      await typist.fill('Code', await system.codeFor(email))
      await typist.fill('New password', another)
      await typist.press('Shift+Tab')
      await typist.follow('Set new password')
      await typist.signIn(name, another)
      assertBack(typist)
    },
  },
  {
    name: 'is asked what the app may do, says no, thinks better of it and says yes',
    paths: ['/consent'],
    walk: async ({ system, pools: { consenting }, typist, name }) => {
      await addPerson(system, name, consenting.id)
      await typist.open(consenting.signInUrl)
      await typist.signIn(name, goodPassword)
      await typist.follow('Don’t allow')
      assert.match(typist.visitor.page.url(), /error=access_denied/)
      await typist.open(consenting.signInUrl.replace('/login?', '/oauth2/authorize?'))
      await typist.follow('Allow')
      assertBack(typist)
    },
  },
  {
    name: 'replaces the password that an administrator gave',
    paths: ['/newPassword'],
    walk: async ({ system, pools: { home }, typist, name }) => {
      await invite(system, person(name), home.id)
      await typist.open(home.signInUrl)
      await typist.signIn(name, goodPassword)
      await typist.fill('New password', another)
      await typist.follow('Set new password')
      assertBack(typist)
    },
  },
  {
    name: 'chooses how to sign in: a code, another way, a password; makes a passkey and uses it',
    paths: ['/choose', '/code', '/password', '/passkeys/add', '/passkey'],
    walk: async ({ system, pools: { choosing }, typist, name }) => {
      const { email } = await addPerson(system, name, choosing.id)
      const { page, context } = typist.visitor
      // Nothing is made or filled in without being asked for.
      await page.addInitScript(`PublicKeyCredential.getClientCapabilities = undefined
        PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)`)
      const begin = async (): Promise<void> => {
        await typist.open(choosing.signInUrl)
        await typist.fill('Username', name)
        await typist.follow('Continue')
      }
      await begin()
      await typist.follow(/^Code by email/)
      const code = await system.codeFor(email)
      await typist.follow('Try another way')
      await typist.follow(/^Code by email/)
      await typist.enterCode(code)
      await context.clearCookies()

      await addVirtualAuthenticator(page)
      await begin()
      await typist.follow(/^Password/)
      await typist.fill('Password', goodPassword)
      await typist.follow('Sign in')
      await typist.follow('Create a passkey')
      await typist.follow('Continue to Harbour')
      assertBack(typist)
      await context.clearCookies()

      await begin()
      await typist.to(/^Passkey/)
      await typist.press('Enter')
      await page.waitForURL(/[?&]code=/)
    },
  },
  {
    name: "finds the sign-in of an organisation by an address' domain",
    paths: ['/organisation'],
    walk: async ({ pools: { home }, typist }) => {
      await typist.open(home.signInUrl)
      await typist.fill('Work email', 'ada@corp.example')
      await typist.to('Continue')
      await typist.press('Enter')
      await typist.visitor.page.waitForURL(/login_hint=/)
    },
  },
  {
    name: 'comes back from an error, and changes the language',
    paths: ['/error', '/signedOut'],
    walk: async ({ system, pools: { home }, typist }) => {
      const broken = new URL(home.signInUrl.replace('/login?', '/oauth2/authorize?'))
      broken.searchParams.set('redirect_uri', 'https://elsewhere.example')
      await typist.open(broken.href)
      await typist.to('For developers')
      await typist.press('Space')
      await typist.follow('Back to Harbour')
      assert.equal(new URL(typist.visitor.page.url()).origin, system.ready.appUrl)
      await typist.open(beside(home.signInUrl, '/signedOut'))
      await typist.to('Language')
      await typist.type('Deut')
      await typist.follow('Change language')
      assert.equal(await typist.visitor.page.locator('html').getAttribute('lang'), 'de')
    },
  },
  {
    name: 'signs in a device by the code that it shows',
    paths: ['/device', '/device/allow'],
    walk: async ({ system, pools: { home }, typist, name }) => {
      await addPerson(system, name, home.id)
      const asked = await fetch(`${system.ready.httpUrl}/${home.id}/oauth2/device_authorization`, {
        method: 'POST',
        body: new URLSearchParams({ client_id: home.clientId }),
      })
      const { user_code: code } = (await asked.json()) as { readonly user_code: string }
      await typist.open(beside(home.signInUrl, '/device'))
      await typist.fill('Code', code)
      await typist.follow('Continue')
      await typist.signIn(name, goodPassword)
      await typist.follow('Allow')
      assert.equal(await typist.heading(), 'Your device is signed in')
    },
  },
  {
    name: 'confirms an account by the link in a mail',
    paths: ['/confirmUser'],
    walk: async ({ system, pools: { home }, typist, name }) => {
      const { username, email } = person(name)
      await typist.open(beside(home.signInUrl, `/signup${new URL(home.signInUrl).search}`))
      await typist.fill('Username', username)
      await typist.fill('Email', email)
      await typist.fill('Password', goodPassword)
      await typist.follow('Sign up')
      const query = new URLSearchParams({
        client_id: home.clientId,
        user_name: username,
        confirmation_code: await system.codeFor(email),
      })
      await typist.open(beside(home.signInUrl, `/confirmUser?${query.toString()}`))
      await typist.follow('Confirm')
      assert.equal(await typist.heading(), 'Your account is confirmed')
    },
  },
]
