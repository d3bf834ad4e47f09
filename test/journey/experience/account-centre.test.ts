import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { totpCode, totpStep } from '../../../src/crypto/totp.ts'
import type { HttpResponse } from '../../../src/http/message.ts'
import { givenAccountCentre, type AccountVisitor } from '../../../src/testing/account-centre.ts'
import { givenUser } from '../../../src/testing/given.ts'
import { givenSoftPasskey } from '../../../src/testing/soft-passkey.ts'
import { testPorts, type TestPorts } from '../../../src/testing/test-ports.ts'

const password = 'Correct-h0rse-battery'
const mfa = { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } } as const

interface Visit extends AccountVisitor {
  /** Sends a form to a page of the account centre; the status, and the path that it leads to. */
  readonly send: (path: string, form: Readonly<Record<string, string>>) => Promise<readonly [number, string]>
  readonly read: (path: string) => Promise<string>
}

async function given(ports: TestPorts, more: Partial<Parameters<typeof givenAccountCentre>[1]> = {}): Promise<Visit> {
  const visitor = await givenAccountCentre(ports, { password, ...more })
  const { browser, pool } = visitor
  const domain = { poolId: pool.id, domain: 'test', customDomainConfig: undefined, managedLoginVersion: 2 } as const
  await ports.storage.commit([{ write: 'createDomain', domain: { ...domain, createdAt: pool.createdAt } }])
  await visitor.signIn()
  return {
    ...visitor,
    read: async (path) => String((await browser.get(`/account${path}`)).body),
    send: async (path, form) => where(await browser.post(`/account${path}`, form)),
  }
}

function where({ status, headers }: HttpResponse): readonly [number, string] {
  const { location } = headers
  return [status, typeof location === 'string' ? new URL(location).pathname : '']
}

/** The link of the newest message, below the pool's domain. */
function linkIn(ports: TestPorts): string {
  const link = /https:\/\/\S+?(\/account\/not-me\?token=[\w-]+)/.exec(ports.messages.at(-1)?.text ?? '')?.[1]
  return link ?? assert.fail(`no link in ${ports.messages.at(-1)?.text ?? 'no message'}`)
}

function subjects(ports: TestPorts): readonly (string | undefined)[] {
  return ports.messages.map(({ subject }) => subject)
}

