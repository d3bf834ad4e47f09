import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CreateUserPoolClient } from '../../src/operations/app-client/CreateUserPoolClient.ts'
import { UpdateUserPoolClient } from '../../src/operations/app-client/UpdateUserPoolClient.ts'
import { CreateUserPoolDomain } from '../../src/operations/domain/CreateUserPoolDomain.ts'
import { UpdateUserPoolDomain } from '../../src/operations/domain/UpdateUserPoolDomain.ts'
import { CreateUserPool } from '../../src/operations/user-pool/CreateUserPool.ts'
import { UpdateUserPool } from '../../src/operations/user-pool/UpdateUserPool.ts'
import { callOnWire } from '../../src/testing/call-on-wire.ts'
import { givenClient, givenPool } from '../../src/testing/given.ts'
import { testPorts, type TestPorts } from '../../src/testing/test-ports.ts'

// A rule that creation has and update lacks is a way around it (security contract, section 2, line 2.26): every case
// goes through both, and neither may write.

type Case = readonly [what: string, input: object, refusal: string]

const invalid = 'InvalidParameterException: '
const above = 'FeatureUnavailableInTierException: The following features need to be disabled for the'
const sms = { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', ExternalId: 'x' }

const poolCases: readonly Case[] = [
  [
    'a name of a level that would end a list',
    { AcrConfiguration: { Level1: { AcrValue: 'very sure' } } },
    `${invalid}Invalid ACR value for Level1.`,
  ],
  [
    'a level that there is not',
    { AcrConfiguration: { Level5: { AcrValue: 'surest' } } },
    `${invalid}Invalid ACR level Level5.`,
  ],
  [
    'one name for two levels',
    { AcrConfiguration: { Level1: { AcrValue: 'urn:cognito:loa:2' } } },
    `${invalid}ACR values must be unique.`,
  ],
  [
    'attributes that want verification before update but are not verified',
    { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] } },
    `${invalid}All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes`,
  ],
  [
    'administrators beside another way of recovery',
    {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Name: 'admin_only', Priority: 1 },
          { Name: 'verified_email', Priority: 2 },
        ],
      },
    },
    `${invalid}Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.`,
  ],
  [
    'ways of recovery of one priority',
    {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Name: 'verified_phone_number', Priority: 1 },
          { Name: 'verified_email', Priority: 1 },
        ],
      },
    },
    `${invalid}Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.`,
  ],
  [
    'first factors without a password',
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['EMAIL_OTP'] } } },
    `${invalid}Password should be configured as one of the allowed first auth factors.`,
  ],
  [
    'phone numbers to verify without SMS',
    { AutoVerifiedAttributes: ['phone_number'] },
    `${invalid}SMS configuration is required when phone_number is selected for auto verification`,
  ],
  [
    'MFA without SMS',
    { MfaConfiguration: 'ON' },
    `${invalid}SMS configuration and Auto verification for phone_number are required when MFA is required/optional`,
  ],
  [
    'a mail account of one’s own without its source',
    { EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' } },
    `${invalid}Source ARN is required to use DEVELOPER email sending owner`,
  ],
  [
    'senders of one’s own without a key',
    {
      LambdaConfig: {
        CustomEmailSender: { LambdaVersion: 'V1_0', LambdaArn: 'arn:aws:lambda:us-east-1:123456789012:function:mail' },
      },
    },
    `${invalid}KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.`,
  ],
  [
    'two different triggers before tokens',
    {
      LambdaConfig: {
        PreTokenGeneration: 'arn:aws:lambda:us-east-1:123456789012:function:one',
        PreTokenGenerationConfig: {
          LambdaVersion: 'V1_0',
          LambdaArn: 'arn:aws:lambda:us-east-1:123456789012:function:two',
        },
      },
    },
    `${invalid}Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's`,
  ],
  [
    'the life of temporary passwords under both its names',
    {
      Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 3 } },
      AdminCreateUserConfig: { UnusedAccountValidityDays: 3 },
    },
    `${invalid}Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays`,
  ],
  [
    'a short password policy',
    { Policies: { PasswordPolicy: { MinimumLength: 5 } } },
    `${invalid}1 validation error detected: Value '5' at 'policies.passwordPolicy.minimumLength' failed to satisfy constraint: Member must have value greater than or equal to 6`,
  ],
  [
    'a verification message without its code',
    { SmsVerificationMessage: 'no code in here' },
    `${invalid}1 validation error detected: Value 'no code in here' at 'smsVerificationMessage' failed to satisfy constraint: Member must satisfy regular expression pattern: .*\\{####\\}.*`,
  ],
  [
    'a tag in the name of AWS',
    { UserPoolTags: { 'aws:owner': 'me' } },
    'UserPoolTaggingException: Tag key aws:owner must not start with aws:.',
  ],
  [
    'registered clients that register others',
    { DcrConfiguration: { EnableStatus: 'Enabled', AllowedScopes: ['aws.cognito/dcr/register'] } },
    `${invalid}AllowedScopes of DcrConfiguration cannot contain aws.cognito/dcr/register.`,
  ],
  [
    'tokens for whoever registers',
    { DcrConfiguration: { OpenDcrGrantTypes: ['client_credentials'] } },
    `${invalid}OpenDcrGrantTypes of DcrConfiguration cannot contain client_credentials.`,
  ],
  [
    'threat protection below PLUS',
    { UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } },
    `${above} ESSENTIALS pricing tier configured: Threat Protection`,
  ],
]

