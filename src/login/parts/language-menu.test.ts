import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { givenClient, givenPool } from '../../testing/given.ts'
import { pageBrowser } from '../../testing/page-browser.ts'
import { testPorts } from '../../testing/test-ports.ts'

describe('the language menu', () => {
  test('keeps what the application asked for, except the language', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports, { configuration: { UserPoolTags: { 'sallyport:language-negotiation': 'on' } } })
    const browser = pageBrowser(ports, pool, await givenClient(ports, pool))
    const { body } = await browser.get(`/login?${browser.query}&state=a%22%2Bb&ui_locales=en&lang=de`)
    const menu = /<form class="languages"[\s\S]*?<\/form>/.exec(String(body))?.[0] ?? ''
    const kept = [...menu.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value])
    assert.deepEqual(kept, [...new URLSearchParams(browser.query).entries(), ['state', 'a&quot;+b']])
    assert.match(menu, /<option value="en" lang="en" dir="ltr"\s+selected>\s*English/)
    assert.match(menu, /<option value="de" lang="de" dir="ltr"\s*>\s*Deutsch/)
  })

  test('leads to the page in that language, and the next one too', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const browser = pageBrowser(ports, pool, await givenClient(ports, pool))
    const first = await browser.get(`/login?${browser.query}&lang=de`)
    const next = await browser.get(`/forgotPassword?${browser.query}`)
    assert.match(String(first.body), /<html lang="de" dir="ltr">[\s\S]*<h1>Anmelden<\/h1>/)
    assert.match(String(next.body), /<h1>Passwort zurücksetzen<\/h1>/)
    const failed = await browser.post(`/login?${browser.query}`, { username: '', password: 'x' })
    assert.match(String(failed.body), /Geben Sie Ihren Benutzernamen/)
    const lost = await browser.get('/error?error=redirect_mismatch')
    assert.match(String(lost.body), /<h1>Etwas ist schiefgelaufen<\/h1>/)
  })

  test('is the language of the mail that follows', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports, { configuration: { AutoVerifiedAttributes: ['email'] } })
    const browser = pageBrowser(ports, pool, await givenClient(ports, pool))
    await browser.get(`/signup?${browser.query}&lang=de`)
    const form = { username: 'ada', email: 'ada@example.com', password: 'Correct-h0rse-battery' }
    assert.equal((await browser.post(`/signup?${browser.query}`, form)).status, 303)
    const [mail] = ports.messages
    assert.equal(mail?.subject, 'Ihr Bestätigungscode')
    assert.equal(mail?.html, `<div lang="de" dir="ltr">Ihr Bestätigungscode lautet ${mail?.code}</div>`)
  })
})
