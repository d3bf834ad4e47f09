import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CognitoIdentityProviderClient,
  CompleteWebAuthnRegistrationCommand,
  CreateUserPoolDomainCommand,
  DeleteWebAuthnCredentialCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListWebAuthnCredentialsCommand,
  NotAuthorizedException,
  RespondToAuthChallengeCommand,
  SetUserPoolMfaConfigCommand,
  StartWebAuthnRegistrationCommand,
  WebAuthnChallengeNotFoundException,
  type AuthenticationResultType,
  type InitiateAuthCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider'
import { password, startInstallation, type AddedPool, type Installation } from '../clients/installation.ts'
import { claimsOf } from '../clients/tokens.ts'
import { openAuthenticator } from './passkey-kit.ts'

// Everything goes over the wire: the SDK of AWS on one side, an authenticator that we did not write on the other.

type Authenticator = ReturnType<typeof openAuthenticator>

let installation: Installation
let sdk: CognitoIdentityProviderClient

before(async () => {
  installation = await startInstallation()
  sdk = new CognitoIdentityProviderClient({
    region: installation.ready.region,
    endpoint: installation.ready.identityUrl,
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  })
})
after(async () => {
  sdk.destroy()
  await installation[Symbol.asyncDispose]()
})

interface Place extends AddedPool {
  readonly origin: string
}

let pools = 0

/** A pool with a domain of its own, where alice may sign in. */
async function givenPlace(): Promise<Place> {
  pools += 1
  const Domain = `harbour${pools}`
  const pool = await installation.addPool({
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
    client: { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  })
  await installation.operator.send(new CreateUserPoolDomainCommand({ UserPoolId: pool.UserPoolId, Domain }))
  await pool.addPerson('alice')
  const { port } = new URL(installation.ready.identityUrl)
  return { ...pool, origin: `https://${Domain}.auth.${installation.ready.region}.localhost:${port}` }
}

async function tokensOf({ ClientId }: Place, USERNAME = 'alice'): Promise<AuthenticationResultType> {
  const AuthParameters = { USERNAME, PASSWORD: password }
  const signedIn = await sdk.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }))
  return signedIn.AuthenticationResult ?? assert.fail(String(signedIn.ChallengeName))
}

async function newCredential(place: Place, AccessToken: string, browser: Authenticator): Promise<any> {
  const { CredentialCreationOptions } = await sdk.send(new StartWebAuthnRegistrationCommand({ AccessToken }))
  return JSON.parse(JSON.stringify(browser.createJSON(place.origin, CredentialCreationOptions as any)))
}

async function register(place: Place, browser: Authenticator, USERNAME = 'alice'): Promise<string> {
  const { AccessToken = '' } = await tokensOf(place, USERNAME)
  const Credential = await newCredential(place, AccessToken, browser)
  await sdk.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential }))
  return AccessToken
}

function begin({ ClientId }: Place, USERNAME = 'alice'): Promise<InitiateAuthCommandOutput> {
  const AuthParameters = { USERNAME, PREFERRED_CHALLENGE: 'WEB_AUTHN' }
  return sdk.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters }))
}

function assertion(
  { origin }: Place,
  browser: Authenticator,
  { ChallengeParameters }: InitiateAuthCommandOutput,
): string {
  return JSON.stringify(browser.getJSON(origin, JSON.parse(ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS ?? '')))
}

function answer({ ClientId }: Place, { Session }: InitiateAuthCommandOutput, CREDENTIAL: string, USERNAME = 'alice') {
  const ChallengeResponses = { USERNAME, CREDENTIAL }
  return sdk.send(
    new RespondToAuthChallengeCommand({ ClientId, ChallengeName: 'WEB_AUTHN', ChallengeResponses, Session }),
  )
}

