import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AppClientConfiguration } from '../../domain/app-clients/app-client.ts'
import type { HttpResponse } from '../../http/message.ts'
import { givenClient, givenPool, givenUser, type UserOverrides } from '../../testing/given.ts'
import { pageBrowser, type PageBrowser, type PageBrowserOptions } from '../../testing/page-browser.ts'
import { everyFlow, passwordlessPolicies } from '../../testing/passwordless.ts'
import { givenSoftPasskey } from '../../testing/soft-passkey.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'

const password = 'Correct-h0rse-battery'
const attributes = { email: 'ada@example.com', email_verified: 'true' }

async function setUp(
  ports: TestPorts,
  {
    user = { attributes },
    client: configuration = { ExplicitAuthFlows: everyFlow, PreventUserExistenceErrors: 'ENABLED' },
    tier = 'ESSENTIALS',
    ...options
  }: PageBrowserOptions & {
    readonly user?: UserOverrides
    readonly client?: Partial<AppClientConfiguration>
    readonly tier?: 'LITE' | 'ESSENTIALS'
  } = {},
) {
  const pool = await givenPool(ports, { configuration: { Policies: passwordlessPolicies, UserPoolTier: tier } })
  const client = await givenClient(ports, pool, { name: 'Harbour', configuration })
  const ada = await givenUser(ports, pool, { username: 'ada', password, ...user })
  const browser = pageBrowser(ports, pool, client, options)
  await browser.get(`/login?${browser.query}`)
  return { pool, client, user: ada, browser, at: (path: string) => `${path}?${browser.query}` }
}

/** Where a form led, and what is there. */
async function follow(browser: PageBrowser, response: HttpResponse): Promise<{ path: string; text: string }> {
  const location = new URL(String(response.headers.location))
  if (location.origin !== browser.origin) return { path: location.origin, text: location.search }
  const { body } = await browser.get(`${location.pathname}${location.search}`)
  return { path: location.pathname, text: textOf(body) }
}

