import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CompleteWebAuthnRegistrationCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  InitiateAuthCommand,
  NotAuthorizedException,
  RespondToAuthChallengeCommand,
  StartWebAuthnRegistrationCommand,
  type AuthFactorType,
  type InitiateAuthCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Page } from 'playwright-core'
import { skip } from '../journey/chromium.ts'
import { startReferenceSystem, type ReferenceSystem } from '../journey/reference-system.ts'
import { addVirtualAuthenticator, type VirtualAuthenticator } from '../journey/virtual-authenticator.ts'

// A real browser with an authenticator of its own (the WebAuthn domain of the DevTools protocol), on a page of the
// pool's domain.

const password = 'Correct-h0rse-battery'

interface Place {
  readonly ClientId: string
  readonly origin: string
  readonly AccessToken: string
}

interface Browsing extends VirtualAuthenticator, AsyncDisposable {
  readonly page: Page
}

describe('passkeys in Chromium', { skip }, () => {
  let system: ReferenceSystem
  before(async () => {
    system = await startReferenceSystem()
  })
  after(() => system[Symbol.asyncDispose]())

  let places = 0
  async function givenPlace(): Promise<Place> {
    const { operator, ready } = system
    places += 1
    const Domain = `pier${places}`
    const AllowedFirstAuthFactors: AuthFactorType[] = ['PASSWORD', 'WEB_AUTHN']
    const Policies = { SignInPolicy: { AllowedFirstAuthFactors } }
    const { UserPool } = await operator.send(new CreateUserPoolCommand({ PoolName: Domain, Policies }))
    const UserPoolId = UserPool?.Id ?? ''
    await operator.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain }))
    const { UserPoolClient } = await operator.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'pier',
        ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      }),
    )
    const ids = { UserPoolId, Username: 'alice' }
    await operator.send(new AdminCreateUserCommand({ ...ids, MessageAction: 'SUPPRESS' }))
    await operator.send(new AdminSetUserPasswordCommand({ ...ids, Password: password, Permanent: true }))
    const ClientId = UserPoolClient?.ClientId ?? ''
    const AuthParameters = { USERNAME: 'alice', PASSWORD: password }
    const start = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters })
    const { AuthenticationResult } = await operator.send(start)
    const { port } = new URL(ready.identityUrl)
    const origin = `https://${Domain}.auth.${ready.region}.localhost:${port}`
    return { ClientId, origin, AccessToken: AuthenticationResult?.AccessToken ?? '' }
  }

  /** A page of that origin, in a browser with an authenticator. */
  async function browse(url: string, options: object = {}): Promise<Browsing> {
    const visitor = await system.visit()
    const { page } = visitor
    await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Pier' }))
    await page.goto(url)
    const authenticator = await addVirtualAuthenticator(page, options)
    return { page, ...authenticator, [Symbol.asyncDispose]: () => visitor[Symbol.asyncDispose]() }
  }

  async function create({ page }: Browsing, { AccessToken }: Place): Promise<any> {
    const { CredentialCreationOptions } = await system.operator.send(
      new StartWebAuthnRegistrationCommand({ AccessToken }),
    )
    return page.evaluate(async (options: string) => {
      const publicKey = (globalThis as any).PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options))
      return (await (globalThis as any).navigator.credentials.create({ publicKey })).toJSON()
    }, JSON.stringify(CredentialCreationOptions))
  }

  async function register(browsing: Browsing, place: Place): Promise<void> {
    const { AccessToken } = place
    const Credential = await create(browsing, place)
    await system.operator.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential }))
  }

  function begin({ ClientId }: Place): Promise<InitiateAuthCommandOutput> {
    const AuthParameters = { USERNAME: 'alice', PREFERRED_CHALLENGE: 'WEB_AUTHN' }
    return system.operator.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters }))
  }

  async function signIn({ page }: Browsing, place: Place) {
    const { ChallengeParameters, Session } = await begin(place)
    const options = ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS ?? ''
    const credential = await page.evaluate(async (json: string) => {
      const publicKey = (globalThis as any).PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(json))
      return (await (globalThis as any).navigator.credentials.get({ publicKey })).toJSON()
    }, options)
    const { ClientId } = place
    const ChallengeResponses = { USERNAME: 'alice', CREDENTIAL: JSON.stringify(credential) }
    return system.operator.send(
      new RespondToAuthChallengeCommand({ ClientId, ChallengeName: 'WEB_AUTHN', ChallengeResponses, Session }),
    )
  }

  test('are made and signed in with, whether the provider copies them or not', async () => {
    for (const backup of [{}, { defaultBackupEligibility: true, defaultBackupState: true }]) {
      const place = await givenPlace()
      await using browsing = await browse(`${place.origin}/passkeys/try`, backup)
      await register(browsing, place)
      for (let time = 0; time < 2; time += 1) {
        assert.ok((await signIn(browsing, place)).AuthenticationResult?.AccessToken)
      }
    }
  })

  test('are no way in for a copy whose count is behind', async () => {
    const place = await givenPlace()
    await using browsing = await browse(`${place.origin}/passkeys/try`)
    const { devTools, authenticatorId } = browsing
    await register(browsing, place)
    await signIn(browsing, place)
    const { credentials } = await devTools.send('WebAuthn.getCredentials', { authenticatorId })
    const [copied] = credentials
    await signIn(browsing, place)
    assert.ok(copied)
    await devTools.send('WebAuthn.removeCredential', { authenticatorId, credentialId: copied.credentialId })
    await devTools.send('WebAuthn.addCredential', { authenticatorId, credential: { ...copied, signCount: 0 } })
    await assert.rejects(signIn(browsing, place), NotAuthorizedException)
  })

  test('are made on pages of the relying party only', async () => {
    const [place, elsewhere] = [await givenPlace(), await givenPlace()]
    await using browsing = await browse(`${elsewhere.origin}/passkeys/try`)
    await assert.rejects(create(browsing, place), /SecurityError|relying party/i)
    await using beneath = await browse(`${place.origin.replace('https://', 'https://app.')}/passkeys/try`)
    await register(beneath, place)
    const { port } = new URL(place.origin)
    await using ordinary = await browse(`${place.origin.replace(`:${port}`, '')}/passkeys/try`)
    const { AccessToken } = place
    const Credential = await create(ordinary, place)
    // The ordinary port belongs to the host as this installation's own does.
    await system.operator.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential }))
  })
})
