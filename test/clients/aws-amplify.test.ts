import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, mock, test } from 'node:test'
import { AdminCreateUserCommand, AdminListDevicesCommand } from '@aws-sdk/client-cognito-identity-provider'
import { Amplify } from 'aws-amplify'
import {
  autoSignIn,
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  deleteUser,
  fetchAuthSession,
  fetchDevices,
  fetchMFAPreference,
  fetchUserAttributes,
  forgetDevice,
  getCurrentUser,
  rememberDevice,
  resendSignUpCode,
  resetPassword,
  setUpTOTP,
  signIn,
  signOut,
  signUp,
  updateMFAPreference,
  updatePassword,
  updateUserAttributes,
  verifyTOTPSetup,
} from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'
import { password, startInstallation, type AddedPool, type Installation, type PoolOptions } from './installation.ts'

let installation: Installation

before(async () => {
  installation = await startInstallation()
})
after(() => installation[Symbol.asyncDispose]())

// Amplify watches over a sign-up for three minutes: not longer than there is something else to do.
const { setTimeout: startTimer } = globalThis
mock.method(globalThis, 'setTimeout', (...timer: Parameters<typeof startTimer>) => {
  const started = startTimer(...timer)
  return (timer[1] ?? 0) < 60_000 ? started : started.unref()
})

/** Tokens in memory, as the reference app keeps them. */
function newBrowser(): void {
  const stored = new Map<string, string>()
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (name, value) => void stored.set(name, value),
    getItem: async (name) => stored.get(name) ?? null,
    removeItem: async (name) => void stored.delete(name),
    clear: async () => stored.clear(),
  })
}

function configure({ UserPoolId, ClientId }: Pick<AddedPool, 'UserPoolId' | 'ClientId'>): void {
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: UserPoolId,
        userPoolClientId: ClientId,
        userPoolEndpoint: installation.ready.identityUrl,
      },
    },
  })
}

async function setUp(name: string, options: PoolOptions = {}): Promise<AddedPool> {
  const pool = await installation.addPool(options)
  await pool.addPerson(name)
  configure(pool)
  return pool
}

async function accessToken(): Promise<string> {
  const { tokens } = await fetchAuthSession()
  return tokens?.accessToken.toString() ?? ''
}

beforeEach(newBrowser)

