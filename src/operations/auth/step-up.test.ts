import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refusalOf } from '../../testing/call-operation.ts'
import { appSecret, givenSignIn, type SignInSetUp } from '../../testing/given-sign-in.ts'
import { givenClient, givenUser } from '../../testing/given.ts'
import { everyFlow, passwordlessPolicies } from '../../testing/passwordless.ts'
import { appCode, signInClient } from '../../testing/sign-in-client.ts'
import { givenSoftPasskey, type AssertionFlags } from '../../testing/soft-passkey.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'

const attributes = {
  email: 'alice@example.com',
  email_verified: 'true',
  phone_number: '+15550100',
  phone_number_verified: 'true',
}
const level = (number: number) => `urn:cognito:loa:${number}`
const withApp = { mfaFactors: ['SOFTWARE_TOKEN_MFA'], attributes } as const
const inline = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'Passw0rd!' }

function given(ports: TestPorts, { pool, client, user }: SignInSetUp = {}) {
  return givenSignIn(ports, {
    pool: { ...pool, configuration: { Policies: passwordlessPolicies, ...pool?.configuration } },
    client: { configuration: { ExplicitAuthFlows: everyFlow, ...client?.configuration } },
    user: { attributes, ...user },
  })
}

type App = Awaited<ReturnType<typeof given>>['app']

const begin = (app: App, TARGET_ACR_VALUES: string, more: Readonly<Record<string, string>> = {}) =>
  app.initiate('USER_AUTH', { USERNAME: 'alice', TARGET_ACR_VALUES, ...more })

/** `acr` and `amr` of both tokens, which must be the same. */
function certainty(result: { AccessToken?: string | undefined; IdToken?: string | undefined } | undefined) {
  const [access, id] = [result?.AccessToken, result?.IdToken].map((token) => {
    const { acr, amr } = JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString())
    return { acr, amr }
  })
  assert.deepEqual(access, id)
  return access
}

describe('a sign-in that asks for a level of certainty', () => {
  test('tells the level that it reached, and how', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports)
    const { AuthenticationResult: result } = await begin(app, level(1), inline)
    assert.deepEqual(certainty(result), { acr: level(1), amr: ['pwd'] })
    const asked = await begin(app, level(2), { PREFERRED_CHALLENGE: 'EMAIL_OTP' })
    const EMAIL_OTP_CODE = ports.messages.at(-1)?.code ?? ''
    const done = await app.respond('EMAIL_OTP', { USERNAME: 'alice', EMAIL_OTP_CODE }, asked.Session)
    assert.deepEqual(certainty(done.AuthenticationResult), { acr: level(2), amr: ['email_otp'] })
  })

  test('offers only what leads there', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports)
    const offered = async (wished: string) => (await begin(app, wished)).AvailableChallenges
    assert.deepEqual(await offered(level(2)), ['EMAIL_OTP', 'SMS_OTP'])
    const all = ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP']
    assert.deepEqual(await offered(`${level(4)} ${level(1)}`), all, 'the first that can be reached')
    assert.deepEqual(await offered('nonsense'), all, 'an unknown name is no wish')
    assert.deepEqual(await offered(level(4)), all, 'nor what cannot be reached')
  })

  test('asks for the second factor that it takes, preferred or not', async () => {
    await using ports = await testPorts()
    const user = {
      ...withApp,
      mfaFactors: ['EMAIL_OTP', 'SOFTWARE_TOKEN_MFA'],
      preferredMfaFactor: 'EMAIL_OTP',
    } as const
    const { app } = await given(ports, { user })
    assert.equal((await begin(app, level(3), inline)).ChallengeName, 'EMAIL_OTP')
    const asked = await begin(app, level(4), inline)
    assert.equal(asked.ChallengeName, 'SOFTWARE_TOKEN_MFA')
    const code = { SOFTWARE_TOKEN_MFA_CODE: appCode(ports, appSecret) }
    const done = await app.respond('SOFTWARE_TOKEN_MFA', { USERNAME: 'alice', ...code }, asked.Session)
    assert.deepEqual(certainty(done.AuthenticationResult), { acr: level(4), amr: ['pwd', 'otp', 'mfa'] })
  })

  test('knows the levels by the names of the pool, and keeps them on refresh', async () => {
    await using ports = await testPorts()
    const AcrConfiguration = { Level1: { AcrValue: 'bronze' } }
    const { app } = await given(ports, { pool: { configuration: { AcrConfiguration } } })
    const { AuthenticationResult: result } = await app.withPassword('alice', 'Passw0rd!')
    assert.deepEqual(certainty(result), { acr: 'bronze', amr: ['pwd'] }, 'such a pool tells every client')
    const REFRESH_TOKEN = result?.RefreshToken ?? ''
    const refreshed = await app.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN })
    assert.deepEqual(certainty(refreshed.AuthenticationResult), { acr: 'bronze', amr: ['pwd'] })
  })

  test('is the only one to be told where the pool names no levels', async () => {
    await using ports = await testPorts()
    const { app } = await given(ports)
    const { AuthenticationResult: result } = await app.withPassword('alice', 'Passw0rd!')
    assert.deepEqual(certainty(result), { acr: undefined, amr: undefined })
  })
})

