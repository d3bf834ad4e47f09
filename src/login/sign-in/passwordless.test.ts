import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import type { UserPoolOverrides } from '../../testing/build-user-pool.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { pageBrowser, type PageBrowser } from '../../testing/page-browser.ts'
import { everyFlow, passwordlessPolicies } from '../../testing/passwordless.ts'
import { givenSoftPasskey } from '../../testing/soft-passkey.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'

async function setUp(ports: TestPorts, { configuration = {}, ...overrides }: UserPoolOverrides = {}) {
  const settings: UserPoolConfiguration = {
    Policies: passwordlessPolicies,
    AutoVerifiedAttributes: ['email'],
    ...configuration,
  }
  const pool = await givenPool(ports, { configuration: settings, ...overrides })
  const client = await givenClient(ports, pool, { configuration: { ExplicitAuthFlows: everyFlow } })
  const browser = pageBrowser(ports, pool, client)
  const at = (path: string) => `${path}?${browser.query}`
  const first = await browser.get(at('/login'))
  return { pool, browser, at, passkeyOptions: optionsIn(first.body) }
}

function optionsIn(body: unknown): string | undefined {
  return /data-options="([^"]*)"/.exec(String(body))?.[1]?.replaceAll('&quot;', '"')
}

const isLeaving = ({ headers }: { headers: Readonly<Record<string, unknown>> }) =>
  String(headers.location).startsWith('https://app.example.com/callback?code=')

describe('a sign-up where an address is enough', () => {
  test('asks for no password, and signs in with the code that confirms it', async () => {
    await using ports = await testPorts()
    const { browser, at } = await setUp(ports)
    assert.doesNotMatch(String((await browser.get(at('/signup'))).body), /type="password"/)
    const signedUp = await browser.post(at('/signup'), { username: 'ada', email: 'ada@example.com' })
    assert.equal(signedUp.headers.location, `${browser.origin}${at('/confirm')}`)
    const confirmed = await browser.post(at('/confirm'), { code: ports.messages.at(-1)?.code ?? '' })
    assert.ok(isLeaving(confirmed))
    assert.ok(browser.cookies.has('cognito'))
  })

  test('asks for one where the pool lets nobody begin with a code', async () => {
    await using ports = await testPorts()
    const { browser, at } = await setUp(ports, { configuration: { Policies: {} } })
    assert.match(String((await browser.get(at('/signup'))).body), /type="password"/)
  })
})

describe('a passkey of somebody who was not named', () => {
  async function withPasskey(ports: TestPorts, overrides: UserPoolOverrides = {}) {
    const scene = await setUp(ports, overrides)
    const user = await givenUser(ports, scene.pool, { username: 'ada' })
    const passkey = await givenSoftPasskey(ports, { pool: scene.pool, user })
    const { browser, at } = scene
    const send = (credential: string) => browser.post(at('/passkey'), { credential })
    const ask = async (): Promise<string | undefined> => optionsIn((await browser.get(at('/login'))).body)
    return { ...scene, user, passkey, send, ask }
  }

  test('signs its owner in, once for each time that it was asked for', async () => {
    await using ports = await testPorts()
    const { passkey, send, ask } = await withPasskey(ports)
    const options = await ask()
    const { allowCredentials, rpId } = JSON.parse(options ?? '{}')
    assert.deepEqual([allowCredentials, rpId], [[], 'notes.auth.us-east-1.localhost'])
    const credential = passkey.answer(options)
    assert.ok(isLeaving(await send(credential)))
    assert.equal(isLeaving(await send(credential)), false)
  })

  test('is both factors where the pool has it so', async () => {
    await using ports = await testPorts()
    const { passkey, send, ask } = await withPasskey(ports, {
      mfa: {
        MfaConfiguration: 'ON',
        SoftwareTokenMfaConfiguration: { Enabled: true },
        WebAuthnConfiguration: {
          UserVerification: 'required',
          FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
        },
      },
    })
    assert.ok(isLeaving(await send(passkey.answer(await ask()))))
    const unverified = passkey.answer(await ask(), { isUserVerified: false })
    assert.equal((await send(unverified)).status, 401)
  })

  test('is no way in for a disabled user, by another origin, or too late', async () => {
    await using ports = await testPorts()
    const { passkey, send, ask } = await withPasskey(ports)
    const elsewhere = passkey.answer(await ask(), { origin: 'https://evil.example' })
    assert.equal((await send(elsewhere)).status, 401)
    const late = passkey.answer(await ask())
    ports.clock.advanceSeconds(3601)
    assert.equal(isLeaving(await send(late)), false)
  })

  test('is not asked for where it has no place to be used at', async () => {
    await using ports = await testPorts()
    const { passkeyOptions } = await setUp(ports)
    assert.equal(passkeyOptions, undefined)
  })
})

