import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { UserPoolOverrides } from '../../testing/build-user-pool.ts'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { CreateUserPool } from './CreateUserPool.ts'
import { DescribeUserPool } from './DescribeUserPool.ts'
import { GetUserPoolMfaConfig } from './GetUserPoolMfaConfig.ts'
import { SetUserPoolMfaConfig } from './SetUserPoolMfaConfig.ts'

const SmsConfiguration = { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', ExternalId: 'x', SnsRegion: 'us-east-1' }
const developer = {
  EmailConfiguration: {
    EmailSendingAccount: 'DEVELOPER',
    SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/a@example.com',
  },
} as const

async function given(overrides: UserPoolOverrides = {}) {
  const ports = await testPorts()
  const pool = await givenPool(ports, overrides)
  return {
    ports,
    pool,
    get: () => callOnWire(GetUserPoolMfaConfig, ports, { UserPoolId: pool.id }),
    set: (input: object) => callOnWire(SetUserPoolMfaConfig, ports, { UserPoolId: pool.id, ...input }),
  }
}

describe('GetUserPoolMfaConfig', () => {
  test('of a fresh pool is OFF and nothing else', async () => {
    await using ports = await testPorts()
    const { UserPool } = (await callOnWire(CreateUserPool, ports, { PoolName: 'people' })) as any
    assert.deepEqual(await callOnWire(GetUserPoolMfaConfig, ports, { UserPoolId: UserPool.Id }), {
      MfaConfiguration: 'OFF',
    })
  })

  test('shows SMS where the pool was created with it', async () => {
    await using ports = await testPorts()
    const input = {
      PoolName: 'people',
      MfaConfiguration: 'ON',
      SmsConfiguration,
      SmsAuthenticationMessage: 'Code {####}',
    }
    const { UserPool } = (await callOnWire(CreateUserPool, ports, input)) as any
    assert.deepEqual(await callOnWire(GetUserPoolMfaConfig, ports, { UserPoolId: UserPool.Id }), {
      MfaConfiguration: 'ON',
      SmsMfaConfiguration: { SmsAuthenticationMessage: 'Code {####}', SmsConfiguration },
    })
  })

  test('refuses an unknown pool', async () => {
    await using ports = await testPorts()
    assert.equal(
      await callOnWire(GetUserPoolMfaConfig, ports, { UserPoolId: 'us-east-1_Unknown01' }),
      'ResourceNotFoundException: User pool us-east-1_Unknown01 does not exist.',
    )
  })
})

describe('SetUserPoolMfaConfig', () => {
  test('echoes what was set, and replaces it as a whole the next time', async () => {
    const { get, set } = await given({ configuration: developer })
    const everything = {
      MfaConfiguration: 'OPTIONAL',
      SmsMfaConfiguration: { SmsAuthenticationMessage: 'Code {####}', SmsConfiguration },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: { Message: 'Code {####}', Subject: 'Code' },
      WebAuthnConfiguration: { RelyingPartyId: 'example.com', UserVerification: 'required' },
    }
    assert.deepEqual(await set(everything), everything)
    assert.deepEqual(await get(), everything)
    const both = { FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION', RelyingPartyId: 'localhost' }
    const passkeys = { MfaConfiguration: 'OFF', WebAuthnConfiguration: both }
    assert.deepEqual(await set(passkeys), passkeys)
    assert.deepEqual(await get(), passkeys)
    const app = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } }
    assert.deepEqual(await set(app), app)
    assert.deepEqual(await get(), app)
  })

  test('drops the factors when MFA goes off, whichever way that is said, and keeps a passkey’s settings', async () => {
    const { get, set } = await given()
    const WebAuthnConfiguration = { UserVerification: 'preferred' }
    for (const off of [{}, { MfaConfiguration: 'OFF' }, { SoftwareTokenMfaConfiguration: { Enabled: false } }]) {
      await set({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } })
      const expected = { MfaConfiguration: 'OFF', WebAuthnConfiguration }
      assert.deepEqual(await set({ ...off, WebAuthnConfiguration }), expected)
      assert.deepEqual(await get(), expected)
    }
  })

  test('configures SMS for verification too, which lasts when MFA goes off', async () => {
    const { ports, pool, get, set } = await given()
    await set({
      MfaConfiguration: 'ON',
      SmsMfaConfiguration: { SmsAuthenticationMessage: 'MFA {####}', SmsConfiguration },
    })
    await set({ MfaConfiguration: 'OFF' })
    assert.deepEqual(await get(), { MfaConfiguration: 'OFF' })
    const { UserPool } = (await callOnWire(DescribeUserPool, ports, { UserPoolId: pool.id })) as any
    assert.deepEqual(UserPool.SmsConfiguration, SmsConfiguration)
    assert.equal(UserPool.SmsAuthenticationMessage, 'MFA {####}')
  })

  const none =
    'InvalidParameterException: Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.'
  const together =
    "InvalidParameterException: Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
  const cases: readonly [what: string, overrides: UserPoolOverrides, input: object, refusal: string][] = [
    ['MFA without a factor', {}, { MfaConfiguration: 'ON' }, none],
    [
      'MFA with an app that is not enabled',
      {},
      { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: false } },
      none,
    ],
    ['MFA with a passkey alone', {}, { MfaConfiguration: 'ON', WebAuthnConfiguration: {} }, none],
    [
      'passkeys as one factor where two are required',
      { configuration: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } } },
      {
        MfaConfiguration: 'ON',
        SoftwareTokenMfaConfiguration: { Enabled: true },
        WebAuthnConfiguration: { UserVerification: 'required', FactorConfiguration: 'SINGLE_FACTOR' },
      },
      'InvalidParameterException: Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor',
    ],
    ...['https://example.com', 'example.com:443', 'EXAMPLE.com', 'com', '-a.example.com', 'a..example.com'].map(
      (RelyingPartyId): (typeof cases)[number] => [
        `the relying party ${RelyingPartyId}`,
        {},
        { WebAuthnConfiguration: { RelyingPartyId } },
        'InvalidParameterException: The relying party ID must be a domain name.',
      ],
    ),
    [
      'passkeys on LITE',
      { configuration: { UserPoolTier: 'LITE' } },
      { WebAuthnConfiguration: { UserVerification: 'required' } },
      'FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Passkeys',
    ],
    ['OFF with SMS', {}, { MfaConfiguration: 'OFF', SmsMfaConfiguration: { SmsConfiguration } }, together],
    ['OFF with an app', {}, { SoftwareTokenMfaConfiguration: { Enabled: true } }, together],
    [
      'SMS without its configuration',
      {},
      { MfaConfiguration: 'ON', SmsMfaConfiguration: {}, SoftwareTokenMfaConfiguration: { Enabled: true } },
      'InvalidParameterException: SmsConfiguration is required to turn on SMS MFA.',
    ],
    [
      'Email MFA from Cognito’s own address',
      {},
      { MfaConfiguration: 'ON', EmailMfaConfiguration: {} },
      'InvalidParameterException: Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT.',
    ],
    [
      'Email MFA on LITE',
      { configuration: { ...developer, UserPoolTier: 'LITE' } },
      { MfaConfiguration: 'ON', EmailMfaConfiguration: {} },
      'FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Email MFA',
    ],
  ]
  for (const [what, overrides, input, refusal] of cases) {
    test(`refuses ${what}`, async () => {
      const { ports, set } = await given(overrides)
      const before = ports.commits.length
      assert.equal(await set(input), refusal)
      assert.equal(ports.commits.length, before)
    })
  }
})
