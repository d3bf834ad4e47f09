import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenPasskey, givenPasskeyScene, openAuthenticator, prefixDomain } from '../../../test/passkeys/passkey-kit.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { StartWebAuthnRegistration } from './StartWebAuthnRegistration.ts'

const start = (ports: TestPorts, AccessToken: string) =>
  call(StartWebAuthnRegistration, ports, { AccessToken }).then(({ CredentialCreationOptions }) =>
    JSON.parse(JSON.stringify(CredentialCreationOptions)),
  )

describe('StartWebAuthnRegistration', () => {
  test('gives what a browser makes a passkey with, and writes nothing', async () => {
    await using ports = await testPorts()
    const { accessToken, user } = await givenPasskeyScene(ports)
    const before = ports.commits.length
    const { challenge, ...options } = await start(ports, accessToken)
    assert.deepEqual(options, {
      authenticatorSelection: { requireResidentKey: true, residentKey: 'required', userVerification: 'preferred' },
      excludeCredentials: [],
      pubKeyCredParams: [
        { alg: -7, type: 'public-key' },
        { alg: -257, type: 'public-key' },
      ],
      rp: { id: 'notes.auth.us-east-1.localhost', name: 'notes.auth.us-east-1.localhost' },
      timeout: 60_000,
      user: { displayName: 'alice', id: Buffer.from(user.sub).toString('base64url'), name: 'alice' },
    })
    assert.match(challenge, /^[\w-]{200,}$/)
    assert.notEqual((await start(ports, accessToken)).challenge, challenge)
    assert.equal(ports.commits.length, before)
  })

  test('excludes the passkeys that the user has', async () => {
    await using ports = await testPorts()
    const { accessToken } = await givenPasskeyScene(ports)
    const id = await givenPasskey(ports, accessToken)
    assert.deepEqual((await start(ports, accessToken)).excludeCredentials, [{ id, type: 'public-key' }])
  })

  test('is for the relying party that the pool names, then for its custom domain', async () => {
    const custom = { ...prefixDomain, customDomainConfig: { CertificateArn: 'arn:aws:acm:us-east-1:1:certificate/1' } }
    for (const [RelyingPartyId, expected] of [
      ['example.com', 'example.com'],
      [undefined, 'login.example.com'],
    ] as const) {
      await using ports = await testPorts()
      const { accessToken, pool } = await givenPasskeyScene(ports, {
        mfa: { WebAuthnConfiguration: { RelyingPartyId } },
      })
      const domain = { ...prefixDomain(pool, 'login.example.com'), customDomainConfig: custom.customDomainConfig }
      await ports.storage.commit([{ write: 'createDomain', domain }])
      assert.equal((await start(ports, accessToken)).rp.id, expected)
    }
  })

  test('asks for user verification where the pool does, and where a passkey is both factors', async () => {
    const required = { UserVerification: 'required' } as const
    const both = { FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' } as const
    for (const [WebAuthnConfiguration, expected] of [
      [required, 'required'],
      [both, 'preferred'],
    ] as const) {
      await using ports = await testPorts()
      const { accessToken } = await givenPasskeyScene(ports, { mfa: { WebAuthnConfiguration } })
      const { authenticatorSelection } = await start(ports, accessToken)
      assert.equal(authenticatorSelection.userVerification, expected)
    }
  })

  test('refuses in a pool without passkeys, and in one without a relying party', async () => {
    await using ports = await testPorts()
    const off = await givenPasskeyScene(ports, {
      configuration: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] } } },
    })
    assert.equal(
      await refusalOf(start(ports, off.accessToken)),
      'WebAuthnNotEnabledException: WebAuthn is not enabled for this user pool.',
    )
    await using others = await testPorts()
    const { accessToken } = await givenPasskeyScene(others)
    await others.storage.commit([{ write: 'deleteDomain', poolId: off.pool.id, domain: 'notes' }])
    assert.equal(
      await refusalOf(start(others, accessToken)),
      'WebAuthnConfigurationMissingException: The user pool has no relying party ID and no domain.',
    )
  })

  test('refuses the twenty-first passkey', async () => {
    await using ports = await testPorts()
    const { accessToken } = await givenPasskeyScene(ports)
    for (let count = 0; count < 20; count += 1) await givenPasskey(ports, accessToken, openAuthenticator())
    assert.equal(
      await refusalOf(start(ports, accessToken)),
      'LimitExceededException: The limit of 20 passkeys of a user has been reached.',
    )
  })

  test('refuses a token that is no good, and one of a user who must reset the password', async () => {
    await using ports = await testPorts()
    const { accessToken, user, client } = await givenPasskeyScene(ports)
    assert.equal(await refusalOf(start(ports, 'nothing')), 'NotAuthorizedException: Invalid Access Token')
    const reset = { ...user, status: 'RESET_REQUIRED', version: user.version + 1 } as const
    await ports.storage.commit([{ write: 'updateUser', user: reset, aliases: [] }])
    assert.equal(
      await refusalOf(start(ports, accessToken)),
      'PasswordResetRequiredException: Password reset required for the user',
    )
    await ports.storage.commit([{ write: 'deleteAppClient', poolId: client.poolId, clientId: client.id }])
    assert.equal(
      await refusalOf(start(ports, accessToken)),
      `NotAuthorizedException: User pool client ${client.id} does not exist.`,
    )
  })
})
