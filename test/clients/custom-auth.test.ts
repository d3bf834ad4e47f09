import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js'
import { Amplify } from 'aws-amplify'
import { confirmSignIn, fetchAuthSession, getCurrentUser, signIn } from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'
import { colourLambdas, writeColourFunctions } from './colour-functions.ts'
import { password, startInstallation, type AddedPool, type Installation } from './installation.ts'

let installation: Installation

before(async () => {
  installation = await startInstallation('host', { template: writeColourFunctions })
})
after(() => installation[Symbol.asyncDispose]())

async function setUp(name: string): Promise<AddedPool> {
  const pool = await installation.addPool({
    pool: { LambdaConfig: colourLambdas },
    client: { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  })
  await pool.addPerson(name)
  return pool
}

describe('aws-amplify, by questions of functions', () => {
  beforeEach(() => {
    const stored = new Map<string, string>()
    cognitoUserPoolsTokenProvider.setKeyValueStorage({
      setItem: async (name, value) => void stored.set(name, value),
      getItem: async (name) => stored.get(name) ?? null,
      removeItem: async (name) => void stored.delete(name),
      clear: async () => stored.clear(),
    })
  })

  function configure({ UserPoolId, ClientId }: AddedPool): void {
    const userPoolEndpoint = installation.ready.identityUrl
    Amplify.configure({
      Auth: { Cognito: { userPoolId: UserPoolId, userPoolClientId: ClientId, userPoolEndpoint } },
    })
  }

  test('CUSTOM_WITHOUT_SRP: asks again after a wrong answer, and signs in with the right one', async () => {
    configure(await setUp('ann'))
    const asked = await signIn({ username: 'ann', options: { authFlowType: 'CUSTOM_WITHOUT_SRP' } })
    assert.ok(asked.nextStep.signInStep === 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE', asked.nextStep.signInStep)
    assert.equal(asked.nextStep.additionalInfo?.question, 'colour?')
    const again = await confirmSignIn({ challengeResponse: 'red' })
    assert.equal(again.nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE')
    assert.equal((await confirmSignIn({ challengeResponse: 'blue' })).isSignedIn, true)
    assert.equal((await getCurrentUser()).username, 'ann')
    assert.ok((await fetchAuthSession({ forceRefresh: true })).tokens)
  })

  test('CUSTOM_WITH_SRP: proves the password, and is asked then', async () => {
    configure(await setUp('bob'))
    const flow = { authFlowType: 'CUSTOM_WITH_SRP' } as const
    await assert.rejects(signIn({ username: 'bob', password: 'wrong', options: flow }), {
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
    const asked = await signIn({ username: 'bob', password, options: flow })
    assert.equal(asked.nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE')
    assert.equal((await confirmSignIn({ challengeResponse: 'blue' })).isSignedIn, true)
  })
})

describe('amazon-cognito-identity-js, by questions of functions', () => {
  function person({ UserPoolId, ClientId }: AddedPool, Username: string): CognitoUser {
    const Pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint: installation.ready.identityUrl })
    return new CognitoUser({ Username, Pool })
  }

  /** What is asked, and then whether the answer let somebody in. */
  function answering(user: CognitoUser, start: (callbacks: any) => void): Promise<readonly unknown[]> {
    return new Promise((resolve, reject) => {
      const callbacks = {
        onSuccess: (session: any) => resolve([asked, session.isValid()]),
        onFailure: reject,
        customChallenge: (parameters: any) => {
          asked = parameters.question
          user.sendCustomChallengeAnswer('blue', callbacks)
        },
      }
      let asked: unknown
      start(callbacks)
    })
  }

  test('answers without a password', async () => {
    const user = person(await setUp('cat'), 'cat')
    user.setAuthenticationFlowType('CUSTOM_AUTH')
    const details = new AuthenticationDetails({ Username: 'cat' })
    const outcome = await answering(user, (callbacks) => user.initiateAuth(details, callbacks))
    assert.deepEqual(outcome, ['colour?', true])
  })

  test('proves a password first', async () => {
    const user = person(await setUp('dan'), 'dan')
    user.setAuthenticationFlowType('CUSTOM_AUTH')
    const details = new AuthenticationDetails({ Username: 'dan', Password: password })
    const outcome = await answering(user, (callbacks) => user.authenticateUser(details, callbacks))
    assert.deepEqual(outcome, ['colour?', true])
  })
})
