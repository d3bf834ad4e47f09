import type { ExplicitAuthFlowsType, UserPoolPolicyType } from '../contract/shapes.gen.ts'

/** Of a pool in which people may begin with a password or with a code. */
export const passwordlessPolicies: UserPoolPolicyType = {
  SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] },
}

/** Of a client that allows people to begin in every way. */
export const everyFlow: readonly ExplicitAuthFlowsType[] = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
]