describe('aws-amplify, by SRP', () => {
  test('signs up in the reference system, confirms, signs in, refreshes and signs out', async () => {
    const { userPoolId, clientId } = installation.ready
    configure({ UserPoolId: userPoolId, ClientId: clientId })
    const signedUp = await signUp({
      username: 'ann',
      password,
      options: { userAttributes: { email: 'ann@example.com' } },
    })
    assert.equal(signedUp.nextStep.signUpStep, 'CONFIRM_SIGN_UP')
    const early = await signIn({ username: 'ann', password })
    assert.equal(early.nextStep.signInStep, 'CONFIRM_SIGN_UP')
    await resendSignUpCode({ username: 'ann' })
    const confirmationCode = await installation.codeFor('ann@example.com')
    const confirmed = await confirmSignUp({ username: 'ann', confirmationCode })
    assert.deepEqual(confirmed, { isSignUpComplete: true, nextStep: { signUpStep: 'DONE' } })

    assert.deepEqual(await signIn({ username: 'ann', password }), {
      isSignedIn: true,
      nextStep: { signInStep: 'DONE' },
    })
    const user = await getCurrentUser()
    assert.deepEqual(
      { username: user.username, userId: user.userId, flow: user.signInDetails?.authFlowType },
      { username: 'ann', userId: signedUp.userId, flow: 'USER_SRP_AUTH' },
    )
    const first = await fetchAuthSession()
    assert.equal(first.tokens?.idToken?.payload.email, 'ann@example.com')
    const second = await fetchAuthSession({ forceRefresh: true })
    assert.notEqual(second.tokens?.accessToken.toString(), first.tokens?.accessToken.toString())
    assert.equal(second.tokens?.accessToken.payload.origin_jti, first.tokens?.accessToken.payload.origin_jti)
    await signOut()
    await assert.rejects(getCurrentUser(), { name: 'UserUnAuthenticatedException' })
  })

  test('signs in by an alias, too', async () => {
    await setUp('bob', { pool: { AliasAttributes: ['email'] } })
    assert.equal((await signIn({ username: 'bob@example.com', password })).isSignedIn, true)
    assert.equal((await getCurrentUser()).username, 'bob')
  })

  test('signs in by an address where that is the username', async () => {
    const pool = await installation.addPool({ pool: { UsernameAttributes: ['email'] } })
    await pool.addPerson('bea@example.com', { email: 'bea@example.com', email_verified: 'true' })
    configure(pool)
    assert.equal((await signIn({ username: 'bea@example.com', password })).isSignedIn, true)
    const { username, userId } = await getCurrentUser()
    assert.equal(username, userId)
  })

  test('is refused a wrong password by name and text', async () => {
    await setUp('cat')
    await assert.rejects(signIn({ username: 'cat', password: 'wrong' }), {
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
    await assert.rejects(signIn({ username: 'nobody', password }), {
      name: 'UserNotFoundException',
      message: 'User does not exist.',
    })
  })

  test('signs in with a password instead', async () => {
    await setUp('dan')
    const { isSignedIn } = await signIn({ username: 'dan', password, options: { authFlowType: 'USER_PASSWORD_AUTH' } })
    assert.equal(isSignedIn, true)
  })

  test('changes a password, and recovers a forgotten one', async () => {
    await setUp('eve')
    await signIn({ username: 'eve', password })
    await updatePassword({ oldPassword: password, newPassword: 'An0ther-one!' })
    await signOut()
    const { nextStep } = await resetPassword({ username: 'eve' })
    assert.equal(nextStep.resetPasswordStep, 'CONFIRM_RESET_PASSWORD_WITH_CODE')
    const confirmationCode = await installation.codeFor('eve@example.com')
    await confirmResetPassword({ username: 'eve', confirmationCode, newPassword: 'A-third-0ne!' })
    assert.equal((await signIn({ username: 'eve', password: 'A-third-0ne!' })).isSignedIn, true)
  })

  test('changes an address and verifies it', async () => {
    await setUp('fay', { pool: { AutoVerifiedAttributes: ['email'] } })
    await signIn({ username: 'fay', password })
    const { email } = await updateUserAttributes({ userAttributes: { email: 'fay@new.example' } })
    assert.equal(email?.nextStep.updateAttributeStep, 'CONFIRM_ATTRIBUTE_WITH_CODE')
    const confirmationCode = await installation.codeFor('fay@new.example')
    await confirmUserAttribute({ userAttributeKey: 'email', confirmationCode })
    const attributes = await fetchUserAttributes()
    assert.deepEqual(
      { email: attributes.email, verified: attributes.email_verified },
      { email: 'fay@new.example', verified: 'true' },
    )
  })

  test('sets a new password for the one an operator gave', async () => {
    const pool = await installation.addPool()
    const { UserPoolId } = pool
    await installation.operator.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: 'gus',
        TemporaryPassword: password,
        MessageAction: 'SUPPRESS',
      }),
    )
    configure(pool)
    const asked = await signIn({ username: 'gus', password })
    assert.equal(asked.nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED')
    const done = await confirmSignIn({ challengeResponse: 'Mine-0nly-now!' })
    assert.deepEqual(done, { isSignedIn: true, nextStep: { signInStep: 'DONE' } })
  })

  test('signs out everywhere, after which the tokens are dead, and deletes the account', async () => {
    const { ClientId } = await setUp('hal')
    await signIn({ username: 'hal', password })
    const token = await accessToken()
    await signOut({ global: true })
    const response = await fetch(installation.ready.identityUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser',
      },
      body: JSON.stringify({ AccessToken: token }),
    })
    const { message } = (await response.json()) as { message: string }
    assert.equal(message, 'Access Token has been revoked')
    assert.ok(ClientId)
    await signIn({ username: 'hal', password })
    await deleteUser()
    await assert.rejects(signIn({ username: 'hal', password }), { name: 'UserNotFoundException' })
  })

  test('with rotation keeps its session through refreshes', async () => {
    await setUp('ian', {
      client: { RefreshTokenRotation: { Feature: 'ENABLED' }, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] },
    })
    await signIn({ username: 'ian', password })
    const seen = new Set([await accessToken()])
    for (const _ of [1, 2, 3]) {
      const { tokens } = await fetchAuthSession({ forceRefresh: true })
      seen.add(tokens?.accessToken.toString() ?? '')
    }
    assert.equal(seen.size, 4)
  })
})

describe('aws-amplify, with an authenticator app', () => {
  test('sets it up, is asked for it, and prefers it', async () => {
    await setUp('ida', { mfa: { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } } })
    await signIn({ username: 'ida', password })
    const { sharedSecret, getSetupUri } = await setUpTOTP()
    assert.match(getSetupUri('Notes', 'ida').href, /^otpauth:\/\/totp\/Notes:ida\?secret=[A-Z2-7]+&issuer=Notes$/)
    await verifyTOTPSetup({ code: await installation.authenticatorCode(sharedSecret) })
    await updateMFAPreference({ totp: 'PREFERRED' })
    assert.deepEqual(await fetchMFAPreference(), { enabled: ['TOTP'], preferred: 'TOTP' })
    await signOut()

    installation.advance(30)
    const asked = await signIn({ username: 'ida', password })
    assert.equal(asked.nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_TOTP_CODE')
    await assert.rejects(confirmSignIn({ challengeResponse: '000000' }), { name: 'CodeMismatchException' })
    const challengeResponse = await installation.authenticatorCode(sharedSecret)
    assert.equal((await confirmSignIn({ challengeResponse })).isSignedIn, true)
  })

  test('sets it up on the way in where the pool requires one', async () => {
    await setUp('joe', { mfa: { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } } })
    const { nextStep } = await signIn({ username: 'joe', password })
    assert.ok(nextStep.signInStep === 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP', nextStep.signInStep)
    const challengeResponse = await installation.authenticatorCode(nextStep.totpSetupDetails.sharedSecret)
    assert.equal((await confirmSignIn({ challengeResponse })).isSignedIn, true)
  })
})

