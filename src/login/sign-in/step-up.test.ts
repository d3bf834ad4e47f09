import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { pageBrowser } from '../../testing/page-browser.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'

const password = 'Correct-h0rse-battery'
const mfa = { MfaConfiguration: 'OFF', EmailMfaConfiguration: {} } as const
const surer = { acr_values: 'urn:cognito:loa:3' }

/** Ada, with mail as a second factor that the pool asks nobody for by itself, and a browser that is signed in already. */
async function setUp(ports: TestPorts, asked: Readonly<Record<string, string>> = surer) {
  const pool = await givenPool(ports, { mfa })
  const client = await givenClient(ports, pool, { name: 'Harbour' })
  const user = await givenUser(ports, pool, {
    username: 'ada',
    password,
    attributes: { email: 'ada@example.com', email_verified: 'true' },
    mfaFactors: ['EMAIL_OTP'],
  })
  const plain = pageBrowser(ports, pool, client)
  await plain.get(`/login?${plain.query}`)
  await plain.post(`/login?${plain.query}`, { username: 'ada', password })
  const browser = pageBrowser(ports, pool, client, { asked })
  for (const [name, value] of plain.cookies) browser.cookies.set(name, value)
  return { pool, client, user, browser, at: (path: string) => `${path}?${browser.query}` }
}

const leaves = ({ headers }: { headers: Readonly<Record<string, unknown>> }) =>
  String(headers.location).startsWith('https://app.example.com/callback?code=')

describe('a client that wants to be surer of somebody who is signed in', () => {
  test('has them asked for the missing factor only, once they say that they go on', async () => {
    await using ports = await testPorts()
    const { browser, at } = await setUp(ports)
    const session = browser.cookies.get('cognito')
    const page = await browser.get(at('/login'))
    assert.match(String(page.body), /Harbour asks for one more proof/)
    assert.doesNotMatch(String(page.body), /type="password"/)
    assert.equal(ports.messages.length, 0, 'nobody gets a code for having opened a page')
    const onward = await browser.post(at('/login'), { stepUp: 'yes' })
    assert.equal(onward.headers.location, `${browser.origin}${at('/mfa')}`)
    assert.equal(browser.cookies.get('cognito'), session, 'whoever backs out now is signed in as before')
    const done = await browser.post(at('/mfa'), { code: ports.messages.at(-1)?.code ?? '' })
    assert.ok(leaves(done))
    assert.notEqual(browser.cookies.get('cognito'), session)
  })

  test('lets them use another account', async () => {
    await using ports = await testPorts()
    const { browser, at } = await setUp(ports)
    const other = await browser.post(at('/login'), { stepUp: 'no' })
    assert.equal(other.headers.location, `${browser.origin}${at('/login')}`)
    assert.match(String((await browser.get(at('/login'))).body), /type="password"/)
  })

  const anew: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'too long ago': { max_age: '60' },
    'for this client anew': { prompt: 'login' },
  }
  for (const [how, more] of Object.entries(anew)) {
    test(`has them sign in whole where they did ${how}`, async () => {
      await using ports = await testPorts()
      const { browser, at } = await setUp(ports, { ...surer, ...more })
      ports.clock.advanceSeconds(61)
      assert.match(String((await browser.get(at('/login'))).body), /type="password"/)
      const next = await browser.post(at('/login'), { username: 'ada', password })
      assert.equal(next.headers.location, `${browser.origin}${at('/mfa')}`)
    })
  }

  test('finds nothing to ask where the password has changed since', async () => {
    await using ports = await testPorts()
    const { browser, at, user } = await setUp(ports)
    ports.clock.advanceSeconds(10)
    const changed = { ...user, passwordSetAt: ports.clock.now(), version: user.version + 1 }
    await ports.storage.commit([
      { write: 'updateUser', user: changed, aliases: [{ namespace: 'username', key: 'ada' }] },
    ])
    assert.match(String((await browser.get(at('/login'))).body), /type="password"/)
  })
})
