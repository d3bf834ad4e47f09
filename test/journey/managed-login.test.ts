import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Cookie } from 'playwright-core'
import { skip } from './chromium.ts'
import { watchReceivedTokens, type ReceivedTokens } from './detectors/tokens-received.ts'
import { inAppPage } from './pages/in-app.ts'
import { managedLogin, type ManagedLogin } from './pages/managed-login.ts'
import { notesApp, type NotesApp } from './pages/notes-app.ts'
import { addPerson, authenticatorCode, invite, person, type Person } from './people.ts'
import { startReferenceSystem, type ReferenceSystem } from './reference-system.ts'
import type { Visitor } from './visitor.ts'

describe('a person at the app that signs in by redirect', { skip }, () => {
  let system: ReferenceSystem
  let visitor: Visitor
  let received: ReceivedTokens
  let login: ManagedLogin
  let app: NotesApp

  before(async () => {
    system = await startReferenceSystem()
  })
  after(() => system?.[Symbol.asyncDispose]())

  /** A browser that nobody has used. */
  async function openBrowser(): Promise<void> {
    await visitor?.[Symbol.asyncDispose]()
    visitor = await system.visit()
    received = watchReceivedTokens(visitor.context)
    login = managedLogin(visitor.page)
    app = notesApp(visitor.page, system.ready.appUrl)
  }
  beforeEach(openBrowser)

  async function check(): Promise<void> {
    await visitor.check()
    assert.deepEqual(await received.find(), [], 'answers with a token in them')
  }

  async function signIn({ username, password }: Person): Promise<void> {
    await app.open()
    await app.goToSignIn()
    await login.signIn(username, password)
  }

  async function sessionCookie(): Promise<Cookie> {
    const cookies = await visitor.context.cookies(system.ready.appUrl)
    const found = cookies.find(({ name }) => name === '__Host-sallyport-session')
    assert.ok(found, 'there is a session')
    return found
  }

  test('signs up, confirms with the code from the inbox, signs in and calls both APIs', async () => {
    const ada = person('ada')
    await app.open()
    await check()
    await app.goToSignUp()
    assert.equal(await login.heading(), 'Create your account')
    await check()
    await login.signUp(ada)
    assert.equal(await login.heading(), 'Confirm your account')
    await check()
    await login.enterCode(await system.codeFor(ada.email))
    assert.equal(await login.notice(), 'Your account is confirmed. You can sign in now.')
    assert.equal(await login.username.inputValue(), ada.username)
    await check()
    await login.signIn(ada.username, ada.password)
    await app.isShowingNotes()
    await check()
    await app.write('two doors')
    assert.equal(await app.readingTime('two doors'), '2 words, 0.1 min')
    await check()
    const { httpOnly, secure, sameSite, path } = await sessionCookie()
    assert.deepEqual({ httpOnly, secure, sameSite, path }, { httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
  })

  test('signs in with the e-mail address as well', async () => {
    const bea = await addPerson(system, 'bea')
    await signIn({ ...bea, username: bea.email })
    await app.isShowingNotes()
    await check()
  })

  test('stays signed in when the access token expires, until an hour goes by unused', async () => {
    await signIn(await addPerson(system, 'carol'))
    await app.isShowingNotes()
    system.advance(3000)
    await app.write('within the hour of the first token')
    system.advance(1000)
    await app.write('the token has been renewed')
    await check()
    system.advance(3601)
    await app.open()
    await app.signInLink.waitFor()
    await check()
  })

  test('signs out: of the app, of the pool, and for good', async () => {
    await signIn(await addPerson(system, 'dora'))
    await app.isShowingNotes()
    const stolen = await sessionCookie()
    await app.signOut()
    await check()
    assert.deepEqual(await visitor.context.cookies(system.ready.appUrl), [])

    await visitor.context.addCookies([stolen])
    await app.open()
    await app.signInLink.waitFor()
    await app.goToSignIn()
    assert.equal(await login.heading(), 'Sign in')
    await check()
  })

  test('signs in once for every app of the pool', async () => {
    await signIn(await addPerson(system, 'edith'))
    await app.isShowingNotes()
    const other = await visitor.openTab()
    await other.page.goto(`${system.signInUrl.replace('/login?', '/oauth2/authorize?')}&prompt=none`)
    assert.match(other.page.url(), /\/in-app\.html\?code=/)
  })

  test('reads the same after a wrong password, whether the account exists or not', async () => {
    const frances = await addPerson(system, 'frances')
    const pages: string[] = []
    for (const username of [frances.username, 'nobody1']) {
      await openBrowser()
      await app.open()
      await app.goToSignIn()
      const [response] = await Promise.all([
        visitor.page.waitForResponse((answer) => answer.request().method() === 'POST'),
        login.signIn(username, 'not-the-Passw0rd'),
      ])
      assert.equal(response.status(), 401)
      assert.equal(await login.problem(), 'Incorrect username or password.')
      assert.equal(await login.username.inputValue(), username)
      assert.equal(await login.password.inputValue(), '')
      await check()
      // The token against forgery and the query are of this one visit.
      const markup = (await visitor.page.content())
        .replaceAll(/(type="hidden" name="[^"]*" value=")[^"]*/g, '$1')
        .replaceAll(/\?response_type=[^"]*/g, '')
      pages.push(markup.replaceAll(username, ''))
    }
    assert.equal(pages[0], pages[1])
  })

  test('is made to wait after guessing, and let in when the time is over', async () => {
    const gwen = await addPerson(system, 'gwen')
    await signIn({ ...gwen, password: 'guess-Number-1' })
    for (let guess = 2; guess <= 5; guess += 1) await login.signIn(gwen.username, `guess-Number-${guess}`)
    // Every failure from here on doubles the lock, until it outlasts what a test takes.
    for (const lockSeconds of [1, 2, 4, 8, 16, 32, 64]) {
      system.advance(lockSeconds)
      await login.signIn(gwen.username, 'one-more-Gu3ss')
    }
    await login.signIn(gwen.username, gwen.password)
    assert.match(await login.problem(), /^Too many attempts\. Try again in [23] minutes, or reset your password\.$/)
    await check()
    system.advance(128)
    await login.signIn(gwen.username, gwen.password)
    await app.isShowingNotes()
    await check()
  })

  test('gets back in with a code after forgetting the password', async () => {
    const hanna = await addPerson(system, 'hanna')
    await app.open()
    await app.goToSignIn()
    await login.follow('Forgot your password?')
    await check()
    await login.recover(hanna.email)
    assert.equal(await login.heading(), 'Set a new password')
    await check()
    await login.code.fill(await system.codeFor(hanna.email))
    await login.setPassword('An0ther-good-one')
    assert.equal(await login.notice(), 'Your password is changed. Sign in with the new one.')
    await check()
    await login.signIn(hanna.username, hanna.password)
    assert.equal(await login.problem(), 'Incorrect username or password.')
    await login.signIn(hanna.username, 'An0ther-good-one')
    await app.isShowingNotes()
    await check()
  })

  test('replaces the password that an administrator gave', async () => {
    const irene = person('irene')
    await invite(system, irene, system.ready.userPoolId)
    await signIn(irene)
    assert.equal(await login.heading(), 'Choose a new password')
    await check()
    await login.setPassword('too short?')
    assert.equal(await login.problem(), 'Add an uppercase letter to your password.')
    await check()
    await login.setPassword('An0ther-good-one')
    await app.isShowingNotes()
    await check()
  })

  test('sets up an authenticator app, is asked for its code, and is not where the device is remembered', async () => {
    const judith = await addPerson(system, 'judith')
    const key = await setUpAuthenticator(judith)
    system.advance(30)

    await openBrowser()
    await signIn(judith)
    assert.equal(await login.heading(), 'Verify it’s you')
    await check()
    await login.code.fill('000000')
    await login.press('Verify')
    assert.equal(await login.problem(), 'That code is not right. Check it and try again.')
    await check()
    await login.code.fill(await authenticatorCode(system, key))
    await login.rememberDevice.check()
    await login.press('Verify')
    await app.isShowingNotes()
    await check()

    await app.signOut()
    await app.goToSignIn()
    await login.signIn(judith.username, judith.password)
    await app.isShowingNotes()
    await check()

    await openBrowser()
    await signIn(judith)
    assert.equal(await login.heading(), 'Verify it’s you')
  })

  /** On the account page, which belongs to the other way of signing in. */
  async function setUpAuthenticator({ username, password }: Person): Promise<string> {
    await using other = await system.visit()
    const page = inAppPage(other.page, system.ready.appUrl)
    await page.open()
    await page.signIn(username, password)
    await page.arrivesAt('Your notes')
    await page.openAccount()
    await page.press('Set it up')
    const key = await page.authenticatorKey()
    await page.enterCode('Turn it on', await authenticatorCode(system, key))
    await page.says('The authenticator app is set up.')
    return key
  }
})
