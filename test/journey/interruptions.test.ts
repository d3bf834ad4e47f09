import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { skip } from './chromium.ts'
import { managedLogin, type ManagedLogin } from './pages/managed-login.ts'
import { notesApp, type NotesApp } from './pages/notes-app.ts'
import { submitting } from './pages/submitting.ts'
import { addAuthenticator, addPerson, authenticatorCode, person } from './people.ts'
import { startReferenceSystem, type ReferenceSystem } from './reference-system.ts'
import type { Visitor } from './visitor.ts'

const stepOver = 'That step is over, or it was left open for too long. Sign in to go on.'
const outOfDate = /^This page was out of date\. Please try again\./

describe('a sign-in that does not go straight on', { skip }, () => {
  let system: ReferenceSystem
  let visitor: Visitor
  let login: ManagedLogin
  let app: NotesApp

  before(async () => {
    system = await startReferenceSystem()
  })
  after(() => system?.[Symbol.asyncDispose]())

  beforeEach(async () => {
    await visitor?.[Symbol.asyncDispose]()
    visitor = await system.visit()
    login = managedLogin(visitor.page)
    app = notesApp(visitor.page, system.ready.appUrl)
    await app.open()
    await app.goToSignIn()
  })

  /** On the visitor's pages time goes on from now on when the test says so. */
  async function stopClock(): Promise<void> {
    const time = Date.now()
    await visitor.page.clock.install({ time })
    // It runs until then, which is far off.
    await visitor.page.clock.pauseAt(time + 3_600_000)
  }

  /** Bodies of the forms that the page has sent. */
  function sentForms(): readonly string[] {
    const sent: string[] = []
    visitor.page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.postData() ?? '')
    })
    return sent
  }

  test('sends a form once, however often the button is pressed', async () => {
    const ada = await addPerson(system, 'ada')
    await login.username.fill(ada.username)
    await login.password.fill(ada.password)
    const sent = sentForms()
    await visitor.page.getByRole('button', { name: 'Sign in' }).dblclick()
    await app.isShowingNotes()
    assert.equal(sent.length, 1)
    await visitor.check()
  })

  test('says that it is under way where the network is slow', async () => {
    const bea = await addPerson(system, 'bea')
    const held = Promise.withResolvers<void>()
    await visitor.page.route('**/login?*', async (route) => {
      await held.promise
      await route.continue()
    })
    await login.username.fill(bea.username)
    await login.password.fill(bea.password)
    // The page tells of itself: it cannot be asked while it waits for the next one.
    const told = Promise.withResolvers<string>()
    await visitor.page.exposeFunction('tell', told.resolve)
    await visitor.page.evaluate(`{
      const button = document.querySelector('button[type=submit]')
      const observer = new MutationObserver(() => tell(button.ariaDisabled + ' ' + button.textContent))
      observer.observe(button, { childList: true })
    }`)
    await visitor.page.getByRole('button', { name: 'Sign in' }).click({ noWaitAfter: true })
    assert.equal(await told.promise, 'true Signing in…')
    held.resolve()
    await app.isShowingNotes()
  })

  test('is a fresh form after the back button', async () => {
    const carol = await addPerson(system, 'carol')
    await login.follow('Forgot your password?')
    await visitor.page.goBack()
    await login.signIn(carol.username, 'not-the-Passw0rd')
    await visitor.page.goBack()
    assert.equal(await login.heading(), 'Sign in')
    assert.equal(await visitor.page.getByRole('alert').count(), 0)
    await login.signIn(carol.username, carol.password)
    await app.isShowingNotes()
    await visitor.page.goBack()
    assert.equal(await login.heading(), 'Sign in')
    await visitor.check()
  })

  test('leads on from a step that the back button reaches again', async () => {
    const dora = person('dora')
    await login.follow('Create an account')
    await login.signUp(dora)
    await login.enterCode(await system.codeFor(dora.email))
    await visitor.page.goBack()
    assert.equal(await login.problem(), stepOver)
    await visitor.check()
    await login.signIn(dora.username, dora.password)
    await app.isShowingNotes()
  })

  test('goes on in each of two tabs', async () => {
    const edith = await addPerson(system, 'edith')
    await using tab = await visitor.openTab()
    const other = notesApp(tab.page, system.ready.appUrl)
    await other.open()
    await other.goToSignIn()
    await managedLogin(tab.page).signIn(edith.username, edith.password)
    await other.isShowingNotes()
    await login.signIn(edith.username, edith.password)
    await app.isShowingNotes()
    await visitor.check()
  })

  test('waits for its code while another tab begins anew', async () => {
    const karla = person('karla')
    await login.follow('Create an account')
    await login.signUp(karla)
    await using tab = await visitor.openTab()
    await tab.page.goto(system.signInUrl)
    await managedLogin(tab.page).follow('Forgot your password?')
    await login.enterCode(await system.codeFor(karla.email))
    assert.equal(await login.notice(), 'Your account is confirmed. You can sign in now.')
  })

  test('comes back to the code when the time for it was over', async () => {
    const frances = person('frances')
    await login.follow('Create an account')
    await login.signUp(frances)
    system.advance(901)
    await login.enterCode(await system.codeFor(frances.email))
    assert.equal(await login.problem(), stepOver)
    await visitor.check()
    await login.signIn(frances.username, frances.password)
    assert.equal(await login.heading(), 'Confirm your account')
    await login.press('Send a new code')
    assert.equal(await login.notice(), 'A new code is on its way. Older codes no longer work.')
    await login.enterCode(await system.codeFor(frances.email))
    await login.signIn(frances.username, frances.password)
    await app.isShowingNotes()
  })

  test('starts again when a second factor took too long', async () => {
    const gwen = await addPerson(system, 'gwen')
    const key = await addAuthenticator(system, gwen)
    system.advance(30)
    await login.signIn(gwen.username, gwen.password)
    system.advance(181)
    await login.code.fill(await authenticatorCode(system, key))
    await login.press('Verify')
    assert.equal(await login.problem(), stepOver)
    assert.equal(await login.username.inputValue(), gwen.username)
  })

  test('is warned before its time is over, once, and goes on or begins again', async () => {
    const lena = await addPerson(system, 'lena')
    await addAuthenticator(system, lena)
    system.advance(30)
    const { page } = visitor
    await stopClock()
    await login.signIn(lena.username, lena.password)
    const status = page.locator('#expiry-status')
    const timer = page.getByRole('timer')
    const keep = page.getByRole('button', { name: 'Keep it open' })
    assert.deepEqual([await timer.isVisible(), await keep.isVisible(), await status.textContent()], [false, false, ''])
    await page.clock.runFor(70_000)
    assert.deepEqual(await visitor.findBarriers(), [])
    // Seventy seconds, and what the server took for the page.
    assert.match(await timer.innerText(), /^This page times out in 1:[2-5]\d\.$/)
    assert.equal(await status.textContent(), 'This page times out in 2:00.')
    system.advance(70)
    await keep.click()
    await timer.waitFor({ state: 'hidden' })
    assert.equal(await login.heading(), 'Verify it’s you')
    await page.clock.runFor(181_000)
    assert.deepEqual(
      [await timer.innerText(), await status.textContent(), await keep.count()],
      ['This page has timed out.', 'This page has timed out.', 0],
    )
    await login.follow('Start again')
    assert.equal(await login.heading(), 'Sign in')
    await visitor.check()
  })

  test('is told once that another code may be asked for', async () => {
    const { page } = visitor
    await stopClock()
    await login.follow('Create an account')
    await login.signUp(person('mona'))
    const resend = page.getByRole('button', { name: 'Send a new code' })
    assert.equal(await resend.isDisabled(), true)
    await page.clock.runFor(31_000)
    assert.equal(await resend.isDisabled(), false)
    await page.getByRole('status').filter({ hasText: 'You can ask for a new code now.' }).waitFor()
  })

  test('ends with one more press of a button on a page that was left open for a night', async () => {
    const hanna = await addPerson(system, 'hanna')
    system.advance(8 * 3600)
    await login.signIn(hanna.username, hanna.password)
    const alert = visitor.page.getByRole('alert')
    assert.equal(await alert.innerText(), 'Signing in took too long. Press “Sign in” to go on.')
    await visitor.check()
    await app.goToSignIn()
    await app.isShowingNotes()
  })

  test('shows the form again, with a fresh token, when the browser has lost its cookies', async () => {
    const irene = await addPerson(system, 'irene')
    await visitor.page.goto(system.signInUrl)
    await visitor.context.clearCookies()
    const answered = visitor.page.waitForResponse((response) => response.request().method() === 'POST')
    await login.signIn(irene.username, irene.password)
    assert.equal((await answered).status(), 403)
    assert.match(await login.problem(), outOfDate)
    await visitor.check()
    await login.signIn(irene.username, irene.password)
    assert.match(visitor.page.url(), /\/in-app\.html\?code=/)
  })

  test('refuses a form that another site sends', async () => {
    const judith = await addPerson(system, 'judith')
    const entries = `<input name="username" value="${judith.username}"><input name="password" value="${judith.password}">`
    const body = `<form method="post" action="${system.signInUrl.replaceAll('&', '&amp;')}">${entries}<button>Win</button></form>`
    await visitor.page.route('https://elsewhere.localhost/', (route) =>
      route.fulfill({ body, contentType: 'text/html' }),
    )
    await visitor.page.goto('https://elsewhere.localhost/')
    await submitting(visitor.page, () => visitor.page.getByRole('button').click())
    assert.match(await login.problem(), outOfDate)
    const cookies = await visitor.context.cookies(system.signInUrl)
    assert.deepEqual(
      cookies.filter(({ name }) => name === 'cognito'),
      [],
    )
  })
})

