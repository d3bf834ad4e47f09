import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { skip } from './chromium.ts'
import { managedLogin, type ManagedLogin } from './pages/managed-login.ts'
import { addAuthenticator, addPerson, authenticatorCode, invite, person } from './people.ts'
import { startReferenceSystem, type ReferenceSystem } from './reference-system.ts'
import type { Visitor } from './visitor.ts'

describe('a person whose browser runs no script', { skip }, () => {
  let system: ReferenceSystem
  let visitor: Visitor
  let login: ManagedLogin

  before(async () => {
    system = await startReferenceSystem()
  })
  after(() => system?.[Symbol.asyncDispose]())

  beforeEach(async () => {
    await visitor?.[Symbol.asyncDispose]()
    visitor = await system.visit({ javaScript: false })
    login = managedLogin(visitor.page)
    await visitor.page.goto(`${system.ready.appUrl}/auth/login?returnTo=%2F`)
  })

  /** The app's page shows its notes with a script only; that somebody is signed in is the server's knowledge. */
  async function isSignedIn(username: string): Promise<void> {
    await visitor.page.waitForURL(`${system.ready.appUrl}/`)
    await visitor.page.goto(`${system.ready.appUrl}/auth/session`)
    assert.match(await visitor.page.locator('body').innerText(), new RegExp(`"cognito:username":"${username}"`))
  }

  test('signs up, confirms and signs in', async () => {
    const ada = person('ada')
    await login.follow('Create an account')
    await visitor.check()
    await login.signUp(ada)
    assert.equal(await login.heading(), 'Confirm your account')
    await visitor.check()
    await login.code.fill('000 000')
    await login.press('Confirm')
    assert.equal(await login.problem(), 'That code is not right. Check it and try again.')
    await visitor.check()
    const code = await system.codeFor(ada.email)
    await login.code.fill(`Your code is ${code.slice(0, 3)}-${code.slice(3)}.`)
    await login.press('Confirm')
    assert.equal(await login.notice(), 'Your account is confirmed. You can sign in now.')
    await visitor.check()
    await login.signIn(ada.username, ada.password)
    await isSignedIn(ada.username)
  })

  test('asks for another code', async () => {
    const bea = person('bea')
    await login.follow('Create an account')
    await login.signUp(bea)
    const first = await system.codeFor(bea.email)
    await login.press('Send a new code')
    assert.equal(await login.notice(), 'A new code is on its way. Older codes no longer work.')
    await visitor.check()
    await login.code.fill(first)
    await login.press('Confirm')
    assert.equal(await login.problem(), 'That code is not right. Check it and try again.')
    await login.code.fill(await system.codeFor(bea.email))
    await login.press('Confirm')
    assert.equal(await login.heading(), 'Sign in')
  })

  test('gets back in with a code after forgetting the password', async () => {
    const carol = await addPerson(system, 'carol')
    await login.follow('Forgot your password?')
    await login.recover(carol.username)
    await login.code.fill(await system.codeFor(carol.email))
    await login.setPassword('An0ther-good-one')
    await visitor.check()
    await login.signIn(carol.username, 'An0ther-good-one')
    await isSignedIn(carol.username)
  })

  test('replaces the password that an administrator gave', async () => {
    const dora = person('dora')
    await invite(system, dora, system.ready.userPoolId)
    await login.signIn(dora.username, dora.password)
    assert.equal(await login.heading(), 'Choose a new password')
    await visitor.check()
    await login.setPassword('An0ther-good-one')
    await isSignedIn(dora.username)
  })

  test('answers with an authenticator app, and has the device remembered', async () => {
    const edith = await addPerson(system, 'edith')
    const key = await addAuthenticator(system, edith)
    system.advance(30)
    await login.signIn(edith.username, edith.password)
    await visitor.check()
    await login.code.fill(await authenticatorCode(system, key))
    await login.rememberDevice.check()
    await login.press('Verify')
    await isSignedIn(edith.username)

    await visitor.page.goto(`${system.ready.appUrl}/auth/login?returnTo=%2F&prompt=login`)
    await login.signIn(edith.username, edith.password)
    await isSignedIn(edith.username)
  })

  test('signs out of the pool', async () => {
    const frances = await addPerson(system, 'frances')
    await login.signIn(frances.username, frances.password)
    const url = new URL(system.signInUrl)
    const query = `client_id=${system.ready.clientId}&logout_uri=${system.ready.appUrl}/in-app.html`
    await visitor.page.goto(`${url.origin}/logout?${query}`)
    assert.equal(visitor.page.url(), `${system.ready.appUrl}/in-app.html`)
    await visitor.check()
    await visitor.page.goto(`${system.ready.appUrl}/auth/login?returnTo=%2F`)
    assert.equal(await login.heading(), 'Sign in')
  })

  test('is told what a wrong password and an incomplete form are told with a script', async () => {
    await login.signIn('nobody1', 'not-the-Passw0rd')
    assert.equal(await login.problem(), 'Incorrect username or password.')
    await visitor.check()
    // Without a script the browser itself keeps incomplete forms back; this one it is made to send.
    await login.username.fill(' ')
    await login.password.fill('not-the-Passw0rd')
    await login.press('Sign in')
    assert.equal(await login.problem(), 'Enter your username or email.')
    await visitor.check()
  })
})