function textOf(body: HttpResponse['body']): string {
  return String(body)
    .replaceAll(/<(script|style|svg)[^]*?<\/\1>|<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

function methodsIn(response: HttpResponse): readonly string[] {
  return [...String(response.body).matchAll(/name="method" value="([A-Z_]+)"/g)].map(([, method = '']) => method)
}

const left = 'https://app.example.com'

describe('a sign-in by choice', () => {
  test('asks for the name alone, then how to go on', async () => {
    await using ports = await testPorts()
    const { browser, at } = await setUp(ports)
    const first = await browser.get(at('/login'))
    assert.match(String(first.body), /autocomplete="username webauthn"/)
    assert.doesNotMatch(String(first.body), /type="password"/)
    const named = await browser.post(at('/login'), { username: 'ada' })
    assert.deepEqual([named.status, named.headers.location], [303, `${browser.origin}/choose?${browser.query}`])
    const choice = await browser.get(at('/choose'))
    assert.deepEqual(methodsIn(choice), ['PASSWORD', 'EMAIL_OTP'])
    assert.match(textOf(choice.body), /ada Not you\?/)
  })

  test('ends with a password, whose page tells managers whose it is', async () => {
    await using ports = await testPorts()
    const { browser, at } = await setUp(ports)
    await browser.post(at('/login'), { username: 'ada' })
    const chosen = await follow(browser, await browser.post(at('/choose'), { method: 'PASSWORD' }))
    assert.equal(chosen.path, '/password')
    const page = String((await browser.get(at('/password'))).body)
    assert.match(page, /name="username"\s+autocomplete="username"\s+value="ada"\s+readonly/)
    const wrong = await browser.post(at('/password'), { username: 'ada', password: 'not it' })
    assert.equal(wrong.status, 401)
    assert.match(textOf(wrong.body), /Incorrect username or password/)
    const right = await browser.post(at('/password'), { username: 'ada', password })
    assert.equal((await follow(browser, right)).path, left)
  })

  test('ends with a code by mail, which can be asked for again after a while', async () => {
    await using ports = await testPorts()
    const { browser, at } = await setUp(ports)
    await browser.post(at('/login'), { username: 'ada' })
    const sent = await follow(browser, await browser.post(at('/choose'), { method: 'EMAIL_OTP' }))
    assert.equal(sent.path, '/code')
    assert.match(sent.text, /a\*\*\*@e\*\*\*/)
    const tooSoon = await follow(browser, await browser.post(at('/choose'), { method: 'EMAIL_OTP' }))
    assert.deepEqual([tooSoon.path, ports.messages.length], ['/code', 1])
    ports.clock.advanceSeconds(31)
    const again = await follow(browser, await browser.post(at('/choose'), { method: 'EMAIL_OTP' }))
    assert.match(again.text, /A new code is on its way/)
    assert.equal(ports.messages.length, 2)
    const wrong = await browser.post(at('/code'), { code: '00000000' })
    assert.equal(wrong.status, 422)
    const right = await browser.post(at('/code'), { code: ports.messages.at(-1)?.code ?? '' })
    assert.equal((await follow(browser, right)).path, left)
  })

  test('ends with a passkey', async () => {
    await using ports = await testPorts()
    const { browser, at, pool, user } = await setUp(ports)
    const passkey = await givenSoftPasskey(ports, { pool, user })
    await browser.post(at('/login'), { username: 'ada' })
    await browser.post(at('/choose'), { method: 'WEB_AUTHN' })
    const page = String((await browser.get(at('/passkey'))).body)
    const options = /data-options="([^"]*)"/.exec(page)?.[1]?.replaceAll('&quot;', '"')
    const refused = await browser.post(at('/passkey'), { credential: passkey.answer(options, { origin: left }) })
    assert.equal(refused.status, 401)
    assert.match(textOf(refused.body), /That passkey was not accepted/)
    const right = await browser.post(at('/passkey'), { credential: passkey.answer(options) })
    assert.equal((await follow(browser, right)).path, left)
  })

  test('offers first what was used last, to the same person only', async () => {
    await using ports = await testPorts()
    const { browser, at, pool } = await setUp(ports)
    await givenUser(ports, pool, { username: 'grace', password, attributes })
    await browser.post(at('/login'), { username: 'ada' })
    await browser.post(at('/choose'), { method: 'EMAIL_OTP' })
    await browser.post(at('/code'), { code: ports.messages.at(-1)?.code ?? '' })
    const back = await follow(browser, await browser.post(at('/login'), { username: 'ada' }))
    assert.equal(back.path, '/code')
    const choice = await browser.get(at('/choose'))
    assert.deepEqual(methodsIn(choice), ['EMAIL_OTP', 'PASSWORD'])
    assert.match(textOf(choice.body), /Code by email Used last time/)
    const other = await follow(browser, await browser.post(at('/login'), { username: 'grace' }))
    assert.equal(other.path, '/choose')
    assert.doesNotMatch(other.text, /Used last time/)
  })

  test('goes straight to the password where there is nothing else', async () => {
    await using ports = await testPorts()
    const { browser, at } = await setUp(ports, { user: { attributes: {} } })
    const next = await follow(browser, await browser.post(at('/login'), { username: 'ada' }))
    assert.equal(next.path, '/password')
    assert.doesNotMatch(next.text, /Try another way/)
  })

  test('takes a password on a page that was left open for hours', async () => {
    await using ports = await testPorts()
    const { browser, at } = await setUp(ports)
    await browser.post(at('/login'), { username: 'ada' })
    ports.clock.advanceSeconds(8 * 3600)
    const right = await browser.post(at('/password'), { username: 'ada', password })
    assert.equal((await follow(browser, right)).path, left)
  })

  test('shows a stranger what it shows everybody', async () => {
    await using ports = await testPorts()
    const { browser, at } = await setUp(ports)
    const paths = new Set<string>()
    for (const username of ['nobody', 'nemo', 'kein-mensch', 'ninguno', 'personne@example.com']) {
      const next = await follow(browser, await browser.post(at('/login'), { username }))
      paths.add(next.path)
      assert.match(next.text, new RegExp(`${username} Not you\\?`))
      const wrong = await browser.post(at('/password'), { username, password })
      if (wrong.status !== 303) assert.match(textOf(wrong.body), /Incorrect username or password/)
    }
    assert.ok([...paths].every((path) => ['/choose', '/password', '/code'].includes(path)))
    assert.equal(ports.messages.length, 0)
  })
})

describe('a choice is not offered', () => {
  const cases = {
    'on the classic pages': { managedLoginVersion: 1 },
    'below Essentials': { tier: 'LITE' },
    'by a client that does not allow it': { client: {} },
  } as const
  for (const [where, options] of Object.entries(cases)) {
    test(where, async () => {
      await using ports = await testPorts()
      const { browser, at } = await setUp(ports, options)
      const { body } = await browser.get(at('/login'))
      assert.match(String(body), /type="password"/)
      assert.doesNotMatch(String(body), /passkey/i)
      const next = await browser.post(at('/password'), { username: 'ada', password })
      assert.equal((await follow(browser, next)).path, '/login')
    })
  }
})
