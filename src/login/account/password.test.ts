import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkAccessToken } from '../../flows/tokens/check-access-token.ts'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { givenAccountCentre } from '../../testing/account-centre.ts'
import { pageBrowser } from '../../testing/page-browser.ts'
import { testPorts } from '../../testing/test-ports.ts'

const password = 'Correct-h0rse-battery'
const form = { current: password, password: 'An0ther-horse-battery!' }

describe('changing the password', () => {
  test('offers to end all other sessions, and does so in the same commit', async () => {
    await using ports = await testPorts()
    const { browser, pool, client, signIn } = await givenAccountCentre(ports, { password })
    await signIn()
    const elsewhere = pageBrowser(ports, pool, client)
    for (const [name, value] of browser.cookies) elsewhere.cookies.set(name, value)
    const token = await accessTokenOf(ports, client, 'ada', password)
    ports.clock.advanceSeconds(1)

    const asked = String((await browser.get('/account/password')).body)
    assert.match(asked, /name="others"\s+value="yes"\s+checked\s*\/>Sign out my other sessions/)
    const old = browser.cookies.get('cognito')
    const changed = await browser.post('/account/password', { ...form, others: 'yes' })
    assert.equal(changed.status, 303)
    const writes = ports.commits.at(-1)?.writes.map(({ write }) => write)
    assert.deepEqual(
      ['signOutEverywhere', 'createLoginSession', 'updateUser'].map((name) => writes?.includes(name as never)),
      [true, true, true],
    )

    assert.notEqual(browser.cookies.get('cognito'), old)
    assert.match(String((await browser.get('/account/password')).body), /your other sessions are signed out/)
    assert.match(String((await elsewhere.get('/account')).headers.location), /\/login\?/)
    assert.equal((await checkAccessToken(ports, token)).kind, 'invalid')
  })

  test('leaves them where the box is not ticked, and says so', async () => {
    await using ports = await testPorts()
    const { browser, client, signIn } = await givenAccountCentre(ports, { password })
    await signIn()
    const token = await accessTokenOf(ports, client, 'ada', password)
    await browser.get('/account/password')
    const wrong = await browser.post('/account/password', { ...form, current: 'wrong' })
    assert.match(String(wrong.body), /name="others"\s+value="yes"\s*\/>Sign out my other/)
    const old = browser.cookies.get('cognito')
    await browser.post('/account/password', form)
    assert.equal(browser.cookies.get('cognito'), old)
    assert.match(String((await browser.get('/account/password')).body), /sign out everywhere\./)
    assert.equal((await checkAccessToken(ports, token)).kind, 'valid')
  })

  test('ends nothing where the current password is wrong', async () => {
    await using ports = await testPorts()
    const { browser, user, signIn } = await givenAccountCentre(ports, { password })
    await signIn()
    await browser.get('/account/password')
    const wrong = await browser.post('/account/password', { ...form, current: 'wrong', others: 'yes' })
    assert.equal(wrong.status, 422)
    assert.equal(await ports.storage.users.findSignedOutAt(user.poolId, user.sub), undefined)
  })
})

describe('a notice of what was done at a page', () => {
  test('is in the language of the page', async () => {
    await using ports = await testPorts()
    const { browser, signIn } = await givenAccountCentre(ports, {
      password,
      pool: { mfa: { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } } },
      tags: { 'sallyport:recovery-codes': 'on' },
    })
    await signIn()
    browser.cookies.set('lang', 'de')
    await browser.get('/account/recovery-codes')
    await browser.post('/account/recovery-codes', {})
    await browser.post('/account/authenticator', { action: 'remove' })
    await browser.post('/account/password', form)
    assert.deepEqual(
      ports.messages.map(({ subject }) => subject),
      [
        'Neue Wiederherstellungscodes wurden erstellt',
        'Ihr zweiter Schritt wurde geändert',
        'Ihr Passwort wurde geändert',
      ],
    )
  })
})
