import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { AuthFactorType } from '@aws-sdk/client-cognito-identity-provider'
import type { CDPSession } from 'playwright-core'
import { skip } from '../chromium.ts'
import { managedLogin, type ManagedLogin } from '../pages/managed-login.ts'
import { addPerson, goodPassword } from '../people.ts'
import { addPool, type Pool } from '../pools.ts'
import { startReferenceSystem, type ReferenceSystem } from '../reference-system.ts'
import type { Visitor } from '../visitor.ts'

// The sign-in pages in a real browser with an authenticator of its own.

const AllowedFirstAuthFactors: AuthFactorType[] = ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN']
const pool = { Policies: { SignInPolicy: { AllowedFirstAuthFactors } }, AutoVerifiedAttributes: ['email' as const] }

interface Person extends AsyncDisposable {
  readonly visitor: Visitor
  readonly login: ManagedLogin
  readonly devTools: CDPSession
  readonly authenticatorId: string
}

describe('passkeys on the sign-in pages', { skip }, () => {
  let system: ReferenceSystem
  let quay: Pool
  before(async () => {
    system = await startReferenceSystem()
    quay = await addPool(system, { domain: 'quay', pool, client: choosing })
  })
  after(() => system?.[Symbol.asyncDispose]())

  /** A person at a browser that can make passkeys. */
  async function arrive(at: Pool): Promise<Person> {
    const visitor = await system.visit()
    const { page } = visitor
    const devTools = await page.context().newCDPSession(page)
    await devTools.send('WebAuthn.enable', { enableUI: false })
    const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto(at.signInUrl)
    return {
      visitor,
      login: managedLogin(page),
      devTools,
      authenticatorId,
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