describe('a request that no application should send', { skip }, () => {
  let system: ReferenceSystem
  before(async () => {
    system = await startReferenceSystem()
  })
  after(() => system?.[Symbol.asyncDispose]())

  const unknown = 'The application that sent you here is not known. Go back to it and try again.'
  const unregistered = 'The application that sent you here gave a return address that is not registered.'
  const incomplete = 'The application that sent you here made an incomplete request.'
  const elsewhere = 'https://evil.localhost/'
  const cases: Readonly<Record<string, readonly [query: Readonly<Record<string, string>>, lead: string]>> = {
    'an unknown client': [{ client_id: 'nobody', redirect_uri: elsewhere }, unknown],
    'no client': [{ client_id: '', redirect_uri: elsewhere }, incomplete],
    'an address that is not registered': [{ redirect_uri: elsewhere }, unregistered],
    'no address': [{ redirect_uri: '' }, incomplete],
  }
  for (const path of ['/login', '/oauth2/authorize', '/signup']) {
    for (const [what, [changes, lead]] of Object.entries(cases)) {
      test(`is answered on a page of its own: ${path} with ${what}`, async () => {
        await using visitor = await system.visit()
        const hosts = new Set<string>()
        visitor.page.on('request', (request) => hosts.add(new URL(request.url()).host))
        const url = new URL(system.signInUrl)
        url.pathname = path
        for (const [name, value] of Object.entries(changes)) {
          if (value === '') url.searchParams.delete(name)
          else url.searchParams.set(name, value)
        }
        const response = await visitor.page.goto(url.href)
        assert.deepEqual([response?.status(), new URL(visitor.page.url()).pathname], [400, '/error'])
        assert.equal(await visitor.page.locator('.lead').innerText(), lead)
        assert.deepEqual([...hosts], [url.host])
        await visitor.check()
      })
    }
  }
})
