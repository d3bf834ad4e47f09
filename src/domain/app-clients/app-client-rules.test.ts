import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AppClientConfiguration } from './app-client.ts'
import { appClientFault } from './app-client-rules.ts'
import { poolSchema } from '../user-pools/pool-schema.ts'
import { poolSettings } from '../user-pools/user-pool-configuration.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

const schema = poolSchema([
  { Name: 'email', Required: true },
  { Name: 'tenant', AttributeDataType: 'String' },
])
const pool: UserPool = {
  id: 'us-east-1_AbCdEf123',
  name: 'pool',
  region: 'us-east-1',
  accountId: '123456789012',
  configuration: { ...poolSettings({}), SchemaAttributes: 'fault' in schema ? [] : schema },
  mfa: {},
  createdAt: new Date(0),
  updatedAt: new Date(0),
  version: 1,
}
const lite: UserPool = { ...pool, configuration: { ...pool.configuration, UserPoolTier: 'LITE' } }

const cases: readonly [
  name: string,
  configuration: AppClientConfiguration,
  exception: string | undefined,
  text?: RegExp,
  on?: UserPool,
][] = [
  ['nothing set', {}, undefined],
  ['modern flows', { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }, undefined],
  [
    'legacy beside modern flows',
    { ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH', 'ALLOW_USER_SRP_AUTH'] },
    'InvalidParameterException',
    /legacy auth flow names/,
  ],
  [
    'rotation with ALLOW_REFRESH_TOKEN_AUTH',
    { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'], RefreshTokenRotation: { Feature: 'ENABLED' } },
    'InvalidParameterException',
    /^ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled\.$/,
  ],
  [
    'rotation on LITE',
    { RefreshTokenRotation: { Feature: 'ENABLED' } },
    'FeatureUnavailableInTierException',
    /^The following features need to be disabled for the LITE pricing tier configured: Refresh Token Rotation$/,
    lite,
  ],
  [
    'a validity out of range',
    { AccessTokenValidity: 25 },
    'InvalidParameterException',
    /^Invalid range for token validity\.$/,
  ],
  [
    'OAuth without flows',
    { AllowedOAuthFlowsUserPoolClient: true },
    'InvalidOAuthFlowException',
    /are required if user pool client/,
  ],
  [
    'client_credentials beside code',
    { AllowedOAuthFlows: ['client_credentials', 'code'], AllowedOAuthScopes: ['openid'] },
    'InvalidOAuthFlowException',
  ],
  ['client_credentials without a secret', { AllowedOAuthFlows: ['client_credentials'] }, 'InvalidOAuthFlowException'],
  ['a callback over plain http', { CallbackURLs: ['http://app.example.com'] }, 'InvalidParameterException'],
  ['a sign-out URL with a fragment', { LogoutURLs: ['https://app.example.com/#a'] }, 'InvalidParameterException'],
  [
    'a default redirect that is no callback',
    { CallbackURLs: ['https://a.example'], DefaultRedirectURI: 'https://b.example' },
    'InvalidParameterException',
  ],
  [
    'an unknown read attribute',
    { ReadAttributes: ['custom:none'] },
    'InvalidParameterException',
    /^Invalid read attributes/,
  ],
  [
    'a verified flag among write attributes',
    { WriteAttributes: ['email', 'email_verified'] },
    'InvalidParameterException',
    /^Invalid write attributes/,
  ],
  [
    'write attributes without a required one',
    { WriteAttributes: ['name'] },
    'InvalidParameterException',
    /^Invalid write attributes/,
  ],
  ['write attributes with every required one', { WriteAttributes: ['email', 'custom:tenant'] }, undefined],
]

describe('appClientFault', () => {
  for (const [name, configuration, exception, text, on] of cases) {
    test(`${exception === undefined ? 'accepts' : 'refuses'} ${name}`, () => {
      const fault = appClientFault(configuration, on ?? pool, false)
      assert.equal(fault?.exception, exception)
      if (text) assert.match(fault?.message ?? '', text)
    })
  }
})
