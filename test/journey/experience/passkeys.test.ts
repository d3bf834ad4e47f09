import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { AuthFactorType } from '@aws-sdk/client-cognito-identity-provider'
import { skip } from '../chromium.ts'
import { managedLogin, type ManagedLogin } from '../pages/managed-login.ts'
import { claimsOf } from '../../clients/tokens.ts'
import { addPerson, authenticatorCode, goodPassword } from '../people.ts'
import { addPool, type Pool } from '../pools.ts'
import { startReferenceSystem, type ReferenceSystem } from '../reference-system.ts'
import type { Visitor } from '../visitor.ts'
import { addVirtualAuthenticator, type VirtualAuthenticator } from '../virtual-authenticator.ts'

// The sign-in pages in a real browser with an authenticator of its own.

const AllowedFirstAuthFactors: AuthFactorType[] = ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN']
const pool = { Policies: { SignInPolicy: { AllowedFirstAuthFactors } }, AutoVerifiedAttributes: ['email' as const] }

const bothAtOnce = {
  MfaConfiguration: 'ON',
  SoftwareTokenMfaConfiguration: { Enabled: true },
  WebAuthnConfiguration: { FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION', UserVerification: 'required' },
} as const

interface Person extends VirtualAuthenticator, AsyncDisposable {
  readonly visitor: Visitor
  readonly login: ManagedLogin
}

describe('passkeys on the sign-in pages', { skip }, () => {
  let system: ReferenceSystem
  let quay: Pool
  /** Asks everybody for two factors. */
  let keep: Pool
  before(async () => {
    system = await startReferenceSystem()
    quay = await addPool(system, { domain: 'quay', pool, client: choosing })
    keep = await addPool(system, { domain: 'keep', pool, client: choosing, mfa: bothAtOnce })
  })
  after(() => system?.[Symbol.asyncDispose]())

  /** A person at a browser that can make passkeys. */
  async function arrive(at: Pool): Promise<Person> {
    const visitor = await system.visit()
    const { page } = visitor
    const authenticator = await addVirtualAuthenticator(page)
    await page.goto(at.signInUrl)
    return {
      visitor,
      login: managedLogin(page),
      ...authenticator,
      [Symbol.asyncDispose]: () => visitor[Symbol.asyncDispose](),
    }
  }

  async function withPassword({ visitor, login }: Person, name: string): Promise<void> {
    await login.username.fill(name)
    await login.press('Continue')
    if ((await login.heading()) === 'Choose how to sign in') await login.press(/^Password/)
    await login.password.fill(goodPassword)
    await login.press('Sign in')
    await visitor.check()
  }

  const isBack = ({ visitor }: Person) => new URL(visitor.page.url()).searchParams.has('code')

  test('8: are offered after a password, made, and signed in with from what the browser fills in', async () => {
    await addPerson(system, 'ada', quay.id)
    await using ada = await arrive(quay)
    const { visitor, login, devTools, authenticatorId } = ada
    await withPassword(ada, 'ada')
    // A browser that makes them by itself has gone on already.
    if ((await login.heading()) === 'Create a passkey') await login.press('Create a passkey')
    assert.equal(await login.heading(), 'Your passkey is ready')
    await visitor.check()
    const { credentials } = await devTools.send('WebAuthn.getCredentials', { authenticatorId })
    assert.deepEqual(
      credentials.map(({ userName }) => userName),
      ['ada'],
    )
    await login.press('Continue to Harbour')
    assert.ok(isBack(ada))

    await visitor.context.clearCookies()
    await visitor.page.goto(quay.signInUrl)
    await visitor.page.waitForURL(/[?&]code=/)
    assert.ok(isBack(ada))
    assert.deepEqual(visitor.faults, [])
  })

  test('12: are signed in with after a name and a choice', async () => {
    await addPerson(system, 'grace', quay.id)
    await using grace = await arrive(quay)
    const { visitor, login } = grace
    await withPassword(grace, 'grace')
    if ((await login.heading()) === 'Create a passkey') await login.press('Create a passkey')
    await login.press('Continue to Harbour')
    await visitor.context.clearCookies()
    // Nothing is filled in where the browser cannot.
    await visitor.page.addInitScript(
      `PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)`,
    )
    await visitor.page.goto(quay.signInUrl)
    await login.username.fill('grace')
    await login.press('Continue')
    await visitor.check()
    await visitor.page.getByRole('button', { name: /^Passkey/ }).click()
    await visitor.page.waitForURL(/[?&]code=/)
    await visitor.context.clearCookies()
    await visitor.page.goto(quay.signInUrl)
    await visitor.page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await visitor.page.waitForURL(/[?&]code=/)
  })

  test('9: are not offered again to whoever does not want to be asked', async () => {
    await addPerson(system, 'edith', quay.id)
    await using edith = await arrive(quay)
    const { visitor, login } = edith
    await visitor.page.addInitScript(`PublicKeyCredential.getClientCapabilities = undefined`)
    await visitor.page.goto(quay.signInUrl)
    await withPassword(edith, 'edith')
    assert.equal(await login.heading(), 'Create a passkey')
    await visitor.check()
    await login.press('Don’t ask again on this browser')
    assert.ok(isBack(edith))
    await visitor.page.goto(`${quay.signInUrl}&prompt=login`)
    await withPassword(edith, 'edith')
    assert.ok(isBack(edith))
  })

  /** What the client gets for the code that it was sent back with. */
  async function redeem({ visitor: { page } }: Person, at: Pool): Promise<Record<string, any>> {
    const { searchParams, href } = new URL(page.url())
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: at.clientId,
      code: searchParams.get('code') ?? '',
      redirect_uri: href.replace(/\?.*/, ''),
    })
    const answer = await fetch(`${system.ready.httpUrl}/${at.id}/oauth2/token`, { method: 'POST', body })
    const { access_token } = (await answer.json()) as { readonly access_token?: string }
    return claimsOf(access_token)
  }

  /** Where a client sends people. */
  function authorizeUrl(at: Pool, asked: Readonly<Record<string, string>>): string {
    const url = at.signInUrl.replace('/login?', '/oauth2/authorize?')
    return `${url}&${new URLSearchParams(asked).toString()}`
  }

  test('12: are both factors at once where the pool takes them for that, and only of somebody whom they verified', async () => {
    const certain = 'urn:cognito:loa:3'
    await addPerson(system, 'kate', keep.id)
    await using kate = await arrive(keep)
    const { visitor, login, devTools, authenticatorId } = kate
    await withPassword(kate, 'kate')
    assert.equal(await login.heading(), 'Set up your authenticator app')
    const key = await login.authenticatorKey()
    await login.enterCode(await authenticatorCode(system, key))
    if ((await login.heading()) === 'Create a passkey') await login.press('Create a passkey')
    await visitor.check()
    await login.press('Continue to Harbour')
    await visitor.context.clearCookies()

    await visitor.page.goto(authorizeUrl(keep, { acr_values: certain }))
    await visitor.page.waitForURL(/[?&]code=/)
    const { amr, acr } = await redeem(kate, keep)
    assert.deepEqual([amr, acr], [['hwk', 'mfa'], certain])

    await visitor.context.clearCookies()
    await devTools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    await visitor.page.goto(keep.signInUrl)
    await visitor.page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await withPassword(kate, 'kate')
    assert.equal(await login.heading(), 'Verify it’s you')
    assert.deepEqual(visitor.faults, [])
  })

  test('18: are what a client gets that wants to be surer, and what proves somebody anew after a while', async () => {
    const certain = 'urn:cognito:loa:3'
    await addPerson(system, 'ivy', quay.id)
    await using ivy = await arrive(quay)
    const { visitor, login } = ivy
    await withPassword(ivy, 'ivy')
    if ((await login.heading()) === 'Create a passkey') await login.press('Create a passkey')
    await login.press('Continue to Harbour')
    await visitor.page.goto(authorizeUrl(quay, { acr_values: 'urn:cognito:loa:1' }))
    assert.ok(isBack(ivy), 'a password is enough for that')
    const first = await redeem(ivy, quay)
    assert.deepEqual([first.amr, first.acr], [['pwd'], 'urn:cognito:loa:1'])

    await visitor.page.goto(authorizeUrl(quay, { acr_values: `${certain} urn:cognito:loa:1` }))
    await visitor.page.waitForURL(/[?&]code=/)
    const second = await redeem(ivy, quay)
    assert.deepEqual([second.amr, second.acr, second.sub], [['hwk'], certain, first.sub])

    system.advance(61)
    await visitor.page.goto(authorizeUrl(quay, { acr_values: certain, max_age: '600' }))
    assert.equal((await redeem(ivy, quay)).auth_time, second.auth_time, 'nobody was asked again')
    await visitor.page.goto(authorizeUrl(quay, { acr_values: certain, max_age: '60' }))
    await visitor.page.waitForURL(/[?&]code=/)
    const third = await redeem(ivy, quay)
    assert.ok(third.auth_time >= second.auth_time + 61)
    assert.deepEqual([third.amr, third.acr, third.sub], [['hwk'], certain, first.sub])
    assert.deepEqual(visitor.faults, [])
  })

  test('10: that nobody has any more are forgotten by their keeper, and their owner is told', async () => {
    await addPerson(system, 'hedy', quay.id)
    await using hedy = await arrive(quay)
    const { visitor, login, devTools, authenticatorId } = hedy
    const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
    const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey)).toString('base64')
    await devTools.send('WebAuthn.addCredential', {
      authenticatorId,
      credential: {
        credentialId: Buffer.from('nobody has it').toString('base64'),
        isResidentCredential: true,
        rpId: new URL(quay.signInUrl).hostname,
        privateKey: key,
        userHandle: Buffer.from('nobody').toString('base64'),
        signCount: 1,
      },
    })
    await visitor.page.reload()
    await visitor.page.getByRole('alert').waitFor()
    assert.match(await login.problem(), /We do not know that passkey/)
    const left = await devTools.send('WebAuthn.getCredentials', { authenticatorId })
    assert.equal(left.credentials.length, 0)
  })
})

const choosing = {
  ExplicitAuthFlows: [
    'ALLOW_USER_AUTH' as const,
    'ALLOW_USER_PASSWORD_AUTH' as const,
    'ALLOW_REFRESH_TOKEN_AUTH' as const,
  ],
}
