import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildUserPool } from '../testing/build-user-pool.ts'
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
})