describe('stepping up', () => {
  async function signedIn(ports: TestPorts, setUp: SignInSetUp = {}) {
    const all = await given(ports, setUp)
    const { AuthenticationResult: result } = await all.app.withPassword('alice', 'Passw0rd!')
    const { poolId, sub } = all.user
    // The app comes after the session began.
    const pendingSecret = appSecret
    const stored = await ports.storage.users.find(poolId, sub)
    assert.ok(stored)
    const user = { ...stored, mfaFactors: ['SOFTWARE_TOKEN_MFA'], version: stored.version + 1 } as const
    await ports.storage.commit([
      { write: 'associateSoftwareToken', poolId, sub, pendingSecret },
      { write: 'verifySoftwareToken', poolId, sub, pendingSecret, step: 0, friendlyDeviceName: undefined },
      { write: 'updateUser', user, aliases: [{ namespace: 'username', key: 'alice' }] },
    ])
    return { ...all, ACCESS_TOKEN: result?.AccessToken ?? '', user }
  }

  test('asks for the missing factor alone, and gives tokens of a session of their own', async () => {
    await using ports = await testPorts()
    const { app, ACCESS_TOKEN } = await signedIn(ports)
    const asked = await begin(app, level(4), { ACCESS_TOKEN })
    assert.equal(asked.ChallengeName, 'SOFTWARE_TOKEN_MFA')
    assert.equal(asked.AvailableChallenges, undefined)
    const code = { SOFTWARE_TOKEN_MFA_CODE: appCode(ports, appSecret) }
    const done = await app.respond('SOFTWARE_TOKEN_MFA', { USERNAME: 'alice', ...code }, asked.Session)
    assert.deepEqual(certainty(done.AuthenticationResult), { acr: level(4), amr: ['pwd', 'otp', 'mfa'] })
  })

  test('begins anew where the session is too old, or the level is reached already', async () => {
    await using ports = await testPorts()
    const { app, ACCESS_TOKEN } = await signedIn(ports)
    ports.clock.advanceSeconds(61)
    const late = await begin(app, level(4), { ACCESS_TOKEN, MAX_AGE: '60' })
    assert.equal(late.ChallengeName, 'SELECT_CHALLENGE')
    assert.equal((await begin(app, level(4), { ACCESS_TOKEN, MAX_AGE: '61' })).ChallengeName, 'SOFTWARE_TOKEN_MFA')
    assert.equal((await begin(app, level(1), { ACCESS_TOKEN })).ChallengeName, 'SELECT_CHALLENGE')
    assert.equal(
      await refusalOf(begin(app, level(4), { ACCESS_TOKEN, MAX_AGE: 'soon' })),
      'InvalidParameterException: Invalid value for parameter MAX_AGE',
    )
  })

  test('begins anew where the password is another by now', async () => {
    await using ports = await testPorts()
    const { app, ACCESS_TOKEN, user } = await signedIn(ports)
    ports.clock.advanceSeconds(1)
    const changed = { ...user, passwordSetAt: ports.clock.now(), version: user.version + 1 }
    await ports.storage.commit([
      { write: 'updateUser', user: changed, aliases: [{ namespace: 'username', key: 'alice' }] },
    ])
    assert.equal((await begin(app, level(4), { ACCESS_TOKEN })).ChallengeName, 'SELECT_CHALLENGE')
  })

  test("takes nobody else's token, and none that is dead", async () => {
    await using ports = await testPorts()
    const { app, pool, ACCESS_TOKEN, user } = await signedIn(ports)
    const invalid = 'NotAuthorizedException: Invalid Access Token'
    assert.equal(await refusalOf(begin(app, level(4), { ACCESS_TOKEN: 'a.b.c' })), invalid)
    const client = await givenClient(ports, pool, { id: 'another', configuration: { ExplicitAuthFlows: everyFlow } })
    const elsewhere = signInClient(ports, { pool, client })
    assert.equal(await refusalOf(begin(elsewhere, level(4), { ACCESS_TOKEN })), invalid)
    await givenUser(ports, pool, { username: 'bob', attributes: { email: 'bob@example.com', email_verified: 'true' } })
    const { AuthenticationResult: bobs } = await app.withPassword('bob', 'Passw0rd!')
    assert.equal(await refusalOf(begin(app, level(4), { ACCESS_TOKEN: bobs?.AccessToken ?? '' })), invalid)
    const { poolId, sub } = user
    await ports.storage.commit([{ write: 'signOutEverywhere', poolId, sub, at: ports.clock.now() }])
    ports.clock.advanceSeconds(1)
    const revoked = await refusalOf(begin(app, level(4), { ACCESS_TOKEN }))
    assert.equal(revoked, 'NotAuthorizedException: Access Token has been revoked')
  })
})