describe('passkeys, through the SDK of AWS', () => {
  test('are made, signed in with, listed and deleted', async () => {
    const place = await givenPlace()
    const browser = openAuthenticator()
    const AccessToken = await register(place, browser)
    const listed = await sdk.send(new ListWebAuthnCredentialsCommand({ AccessToken }))
    assert.equal(listed.Credentials?.length, 1)
    const [credential] = listed.Credentials ?? []
    assert.ok(credential?.CreatedAt instanceof Date)
    assert.equal(credential.RelyingPartyId, new URL(place.origin).hostname)

    const begun = await begin(place)
    assert.deepEqual(begun.AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP', 'WEB_AUTHN'])
    const signedIn = await answer(place, begun, assertion(place, browser, begun))
    const { AccessToken: own = '', IdToken = '' } = signedIn.AuthenticationResult ?? {}
    assert.equal((await sdk.send(new GetUserCommand({ AccessToken: own }))).Username, 'alice')
    assert.equal(claimsOf(IdToken)['cognito:username'], 'alice')

    const { CredentialId } = credential
    await sdk.send(new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId }))
    assert.deepEqual((await sdk.send(new ListWebAuthnCredentialsCommand({ AccessToken }))).Credentials, [])
    assert.deepEqual((await begin(place)).AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP'])
  })

  test('are added once for a challenge, of 64 who answer it at once', async () => {
    const place = await givenPlace()
    const { AccessToken = '' } = await tokensOf(place)
    const Credential = await newCredential(place, AccessToken, openAuthenticator())
    const contest = Array.from({ length: 64 }, () =>
      sdk.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential })),
    )
    const outcomes = await Promise.allSettled(contest)
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    assert.equal(lost.length, 63)
    assert.ok(lost.every((reason) => reason instanceof WebAuthnChallengeNotFoundException))
    assert.equal((await sdk.send(new ListWebAuthnCredentialsCommand({ AccessToken }))).Credentials?.length, 1)
  })

  test('let nobody in with an answer to another question, nor with one that was given before', async () => {
    const place = await givenPlace()
    const browser = openAuthenticator()
    await register(place, browser)
    const [first, second] = [await begin(place), await begin(place)]
    const CREDENTIAL = assertion(place, browser, first)
    await assert.rejects(answer(place, second, CREDENTIAL), NotAuthorizedException)
    assert.ok((await answer(place, first, CREDENTIAL)).AuthenticationResult)
    await assert.rejects(answer(place, first, CREDENTIAL), NotAuthorizedException)
  })

  test('let nobody in with a count that was passed already, as a copy of the authenticator has it', async () => {
    const place = await givenPlace()
    const browser = openAuthenticator()
    await register(place, browser)
    const [first, second] = [await begin(place), await begin(place)]
    const [earlier, later] = [assertion(place, browser, first), assertion(place, browser, second)]
    assert.ok((await answer(place, second, later)).AuthenticationResult)
    await assert.rejects(answer(place, first, earlier), NotAuthorizedException)
  })

  test('are those of one user of one pool', async () => {
    const [place, elsewhere] = [await givenPlace(), await givenPlace()]
    await place.addPerson('mallory')
    const [own, foreign, distant] = [openAuthenticator(), openAuthenticator(), openAuthenticator()]
    await register(place, own)
    await register(place, foreign, 'mallory')
    await register(elsewhere, distant)
    const asked = JSON.parse((await begin(place)).ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS ?? '')
    for (const [browser, rpId, origin] of [
      [foreign, asked.rpId, place.origin],
      [distant, new URL(elsewhere.origin).hostname, elsewhere.origin],
    ] as const) {
      const begun = await begin(place)
      const options = JSON.parse(begun.ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS ?? '')
      const CREDENTIAL = JSON.stringify(browser.getJSON(origin, { ...options, rpId, allowCredentials: [] }))
      await assert.rejects(answer(place, begun, CREDENTIAL), NotAuthorizedException)
    }
  })

  test('are asked for their user where the pool wants that', async () => {
    const place = await givenPlace()
    const options = { verifications: { userPresent: true, userVerified: false } }
    const careless = openAuthenticator({
      userMakeCredentialInteraction: () => ({ options: { uv: false, up: true } }),
      userGetAssertionInteraction: () => ({ options: { uv: false, up: true } }),
      ...options,
    })
    await register(place, careless)
    const lenient = await begin(place)
    assert.ok((await answer(place, lenient, assertion(place, careless, lenient))).AuthenticationResult)
    const WebAuthnConfiguration = { UserVerification: 'required' } as const
    const { UserPoolId } = place
    await installation.operator.send(new SetUserPoolMfaConfigCommand({ UserPoolId, WebAuthnConfiguration }))
    const strict = await begin(place)
    const asked = JSON.parse(strict.ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS ?? '')
    assert.equal(asked.userVerification, 'required')
    const CREDENTIAL = JSON.stringify(careless.getJSON(place.origin, { ...asked, userVerification: 'preferred' }))
    await assert.rejects(answer(place, strict, CREDENTIAL), NotAuthorizedException)
  })
})
