import type { CreateUserPoolRequest, UpdateUserPoolRequest } from '../contract/shapes.gen.ts'
import type { MfaSettings, UserPoolConfiguration } from './user-pool.ts'

type Settings = Omit<UpdateUserPoolRequest, 'UserPoolId' | 'PoolName'>

/**
 * The settings that CreateUserPool and UpdateUserPool share, with Cognito's defaults for what is omitted
 * (contract, section 7.1). UpdateUserPool resets omitted members to these too.
 */
export function poolSettings(settings: Settings): UserPoolConfiguration {
  const {
    MfaConfiguration: _,
    Policies,
    AdminCreateUserConfig,
    VerificationMessageTemplate,
    UserPoolTags,
    ...rest
  } = settings
  const password = Policies?.PasswordPolicy
  const temporaryDays = password?.TemporaryPasswordValidityDays ?? AdminCreateUserConfig?.UnusedAccountValidityDays ?? 7
  return {
    ...rest,
    AccountRecoverySetting: settings.AccountRecoverySetting ?? {
      RecoveryMechanisms: [
        { Priority: 1, Name: 'verified_email' },
        { Priority: 2, Name: 'verified_phone_number' },
      ],
    },
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      ...AdminCreateUserConfig,
      UnusedAccountValidityDays: temporaryDays,
    },
    DeletionProtection: settings.DeletionProtection ?? 'INACTIVE',
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT', ...settings.EmailConfiguration },
    IssuerConfiguration: settings.IssuerConfiguration ?? { Type: 'ORIGINAL' },
    KeyConfiguration: settings.KeyConfiguration ?? { KeyType: 'AWS_OWNED_KEY' },
    LambdaConfig: settings.LambdaConfig ?? {},
    Policies: {
      PasswordPolicy: password
        ? {
            MinimumLength: password.MinimumLength ?? 8,
            RequireUppercase: password.RequireUppercase ?? false,
            RequireLowercase: password.RequireLowercase ?? false,
            RequireNumbers: password.RequireNumbers ?? false,
            RequireSymbols: password.RequireSymbols ?? false,
            PasswordHistorySize: password.PasswordHistorySize,
            TemporaryPasswordValidityDays: temporaryDays,
          }
        : {
            MinimumLength: 8,
            RequireUppercase: true,
            RequireLowercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
            TemporaryPasswordValidityDays: temporaryDays,
          },
      SignInPolicy: Policies?.SignInPolicy ?? { AllowedFirstAuthFactors: ['PASSWORD'] },
    },
    UserAttributeUpdateSettings: settings.UserAttributeUpdateSettings ?? {
      AttributesRequireVerificationBeforeUpdate: [],
    },
    UserPoolTags: UserPoolTags ?? {},
    UserPoolTier: settings.UserPoolTier ?? 'ESSENTIALS',
    VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE', ...VerificationMessageTemplate },
  }
}

/** The members that only creation can set. */
export function immutablePoolSettings(
  input: Pick<CreateUserPoolRequest, 'AliasAttributes' | 'UsernameAttributes' | 'UsernameConfiguration'>,
): Pick<UserPoolConfiguration, 'AliasAttributes' | 'UsernameAttributes' | 'UsernameConfiguration'> {
  return {
    AliasAttributes: input.AliasAttributes,
    UsernameAttributes: input.UsernameAttributes,
    UsernameConfiguration: input.UsernameConfiguration,
  }
}

/** MFA settings as CreateUserPool and UpdateUserPool set them: they know SMS only. */
export function mfaFromPoolSettings(settings: Settings, before: MfaSettings): MfaSettings {
  const mode = settings.MfaConfiguration ?? 'OFF'
  if (mode === 'OFF') return { MfaConfiguration: 'OFF' }
  const sms = settings.SmsConfiguration
    ? {
        SmsMfaConfiguration: {
          SmsAuthenticationMessage: settings.SmsAuthenticationMessage,
          SmsConfiguration: settings.SmsConfiguration,
        },
      }
    : {}
  return { ...before, ...sms, MfaConfiguration: mode }
}

/** What is wrong with a combination of settings, in Cognito's words where they are known. */
export function poolSettingsFault(settings: Settings | CreateUserPoolRequest): string | undefined {
  const creation: Partial<CreateUserPoolRequest> = settings
  if (creation.AliasAttributes?.length && creation.UsernameAttributes?.length) {
    return 'Only one of the aliasAttributes or usernameAttributes can be set in a user pool.'
  }
  const beforeUpdate = settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? []
  if (beforeUpdate.some((name) => !settings.AutoVerifiedAttributes?.includes(name))) {
    return 'Attributes that require verification before update must also be auto-verified attributes.'
  }
  const recovery = settings.AccountRecoverySetting?.RecoveryMechanisms ?? []
  if (recovery.some((item) => item.Name === 'admin_only') && recovery.length > 1) {
    return 'Invalid account recovery setting: admin_only cannot be combined with other recovery mechanisms.'
  }
  if (new Set(recovery.map((item) => item.Priority)).size !== recovery.length) {
    return 'Invalid account recovery setting: priorities must be unique.'
  }
  const factors = settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors
  if (factors && !factors.includes('PASSWORD')) return 'AllowedFirstAuthFactors must include PASSWORD.'
  return undefined
}

/** MFA that is on needs at least one factor that people can use. */
export function mfaFault(mfa: MfaSettings): string | undefined {
  if ((mfa.MfaConfiguration ?? 'OFF') === 'OFF') return undefined
  const usable =
    mfa.SmsMfaConfiguration?.SmsConfiguration || mfa.SoftwareTokenMfaConfiguration?.Enabled || mfa.EmailMfaConfiguration
  return usable ? undefined : "Invalid MFA configuration given, can't turn on MFA and disable all MFAs together."
}
