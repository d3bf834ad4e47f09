import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LambdaConfigType } from '../../contract/shapes.gen.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { userPoolFault } from './user-pool-rules.ts'

describe('userPoolFault', () => {
  test('asks for passkeys that are both factors where a second one is required', () => {
    const configuration = {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
    } as const
    const factor = { SoftwareTokenMfaConfiguration: { Enabled: true } }
    const both = { FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' } as const
    const fault = (mfa: Parameters<typeof userPoolFault>[0]['mfa']) =>
      userPoolFault(buildUserPool({ configuration, mfa }))
    const text = 'WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA.'
    assert.equal(fault({ MfaConfiguration: 'ON', ...factor }), text)
    assert.equal(fault({ MfaConfiguration: 'ON', ...factor, WebAuthnConfiguration: both }), undefined)
    assert.equal(fault({ MfaConfiguration: 'OPTIONAL', ...factor }), undefined)
    assert.equal(fault({ MfaConfiguration: 'OFF' }), undefined)
  })

  test('asks for functions where triggers are', () => {
    const fault = (LambdaConfig: LambdaConfigType) => userPoolFault(buildUserPool({ configuration: { LambdaConfig } }))
    const own = 'arn:aws:lambda:us-east-1:123456789012:function:own'
    for (const arn of [own, `${own}:live`, `${own}:$LATEST`]) assert.equal(fault({ PreSignUp: arn }), undefined)
    const text = (name: string): string => `Invalid Lambda function ARN for the trigger ${name}.`
    assert.equal(fault({ PreSignUp: 'arn:aws:s3:us-east-1:123456789012:bucket' }), text('PreSignUp'))
    const PreTokenGenerationConfig = { LambdaVersion: 'V2_0', LambdaArn: `${own}/../..` } as const
    assert.equal(fault({ PreTokenGenerationConfig }), text('PreTokenGenerationConfig'))
  })
})