const liteCases: readonly Case[] = [
  [
    'registration of clients',
    { DcrConfiguration: { EnableStatus: 'Enabled' } },
    `${above} LITE pricing tier configured: Dynamic Client Registration`,
  ],
  [
    'first factors without passwords',
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
    `${above} LITE pricing tier configured: Passwordless Sign-In`,
  ],
  [
    'the newer trigger before tokens, and a password history',
    {
      Policies: { PasswordPolicy: { PasswordHistorySize: 1 } },
      LambdaConfig: {
        PreTokenGenerationConfig: {
          LambdaVersion: 'V2_0',
          LambdaArn: 'arn:aws:lambda:us-east-1:123456789012:function:t',
        },
      },
    },
    `${above} LITE pricing tier configured: Password History, Token Customization with Pre-Token Generation Lambda V2_0`,
  ],
]

const clientCases: readonly Case[] = [
  [
    'older and newer flows together',
    { ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH', 'ALLOW_USER_SRP_AUTH'] },
    `${invalid}Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.`,
  ],
  [
    'rotation beside ALLOW_REFRESH_TOKEN_AUTH',
    { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'], RefreshTokenRotation: { Feature: 'ENABLED' } },
    `${invalid}ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled.`,
  ],
  [
    'tokens for itself beside those for people',
    { ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_USER_AUTH'] },
    `${invalid}ALLOW_CLIENT_TOKEN_AUTH cannot be used with other auth flows.`,
  ],
  [
    'tokens for itself without a secret',
    { ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'] },
    `${invalid}ALLOW_CLIENT_TOKEN_AUTH requires a client secret.`,
  ],
  ['access tokens of 25 hours', { AccessTokenValidity: 25 }, `${invalid}Invalid range for token validity.`],
  [
    'ID tokens of 4 minutes',
    { IdTokenValidity: 4, TokenValidityUnits: { IdToken: 'minutes' } },
    `${invalid}Invalid range for token validity.`,
  ],
  [
    'refresh tokens of 59 minutes',
    { RefreshTokenValidity: 59, TokenValidityUnits: { RefreshToken: 'minutes' } },
    `${invalid}Invalid range for token validity.`,
  ],
  [
    'access tokens that outlive the refresh token',
    { AccessTokenValidity: 2, RefreshTokenValidity: 1, TokenValidityUnits: { RefreshToken: 'hours' } },
    `${invalid}Access and Id Token expiration times must be less than or equal to refresh token expiration times.`,
  ],
  [
    'OAuth without flows',
    { AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: ['openid'] },
    'InvalidOAuthFlowException: AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
  ],
  [
    'the code flow with nowhere to return to',
    { AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'] },
    'InvalidOAuthFlowException: CallbackUrls can not be empty when code flow or implicit flow is selected',
  ],
  [
    'client credentials without a secret',
    { AllowedOAuthFlows: ['client_credentials'] },
    'InvalidOAuthFlowException: client_credentials flow can not be selected if client does not have a client secret.',
  ],
  [
    'client credentials beside the code flow',
    { AllowedOAuthFlows: ['client_credentials', 'code'] },
    'InvalidOAuthFlowException: client_credentials flow can not be selected along with code flow or implicit flow.',
  ],
  [
    'a scope of no server',
    { AllowedOAuthScopes: ['notes/read'] },
    'ScopeDoesNotExistException: Invalid scope requested: notes/read',
  ],
  [
    'a scope of no kind',
    { AllowedOAuthScopes: ['admin'] },
    'ScopeDoesNotExistException: Invalid scope requested: admin',
  ],
  [
    'a provider that the pool lacks',
    { SupportedIdentityProviders: ['COGNITO', 'Google'] },
    `${invalid}The provider Google does not exist for User Pool us-east-1_AbCdEf123.`,
  ],
  [
    'plain http',
    { CallbackURLs: ['http://app.example.com'] },
    `${invalid}http://app.example.com cannot use the HTTP protocol.`,
  ],
  [
    'a sign-out URL with a fragment',
    { LogoutURLs: ['https://app.example.com/#a'] },
    `${invalid}https://app.example.com/#a cannot use fragment`,
  ],
  [
    'a default to return to that is not in the list',
    { CallbackURLs: ['https://a.example'], DefaultRedirectURI: 'https://b.example' },
    `${invalid}The default redirect URI https://b.example is not in the callback URIs list.`,
  ],
  [
    'context data without a secret',
    { EnablePropagateAdditionalUserContextData: true },
    `${invalid}Client Secret is required to set EnablePropagateAdditionalUserContextData as true`,
  ],
  [
    'reading what the pool does not have',
    { ReadAttributes: ['custom:none'] },
    `${invalid}Invalid read attributes specified while creating a client`,
  ],
  [
    'writing whether an address is verified',
    { WriteAttributes: ['email', 'email_verified'] },
    `${invalid}Invalid write attributes specified while creating a client`,
  ],
  [
    'writing without what is required',
    { WriteAttributes: ['name'] },
    `${invalid}Invalid write attributes specified while creating a client`,
  ],
  [
    'a session of two minutes',
    { AuthSessionValidity: 2 },
    `${invalid}1 validation error detected: Value '2' at 'authSessionValidity' failed to satisfy constraint: Member must have value greater than or equal to 3`,
  ],
]

const liteClientCases: readonly Case[] = [
  [
    'rotation and choice of the first factor',
    { RefreshTokenRotation: { Feature: 'ENABLED' }, ExplicitAuthFlows: ['ALLOW_USER_AUTH'] },
    `${above} LITE pricing tier configured: Refresh Token Rotation, Choice Based Authentication`,
  ],
]

const given = {
  pool: (ports: TestPorts, UserPoolTier: 'LITE' | 'ESSENTIALS') =>
    givenPool(ports, { configuration: { UserPoolTier }, schema: [{ Name: 'email', Required: true }] }),
}

for (const [tier, cases] of [
  ['ESSENTIALS', poolCases],
  ['LITE', liteCases],
] as const) {
  describe(`a pool on ${tier}`, () => {
    for (const [what, input, refusal] of cases) {
      test(`is refused ${what}, new or changed`, async () => {
        await using ports = await testPorts()
        const pool = await given.pool(ports, tier)
        const before = ports.commits.length
        const create = { PoolName: 'people', UserPoolTier: tier, ...input }
        assert.equal(await callOnWire(CreateUserPool, ports, create), refusal)
        assert.equal(await callOnWire(UpdateUserPool, ports, { UserPoolId: pool.id, ...input }), refusal)
        assert.equal(ports.commits.length, before)
      })
    }
  })
}

for (const [tier, cases] of [
  ['ESSENTIALS', clientCases],
  ['LITE', liteClientCases],
] as const) {
  describe(`a client on ${tier}`, () => {
    for (const [what, input, refusal] of cases) {
      test(`is refused ${what}, new or changed`, async () => {
        await using ports = await testPorts()
        const pool = await given.pool(ports, tier)
        const client = await givenClient(ports, pool)
        const before = ports.commits.length
        const create = { UserPoolId: pool.id, ClientName: 'app', ...input }
        const update = { UserPoolId: pool.id, ClientId: client.id, ...input }
        assert.equal(await callOnWire(CreateUserPoolClient, ports, create), refusal)
        assert.equal(await callOnWire(UpdateUserPoolClient, ports, update), refusal)
        assert.equal(ports.commits.length, before)
      })
    }
  })
}

describe('a domain', () => {
  const certificate = { CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/x' }
  const cases: readonly Case[] = [
    ['version 3 of the pages', { ManagedLoginVersion: 3 }, `${invalid}ManagedLoginVersion must be 1 or 2.`],
    [
      'managed login on LITE',
      { ManagedLoginVersion: 2 },
      'FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: Managed Login Version 2',
    ],
    [
      'routing without a replica',
      { Routing: { Failover: { PrimaryRoute53HealthCheckId: 'x', SecondaryRegion: 'us-west-2' } } },
      `${invalid}Routing requires a replica of the user pool.`,
    ],
  ]
  for (const [what, input, refusal] of cases) {
    test(`is refused ${what}, new or changed`, async () => {
      await using ports = await testPorts()
      const pool = await given.pool(ports, 'LITE')
      const createdAt = ports.clock.now()
      const domain = {
        domain: 'login.example.com',
        poolId: pool.id,
        customDomainConfig: certificate,
        managedLoginVersion: 1,
        createdAt,
      } as const
      await ports.storage.commit([{ write: 'createDomain', domain }])
      const before = ports.commits.length
      assert.equal(
        await callOnWire(CreateUserPoolDomain, ports, { UserPoolId: pool.id, Domain: 'notes', ...input }),
        refusal,
      )
      const update = { UserPoolId: pool.id, Domain: domain.domain, CustomDomainConfig: certificate, ...input }
      assert.equal(await callOnWire(UpdateUserPoolDomain, ports, update), refusal)
      assert.equal(ports.commits.length, before)
    })
  }
})

describe('the rules', () => {
  test('let what keeps them through, so that a refusal means something', async () => {
    await using ports = await testPorts()
    const pool = await given.pool(ports, 'ESSENTIALS')
    const fine = { AutoVerifiedAttributes: ['phone_number'], SmsConfiguration: sms, MfaConfiguration: 'ON' }
    assert.equal(typeof (await callOnWire(CreateUserPool, ports, { PoolName: 'people', ...fine })), 'object')
    assert.deepEqual(await callOnWire(UpdateUserPool, ports, { UserPoolId: pool.id, ...fine }), {})
    const client = { UserPoolId: pool.id, ClientName: 'app', ReadAttributes: ['email'], WriteAttributes: ['email'] }
    assert.equal(typeof (await callOnWire(CreateUserPoolClient, ports, client)), 'object')
  })
})