/** The browser said that it can make passkeys. */
function withAbility(browser: PageBrowser): PageBrowser {
  browser.cookies.set('passkeys-here', 'yes')
  return browser
}

describe('the offer of a passkey', () => {
  test('comes once after a password, keeps the way back, and can be refused for good', async () => {
    await using ports = await testPorts()
    const { pool, browser, at } = await setUp(ports)
    const user = await givenUser(ports, pool, { username: 'ada', password: 'Passw0rd!' })
    const domain = { domain: 'test', poolId: pool.id, customDomainConfig: undefined, managedLoginVersion: 2 } as const
    await ports.storage.commit([{ write: 'createDomain', domain: { ...domain, createdAt: pool.createdAt } }])
    withAbility(browser)
    const signIn = () => browser.post(at('/login'), { username: user.username, password: 'Passw0rd!' })
    assert.equal((await signIn()).headers.location, `${browser.origin}${at('/passkeys/add')}`)
    const page = await browser.get(at('/passkeys/add'))
    assert.equal(page.status, 200)
    assert.equal(JSON.parse(optionsIn(page.body) ?? '{}').user.name, 'ada')
    assert.ok(isLeaving(await browser.post(at('/passkeys/add'), { answer: 'never' })))
    assert.ok(isLeaving(await signIn()))
  })

  test('does not come where a second factor is owed that no passkey is', async () => {
    await using ports = await testPorts()
    const { pool, browser, at, passkeyOptions } = await setUp(ports, {
      mfa: { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true }, EmailMfaConfiguration: {} },
    })
    assert.equal(passkeyOptions, undefined)
    await givenUser(ports, pool, {
      username: 'ada',
      password: 'Passw0rd!',
      attributes: { email: 'ada@example.com', email_verified: 'true' },
      mfaFactors: ['EMAIL_OTP'],
    })
    const domain = { domain: 'test', poolId: pool.id, customDomainConfig: undefined, managedLoginVersion: 2 } as const
    await ports.storage.commit([{ write: 'createDomain', domain: { ...domain, createdAt: pool.createdAt } }])
    withAbility(browser)
    assert.doesNotMatch(String((await browser.get(at('/login'))).body), /data-passkey/)
    await browser.post(at('/login'), { username: 'ada', password: 'Passw0rd!' })
    assert.ok(isLeaving(await browser.post(at('/mfa'), { code: ports.messages.at(-1)?.code ?? '' })))
  })

  test('is a page that whoever is not signed in, or was long ago, signs in for', async () => {
    await using ports = await testPorts()
    const { pool, browser, at } = await setUp(ports)
    await givenUser(ports, pool, { username: 'ada', password: 'Passw0rd!' })
    const asked = await browser.get(at('/passkeys/add'))
    assert.equal(asked.headers.location, `${browser.origin}${at('/login')}`)
    const signedIn = await browser.post(at('/login'), { username: 'ada', password: 'Passw0rd!' })
    assert.equal(signedIn.headers.location, `${browser.origin}${at('/passkeys/add')}`)
    ports.clock.advanceSeconds(601)
    const later = await browser.get(at('/passkeys/add'))
    assert.equal(later.headers.location, `${browser.origin}${at('/login')}`)
  })
})
