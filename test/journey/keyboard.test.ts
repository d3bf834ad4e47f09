import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { skip } from './chromium.ts'
import type { DomainRoute } from '../../src/flows/user-pools/domain-request.ts'
import { loginRoutes } from '../../src/login/routes.ts'
import { flows, pathsBesides } from './keyboard/flows.ts'
import { addKeyboardPools, type KeyboardPools } from './keyboard/pools.ts'
import { typistAt } from './keyboard/typist.ts'
import { managedLogin, type ManagedLogin } from './pages/managed-login.ts'
import { notesApp, type NotesApp } from './pages/notes-app.ts'
import { submitting } from './pages/submitting.ts'
import { addPerson } from './people.ts'
import { startReferenceSystem, type ReferenceSystem } from './reference-system.ts'
import type { Visitor } from './visitor.ts'

/** Answers with pages; what only they load does not lie on anybody's way. */
const isPage = ({ method, path }: DomainRoute): boolean =>
  method === 'GET' && !/^\/(assets|\.well-known|style|logo|picture)/.test(path) && !pathsBesides.has(path)

test('every page of the route table lies on the way of somebody at a keyboard', () => {
  const walked = new Set(flows.flatMap(({ paths }) => paths))
  const pages = loginRoutes.filter(isPage).map(({ path }) => path)
  assert.deepEqual(
    pages.filter((path) => !walked.has(path)),
    [],
    'pages that no flow leads to',
  )
  assert.deepEqual(
    [...walked].filter((path) => !pages.includes(path)),
    [],
    'paths that are no page',
  )
})

let system: ReferenceSystem
before(async () => {
  if (skip === false) system = await startReferenceSystem()
})
after(() => system?.[Symbol.asyncDispose]())

describe('a person who has nothing but a keyboard', { skip }, () => {
  let pools: KeyboardPools
  before(async () => {
    pools = await addKeyboardPools(system)
  })

  for (const [index, { name, paths, walk }] of flows.entries()) {
    test(name, async () => {
      await using visitor = await system.visit()
      const typist = typistAt(visitor)
      await walk({ system, pools, typist, name: `walker${index}` })
      assert.deepEqual(
        paths.filter((path) => !typist.paths.has(path)),
        [],
        'pages that were not met',
      )
      assert.deepEqual(visitor.faults, [])
    })
  }
})

describe('a person at a keyboard', { skip }, () => {
  let visitor: Visitor
  let page: Page
  let login: ManagedLogin
  let app: NotesApp

  beforeEach(async () => {
    await visitor?.[Symbol.asyncDispose]()
    visitor = await system.visit()
    page = visitor.page
    login = managedLogin(page)
    app = notesApp(page, system.ready.appUrl)
    await app.open()
    await app.goToSignIn()
  })

  /** The accessible name of what has the focus; it must be seen to have it. */
  async function focused(): Promise<string> {
    // Chromium gives autofocus its effect with the first frame, which may come after the load event.
    await page.locator(':focus').waitFor()
    const outline: string = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')
    assert.notEqual(outline, 'none', 'the focus can be seen')
    const name: string = await page.evaluate(`(() => {
      const { activeElement: it } = document
      return it.ariaLabel ?? it.labels?.[0]?.textContent ?? it.textContent.trim()
    })()`)
    return name
  }

  async function tab(times = 1): Promise<string> {
    for (let pressed = 0; pressed < times; pressed += 1) await page.keyboard.press('Tab')
    return focused()
  }

  test('signs in and out', async () => {
    const ada = await addPerson(system, 'ada')
    assert.equal(await focused(), 'Username or email')
    await page.keyboard.type(ada.username)
    assert.equal(await tab(), 'Password')
    await page.keyboard.type(ada.password)
    await submitting(page, () => page.keyboard.press('Enter'))
    await app.isShowingNotes()
    await page.getByRole('button', { name: 'Sign out' }).focus()
    await submitting(page, async () => {
      await page.keyboard.press('Enter')
      await app.signInLink.waitFor()
    })
    await visitor.check()
  })

  test('meets everything on the page, in its order', async () => {
    const met = [await focused()]
    for (let pressed = 0; pressed < 5; pressed += 1) met.push(await tab())
    assert.deepEqual(met, [
      'Username or email',
      'Password',
      'Show password',
      'Forgot your password?',
      'Sign in',
      'Create an account',
    ])
  })

  test('is taken to what is wrong, and from there to the field', async () => {
    await login.username.fill(' ')
    await login.password.fill('not-the-Passw0rd')
    await login.press('Sign in')
    assert.equal(await focused(), 'There is a problem')
    assert.match(await page.title(), /^Error: /)
    assert.equal(await tab(), 'Enter your username or email.')
    await page.keyboard.press('Enter')
    assert.equal(await focused(), 'Username or email')
    const field = page.locator(':focus')
    assert.equal(await field.getAttribute('aria-invalid'), 'true')
    const describedBy = await field.getAttribute('aria-describedby')
    assert.equal(await page.locator(`#${describedBy ?? ''}`).innerText(), 'Enter your username or email.')
  })

  test('reads the password while it is shown, and sends it hidden', async () => {
    await login.username.fill('nobody1')
    await login.password.fill('not-the-Passw0rd')
    const show = page.getByRole('button', { name: 'Show password' })
    await show.press('Space')
    assert.deepEqual(
      [await login.password.getAttribute('type'), await show.getAttribute('aria-pressed')],
      ['text', 'true'],
    )
    await visitor.check()
    await show.press('Space')
    assert.deepEqual(
      [await login.password.getAttribute('type'), await show.getAttribute('aria-pressed')],
      ['password', 'false'],
    )
    await show.press('Space')
    // Held back, so that the page that sends can still be looked at.
    await page.evaluate(`document.forms[0].addEventListener('submit', (event) => event.preventDefault())`)
    await login.password.press('Enter')
    assert.equal(await login.password.getAttribute('type'), 'password')
  })

  test('is warned of Caps Lock', async () => {
    const warning = page.getByRole('status')
    const release = (isOn: boolean) =>
      login.password.evaluate((input, modifierCapsLock) => {
        const { KeyboardEvent } = globalThis as unknown as Record<
          'KeyboardEvent',
          new (name: string, init: object) => Event
        >
        ;(input as unknown as EventTarget).dispatchEvent(new KeyboardEvent('keyup', { modifierCapsLock }))
      }, isOn)
    await release(true)
    assert.equal(await warning.innerText(), 'Caps Lock is on.')
    await visitor.check()
    await release(false)
    assert.equal(await warning.innerText(), '')
  })

  test('sees a password rule ticked off as soon as it is met', async () => {
    await login.follow('Create an account')
    const met = page.locator('.rules [data-met=true]')
    assert.deepEqual(await met.allInnerTexts(), [])
    await login.password.fill('Abc')
    assert.deepEqual(await met.allInnerTexts(), ['A lowercase letter', 'An uppercase letter'])
    await login.password.fill('Correct-h0rse')
    assert.equal(await met.count(), 5)
  })
})