describe('what people change of their account', () => {
  test('34 the profile, as the client may write it', async () => {
    await using ports = await testPorts()
    const { send, stored, read } = await given(ports)
    assert.deepEqual(await send('/profile', { name: 'Ada Lovelace', email: 'mallory@example.com' }), [
      303,
      '/account/profile',
    ])
    assert.match(await read('/profile'), /Your profile is saved/)
    const user = await stored()
    assert.deepEqual([user?.attributes.name, user?.attributes.email], ['Ada Lovelace', 'ada@example.com'])
    assert.deepEqual(await send('/profile', { birthdate: 'long ago' }), [422, ''])
  })

  test('34 the email, once the new one has shown its code; the old one is told and can undo it', async () => {
    await using ports = await testPorts()
    const { send, stored, browser } = await given(ports)
    assert.deepEqual(await send('/email', { email: 'not an address' }), [422, ''])
    assert.deepEqual(await send('/email', { email: 'new@example.com' }), [303, '/account/email/code'])
    assert.equal((await stored())?.attributes.email, 'ada@example.com', 'the old one stays until then')
    const code = ports.messages.at(-1)?.code ?? assert.fail()
    assert.deepEqual(await send('/email/code', { code: '000000' }), [422, ''])
    assert.deepEqual(await send('/email/code', { code }), [303, '/account/email'])
    assert.equal((await stored())?.attributes.email, 'new@example.com')
    const notice = ports.messages.at(-1)
    assert.deepEqual([notice?.to, notice?.subject], ['ada@example.com', 'Your email address was changed'])

    const link = linkIn(ports)
    ports.clock.advanceSeconds(72 * 3600 - 1)
    const page = await browser.get(link)
    assert.match(String(page.body), /ada@example\.com is the address of your account again/)
    assert.equal((await stored())?.attributes.email, 'new@example.com', 'opening the link does nothing')
    assert.match(String((await browser.post(link, {})).body), /Your account is secured/)
    const restored = await stored()
    assert.deepEqual(
      [restored?.attributes.email, restored?.attributes.email_verified, restored?.status],
      ['ada@example.com', 'true', 'RESET_REQUIRED'],
    )
    assert.equal((await browser.post(link, {})).status, 400, 'a link works once')
  })

  test('34 an undo link is good for three days, and for its own pool', async () => {
    await using ports = await testPorts()
    const { send, browser, stored } = await given(ports)
    await send('/email', { email: 'new@example.com' })
    await send('/email/code', { code: ports.messages.at(-1)?.code ?? '' })
    const link = linkIn(ports)
    assert.equal((await browser.post(link, {}, { csrfToken: undefined })).status, 403)
    ports.clock.advanceSeconds(72 * 3600 + 1)
    assert.equal((await browser.post(link, {})).status, 400)
    assert.equal((await stored())?.attributes.email, 'new@example.com')
  })

  test('34 an undone address that somebody else has by then', async () => {
    await using ports = await testPorts()
    const { send, browser, stored, pool } = await given(ports, { configuration: { AliasAttributes: ['email'] } })
    await send('/email', { email: 'new@example.com' })
    await send('/email/code', { code: ports.messages.at(-1)?.code ?? '' })
    const link = linkIn(ports)
    await givenUser(ports, pool, { username: 'eve', attributes: { email: 'ada@example.com', email_verified: 'true' } })
    assert.match(String((await browser.post(link, {})).body), /belongs to another account by now/)
    const user = await stored()
    assert.deepEqual([user?.attributes.email, user?.status], ['new@example.com', 'RESET_REQUIRED'])
  })

  test('35 the password, with the one they have; its owner can disown that', async () => {
    await using ports = await testPorts()
    const { send, read, browser, stored } = await given(ports)
    assert.deepEqual(await send('/password', { current: 'wrong', password: 'An0ther-horse!' }), [422, ''])
    assert.deepEqual(await send('/password', { current: password, password: 'short' }), [422, ''])
    assert.deepEqual(await send('/password', { current: password, password: 'An0ther-horse!' }), [
      303,
      '/account/password',
    ])
    assert.match(await read('/password'), /Your password is changed/)
    assert.deepEqual(subjects(ports), ['Your password was changed'])
    assert.equal((await browser.post(linkIn(ports), {})).status, 200)
    assert.equal((await stored())?.status, 'RESET_REQUIRED')
    assert.deepEqual(where(await browser.get('/account')), [302, '/login'])
  })

  test('34 the authenticator app', async () => {
    await using ports = await testPorts()
    const { send, read, stored } = await given(ports, { pool: { mfa } })
    assert.deepEqual(await send('/authenticator', { action: 'begin' }), [303, '/account/authenticator/set-up'])
    const key = /data-copy="([A-Z2-7]+)"/.exec(await read('/authenticator/set-up'))?.[1] ?? assert.fail()
    assert.deepEqual(await send('/authenticator/set-up', { code: '000000' }), [422, ''])
    const code = totpCode(key, totpStep(ports.clock.now()))
    assert.deepEqual(await send('/authenticator/set-up', { code }), [303, '/account/authenticator'])
    const user = await stored()
    assert.deepEqual([user?.mfaFactors, user?.preferredMfaFactor], [['SOFTWARE_TOKEN_MFA'], 'SOFTWARE_TOKEN_MFA'])
    assert.deepEqual(await send('/authenticator', { action: 'remove' }), [303, '/account/authenticator'])
    assert.deepEqual((await stored())?.mfaFactors, [])
    assert.deepEqual(subjects(ports), ['Your second step was changed', 'Your second step was changed'])
  })

  test('11 passkeys: named, told apart, and never the last way in', async () => {
    await using ports = await testPorts()
    const { send, read, user, pool, stored } = await given(ports, {
      configuration: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
    })
    const passkey = await givenSoftPasskey(
      ports,
      { pool, user },
      {
        aaguid: 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4',
        isBackupEligible: true,
        relyingPartyId: 'test.auth.us-east-1.localhost',
      },
    )
    const { credentialId } = passkey.record
    assert.match(await read('/passkeys'), /Google Password Manager[^]*Synced to your other devices[^]*not used yet/)
    assert.deepEqual(await send('/passkeys', { action: 'rename', passkey: credentialId, name: 'My phone' }), [
      303,
      '/account/passkeys',
    ])
    assert.match(await read('/passkeys'), /My phone/)
    assert.deepEqual(await send('/passkeys', { action: 'rename', passkey: 'none', name: 'x' }), [422, ''])

    const before = (await stored()) ?? assert.fail()
    const { password: _, ...bare } = before
    const withoutPassword = { ...bare, password: undefined, version: before.version + 1 }
    await ports.storage.commit([{ write: 'updateUser', user: withoutPassword, aliases: [] }])
    assert.deepEqual(await send('/passkeys', { action: 'remove', passkey: credentialId }), [422, ''])
    assert.ok(await ports.storage.passkeys.find(pool.id, credentialId), 'the last way in stays')
    await ports.storage.commit([{ write: 'updateUser', user: { ...before, version: before.version + 2 }, aliases: [] }])
    assert.deepEqual(await send('/passkeys', { action: 'remove', passkey: credentialId }), [303, '/account/passkeys'])
    assert.equal(await ports.storage.passkeys.find(pool.id, credentialId), undefined)
    assert.deepEqual(subjects(ports), ['A passkey was removed'])
  })

  test('34 their account, which goes with everything', async () => {
    await using ports = await testPorts()
    const { send, stored, browser } = await given(ports)
    assert.deepEqual(await send('/delete', {}), [422, ''])
    assert.ok(await stored())
    assert.deepEqual(await send('/delete', { agree: 'yes' }), [200, ''])
    assert.equal(await stored(), undefined)
    assert.equal(browser.cookies.has('cognito'), false)
  })

  test('34 a copy of their data has all of it and no secret', async () => {
    await using ports = await testPorts()
    const { read, user } = await given(ports, { pool: { mfa } })
    await ports.storage.commit([
      { write: 'associateSoftwareToken', poolId: user.poolId, sub: user.sub, pendingSecret: 'SEEDSEEDSEED' },
    ])
    const data: unknown = JSON.parse(await read('/data/download'))
    const text = JSON.stringify(data)
    assert.match(text, /ada@example\.com/)
    assert.match(text, /"activity":\[\{"id"/)
    assert.doesNotMatch(text, /SEEDSEED|verifier|publicKey|"salt"|idHash/)
  })
})

describe('recovery codes', () => {
  const tags = { 'sallyport:recovery-codes': 'on' }

  async function withCodes(ports: TestPorts): Promise<Visit & { readonly codes: readonly string[] }> {
    const visit = await given(ports, { pool: { mfa }, tags })
    await visit.send('/authenticator', { action: 'begin' })
    const key = /data-copy="([A-Z2-7]+)"/.exec(await visit.read('/authenticator/set-up'))?.[1] ?? assert.fail()
    await visit.send('/authenticator/set-up', { code: totpCode(key, totpStep(ports.clock.now())) })
    assert.deepEqual(await visit.send('/recovery-codes', {}), [303, '/account/recovery-codes'])
    const codes = [...(await visit.read('/recovery-codes')).matchAll(/<li>([2-9a-z]{5}-[2-9a-z]{5})<\/li>/g)]
    return { ...visit, codes: codes.map(([, code = '']) => code) }
  }

  /** Up to the second factor, and past it with this code. */
  async function signInWith({ browser, signIn }: Visit, code: string): Promise<readonly [number, string]> {
    browser.cookies.delete('cognito')
    const at = new URL(String((await browser.get('/account')).headers.location))
    assert.deepEqual(where(await signIn(at)), [303, '/mfa'])
    assert.match(String((await browser.get(`/mfa${at.search}`)).body), /Use a recovery code/)
    return where(await browser.post(`/recoveryCode${at.search}`, { code }))
  }

  test('16 ten, shown once, and counted', async () => {
    await using ports = await testPorts()
    const visit = await withCodes(ports)
    assert.equal(new Set(visit.codes).size, 10)
    const again = await visit.read('/recovery-codes')
    assert.doesNotMatch(again, new RegExp(visit.codes[0] ?? ''))
    assert.match(again, /10 of 10 left/)
    assert.equal(subjects(ports).at(-1), 'New recovery codes were made')
  })

  test('16 each is good once in the place of the second factor, and its owner hears of it', async () => {
    await using ports = await testPorts()
    const visit = await withCodes(ports)
    const [first = '', second = ''] = visit.codes
    assert.deepEqual(await signInWith(visit, 'wrong-wrong'), [422, ''])
    assert.deepEqual(await signInWith(visit, ` ${first.toUpperCase().replace('-', ' ')} `), [303, '/account'])
    assert.equal(subjects(ports).at(-1), 'A recovery code was used')
    assert.match(await visit.read(''), /9 of 10 left/)
    assert.deepEqual(await signInWith(visit, first), [422, ''])
    assert.deepEqual(await signInWith(visit, second), [303, '/account'])
  })

  test('16 new ones take the place of the old', async () => {
    await using ports = await testPorts()
    const visit = await withCodes(ports)
    await visit.send('/recovery-codes', {})
    assert.deepEqual(await signInWith(visit, visit.codes[0] ?? ''), [422, ''])
  })

  test('16 where the pool has none, no page takes one', async () => {
    await using ports = await testPorts()
    const { browser, signIn, send, read } = await given(ports, { pool: { mfa } })
    await send('/authenticator', { action: 'begin' })
    const key = /data-copy="([A-Z2-7]+)"/.exec(await read('/authenticator/set-up'))?.[1] ?? assert.fail()
    await send('/authenticator/set-up', { code: totpCode(key, totpStep(ports.clock.now())) })
    browser.cookies.delete('cognito')
    const at = new URL(String((await browser.get('/account')).headers.location))
    await signIn(at)
    assert.doesNotMatch(String((await browser.get(`/mfa${at.search}`)).body), /recovery/)
    assert.deepEqual(where(await browser.get(`/recoveryCode${at.search}`)), [302, '/login'])
  })
})

describe('the way in and back', () => {
  test('36 leads to the sign-in page and back to the page that was asked for', async () => {
    await using ports = await testPorts()
    const { browser, client, signIn } = await givenAccountCentre(ports, { password })
    const response = await browser.get('/account/sessions')
    const location = new URL(String(response.headers.location))
    assert.deepEqual([response.status, location.pathname], [302, '/login'])
    assert.deepEqual(Object.fromEntries(location.searchParams), {
      client_id: client.id,
      response_type: 'code',
      redirect_uri: `${browser.origin}/account/sessions`,
    })
    const answer = await signIn(location)
    assert.deepEqual([answer.status, answer.headers.location], [303, `${browser.origin}/account/sessions`])
    assert.equal((await browser.get('/account/sessions')).status, 200)
  })

  test('36 keeps the way back to an application that registered it, and to no other', async () => {
    await using ports = await testPorts()
    const { browser, client, signIn } = await givenAccountCentre(ports, { password })
    const [callback = ''] = client.configuration.CallbackURLs ?? []
    const query = `?continue=${encodeURIComponent(callback)}`
    const location = new URL(String((await browser.get(`/account${query}`)).headers.location))
    const answer = await signIn(location)
    assert.equal(answer.headers.location, `${browser.origin}/account${query}`)
    const page = await browser.get(`/account${query}`)
    assert.match(String(page.body), new RegExp(`<a href="${callback}">Back to Harbour</a>`))
    const elsewhere = await browser.get('/account?continue=https%3A%2F%2Fevil.example%2F')
    assert.doesNotMatch(String(elsewhere.body), /evil/)
  })

  test('18 what guards the account takes a sign-in of the last ten minutes', async () => {
    await using ports = await testPorts()
    const { browser, send, read } = await given(ports)
    ports.clock.advanceSeconds(599)
    assert.match(await read('/password'), /Current password/)
    ports.clock.advanceSeconds(2)
    for (const path of ['/email', '/password', '/delete']) {
      const location = new URL(String((await browser.get(`/account${path}`)).headers.location))
      assert.deepEqual([location.pathname, location.searchParams.get('prompt')], ['/login', 'login'])
    }
    assert.deepEqual(await send('/delete', { agree: 'yes' }), [303, '/login'])
    assert.match(await read(''), /Your account/)
  })
})
