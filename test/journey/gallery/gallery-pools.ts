import { SetUserPoolSessionConfigurationCommand } from '@aws-sdk/client-cognito-identity-provider'
import { addPool } from '../pools.ts'
import type { ReferenceSystem } from '../reference-system.ts'
import type { GalleryPools } from './exhibit.ts'

const sms = { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', ExternalId: 'harbour' }
const mail = {
  EmailSendingAccount: 'DEVELOPER',
  SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/harbour@example.com',
  From: 'harbour@example.com',
} as const

export async function addGalleryPools(system: ReferenceSystem): Promise<GalleryPools> {
  const [strict, closed, choosing, home] = await Promise.all([
    addPool(system, {
      domain: 'strict',
      pool: {
        UserPoolTier: 'ESSENTIALS',
        AliasAttributes: ['email'],
        AutoVerifiedAttributes: ['email'],
        DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
        EmailConfiguration: mail,
      },
      mfa: {
        MfaConfiguration: 'ON',
        SoftwareTokenMfaConfiguration: { Enabled: true },
        SmsMfaConfiguration: { SmsConfiguration: sms },
        EmailMfaConfiguration: {},
      },
    }),
    addPool(system, {
      domain: 'closed',
      pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
    }),
    addPool(system, {
      domain: 'choosing',
      pool: {
        AutoVerifiedAttributes: ['email'],
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] } },
      },
      client: { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    }),
    addPool(system, {
      domain: 'home',
      pool: {
        UserPoolTier: 'ESSENTIALS',
        AliasAttributes: ['email'],
        AutoVerifiedAttributes: ['email'],
        DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
        UserPoolTags: { 'sallyport:account-centre': 'Harbour', 'sallyport:recovery-codes': 'on' },
      },
      mfa: { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } },
    }),
  ])
  const tracking = { UserPoolId: home.id, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 20 } } as const
  await system.operator.send(new SetUserPoolSessionConfigurationCommand(tracking))
  return { strict, closed, choosing, home }
}