describe('a passkey', () => {
  const both = { WebAuthnConfiguration: { FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' } } as const
  const mailMfa = { MfaConfiguration: 'OPTIONAL', EmailMfaConfiguration: {} } as const

  async function withPasskey(ports: TestPorts, setUp: SignInSetUp = {}) {
    const all = await given(ports, setUp)
    return { ...all, passkey: await givenSoftPasskey(ports, all) }
  }

  type All = Awaited<ReturnType<typeof withPasskey>>

  async function answer({ app, passkey }: All, asked: Awaited<ReturnType<typeof begin>>, flags?: AssertionFlags) {
    assert.equal(asked.ChallengeName, 'WEB_AUTHN')
    const CREDENTIAL = passkey.answer(asked.ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS, flags)
    return app.respond('WEB_AUTHN', { USERNAME: 'alice', CREDENTIAL }, asked.Session)
  }

  test('reaches the third level and not the fourth, whether it verified its user or not', async () => {
    for (const isUserVerified of [true, false]) {
      await using ports = await testPorts()
      const all = await withPasskey(ports)
      const asked = await begin(all.app, `${level(4)} ${level(3)}`)
      assert.deepEqual(asked.AvailableChallenges, ['WEB_AUTHN'], 'alone leads there')
      const done = await answer(all, asked, { isUserVerified })
      assert.deepEqual(certainty(done.AuthenticationResult), { acr: level(3), amr: ['hwk'] })
    }
  })

  test('that did not verify its user reaches nothing where the pool requires that', async () => {
    await using ports = await testPorts()
    const mfa = { WebAuthnConfiguration: { UserVerification: 'required' } } as const
    const all = await withPasskey(ports, { pool: { mfa } })
    const unverified = answer(all, await begin(all.app, level(3)), { isUserVerified: false })
    assert.equal(await refusalOf(unverified), 'NotAuthorizedException: Incorrect username or password.')
    const done = await answer(all, await begin(all.app, level(3)))
    assert.deepEqual(certainty(done.AuthenticationResult), { acr: level(3), amr: ['hwk'] })
  })

  test('that counts as both factors reaches the same level, and says so', async () => {
    await using ports = await testPorts()
    const user = { mfaFactors: ['EMAIL_OTP'], hasPasskeyMfa: true, attributes } as const
    const all = await withPasskey(ports, { pool: { mfa: { ...mailMfa, ...both } }, user })
    const asked = await begin(all.app, level(3), { PREFERRED_CHALLENGE: 'WEB_AUTHN' })
    assert.deepEqual(asked.AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP', 'WEB_AUTHN'], 'so does a password')
    const done = await answer(all, asked)
    assert.deepEqual(certainty(done.AuthenticationResult), { acr: level(3), amr: ['hwk', 'mfa'] })
  })

  test('steps up whoever came with a password and has no second factor', async () => {
    await using ports = await testPorts()
    const all = await withPasskey(ports)
    const { AuthenticationResult: result } = await all.app.withPassword('alice', 'Passw0rd!')
    const asked = await begin(all.app, level(3), { ACCESS_TOKEN: result?.AccessToken ?? '' })
    const done = await answer(all, asked)
    assert.deepEqual(certainty(done.AuthenticationResult), { acr: level(3), amr: ['hwk'] })
  })
})