describe('aws-amplify, by choice', () => {
  const byChoice = {
    pool: {
      AutoVerifiedAttributes: ['email'],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    },
    client: { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  } satisfies PoolOptions
  const authFlowType = 'USER_AUTH'

  test('signs in with a code by mail, which it prefers', async () => {
    await setUp('kay', byChoice)
    const options = { authFlowType, preferredChallenge: 'EMAIL_OTP' } as const
    const asked = await signIn({ username: 'kay', options })
    assert.deepEqual(asked, {
      isSignedIn: false,
      nextStep: {
        signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE',
        codeDeliveryDetails: { deliveryMedium: 'EMAIL', destination: 'k***@e***' },
      },
    })
    await assert.rejects(confirmSignIn({ challengeResponse: '00000000' }), { name: 'CodeMismatchException' })
    const challengeResponse = await installation.codeFor('kay@example.com')
    assert.match(challengeResponse, /^\d{8}$/)
    assert.equal((await confirmSignIn({ challengeResponse })).isSignedIn, true)
    assert.equal((await getCurrentUser()).username, 'kay')
  })

  for (const way of ['PASSWORD', 'PASSWORD_SRP'] as const) {
    test(`signs in with what it chooses: ${way}`, async () => {
      await setUp('lea', byChoice)
      const asked = await signIn({ username: 'lea', options: { authFlowType } })
      assert.deepEqual(asked, {
        isSignedIn: false,
        nextStep: {
          signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION',
          availableChallenges: ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP'],
        },
      })
      const next = await confirmSignIn({ challengeResponse: way })
      assert.equal(next.nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_PASSWORD')
      assert.equal((await confirmSignIn({ challengeResponse: password })).isSignedIn, true)
    })

    test(`signs in with what it prefers: ${way}`, async () => {
      await setUp('max', byChoice)
      const options = { authFlowType, preferredChallenge: way } as const
      assert.equal((await signIn({ username: 'max', password, options })).isSignedIn, true)
    })
  }

  test('chooses a code, too', async () => {
    await setUp('ned', byChoice)
    await signIn({ username: 'ned', options: { authFlowType } })
    const asked = await confirmSignIn({ challengeResponse: 'EMAIL_OTP' })
    assert.equal(asked.nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE')
    const challengeResponse = await installation.codeFor('ned@example.com')
    assert.equal((await confirmSignIn({ challengeResponse })).isSignedIn, true)
  })

  test('signs up without a password, and is in once that is confirmed', async () => {
    configure(await installation.addPool(byChoice))
    const userAttributes = { email: 'ora@example.com' }
    const signedUp = await signUp({ username: 'ora', options: { userAttributes, autoSignIn: { authFlowType } } })
    assert.equal(signedUp.nextStep.signUpStep, 'CONFIRM_SIGN_UP')
    const confirmationCode = await installation.codeFor('ora@example.com')
    const confirmed = await confirmSignUp({ username: 'ora', confirmationCode })
    assert.deepEqual(confirmed, { isSignUpComplete: true, nextStep: { signUpStep: 'COMPLETE_AUTO_SIGN_IN' } })
    assert.deepEqual(await autoSignIn(), { isSignedIn: true, nextStep: { signInStep: 'DONE' } })
    assert.equal((await getCurrentUser()).username, 'ora')
  })
})

describe('aws-amplify, with devices', () => {
  test('confirms a new one by itself, remembers it and forgets it', async () => {
    const { UserPoolId } = await setUp('kim', {
      pool: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true } },
    })
    const input = { UserPoolId, Username: 'kim' }
    const devices = async () =>
      (await installation.operator.send(new AdminListDevicesCommand(input))).Devices?.length ?? 0
    await signIn({ username: 'kim', password })
    assert.equal(await devices(), 1)
    await rememberDevice()
    await signOut()
    assert.equal((await signIn({ username: 'kim', password })).isSignedIn, true)
    assert.equal(await devices(), 1)
    assert.equal((await fetchDevices()).length, 1)
    await forgetDevice()
    assert.equal(await devices(), 0)
    await signOut()
    assert.equal((await signIn({ username: 'kim', password })).isSignedIn, true)
    assert.equal(await devices(), 1)
  })
})
