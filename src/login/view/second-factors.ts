/** What is asked for after a password, named as the challenges are. */
export const secondFactors = ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'] as const

export type SecondFactor = (typeof secondFactors)[number]
