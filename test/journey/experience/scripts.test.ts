import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { skip } from '../chromium.ts'
import { managedLogin } from '../pages/managed-login.ts'
import { addPool, type Pool } from '../pools.ts'
import { startReferenceSystem, type ReferenceSystem } from '../reference-system.ts'

// What the script of the pages does by itself, in a real browser.

describe('what the script does unasked', { skip }, () => {
  let system: ReferenceSystem
  let mole: Pool
  before(async () => {
    system = await startReferenceSystem()
    mole = await addPool(system, {
      domain: 'mole',
      pool: { AutoVerifiedAttributes: ['email'], UserPoolTags: { 'sallyport:proof-of-work': 'on 12' } },
      client: { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    })
  })
  after(() => system?.[Symbol.asyncDispose]())

  const at = (path: string) => {
    const url = new URL(mole.signInUrl)
    url.pathname = path
    return url.href
  }

  test('22: works for a form while somebody fills it in, without a puzzle, and advises on the password', async () => {
    await using visitor = await system.visit()
    const { page } = visitor
    await page.goto(at('/signup'))
    const login = managedLogin(page)
    await login.password.pressSequentially('lovelace1815')
    const advice = page.locator('#password-advice')
    await advice.filter({ hasText: /./ }).waitFor()
    assert.match(await advice.innerText(), /easy to guess/)
    await visitor.check()
    const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/signup'))
    await login.signUp({ username: 'ada', email: 'ada@example.com', password: 'Correct-h0rse-battery' })
    const form = new URLSearchParams((await sent).postData() ?? '')
    assert.match(form.get('workDone') ?? '', /^\d+$/)
    assert.equal(await login.heading(), 'Confirm your account')
    await visitor.check()
  })

  test('22: nothing is asked of whoever has no script', async () => {
    await using visitor = await system.visit({ javaScript: false })
    const { page } = visitor
    await page.goto(at('/signup'))
    const login = managedLogin(page)
    await login.signUp({ username: 'bea', email: 'bea@example.com', password: 'Correct-h0rse-battery' })
    assert.equal(await login.heading(), 'Confirm your account')
  })

  test('29: a page that is kept open keeps what is typed in it', async () => {
    await using visitor = await system.visit()
    const { page } = visitor
    await page.goto(at('/forgotPassword'))
    const login = managedLogin(page)
    await login.recover('nobody')
    await page.locator('.expiry').evaluate((notice) => notice.classList.add('due'))
    await login.password.fill('half an entr')
    const before = page.url()
    const answered = page.waitForResponse((response) => response.request().method() === 'POST')
    await page.getByRole('button', { name: 'Keep it open' }).click()
    const { seconds } = await (await answered).json()
    assert.ok(seconds > 890)
    assert.deepEqual([page.url(), await login.password.inputValue()], [before, 'half an entr'])
    await visitor.check()
  })
})
