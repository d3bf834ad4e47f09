import type {
  CreateUserPoolRequest,
  DcrConfigurationType,
  LambdaConfigType,
  UpdateUserPoolRequest,
} from '../../contract/shapes.gen.ts'
import type { MfaSettings, UserPoolConfiguration } from './user-pool.ts'

/** What CreateUserPool and UpdateUserPool share. */
export type UserPoolSettings = Omit<UpdateUserPoolRequest, 'UserPoolId' | 'PoolName'>

const defaultTemporaryPasswordDays = 7

/**
 * The settings that CreateUserPool and UpdateUserPool share, with Cognito's defaults for what is omitted
 * (contract, section 7.1). UpdateUserPool resets omitted members to these too.
 */
export function poolSettings(settings: UserPoolSettings): UserPoolConfiguration {
  const { MfaConfiguration: _, Policies, AdminCreateUserConfig, ...rest } = settings
  const password = Policies?.PasswordPolicy
  // Cognito: one setting under two names; 0 counts as not set.
  const temporaryDays =
    password?.TemporaryPasswordValidityDays ||
    AdminCreateUserConfig?.UnusedAccountValidityDays ||
    defaultTemporaryPasswordDays
  return {
    ...rest,
    ...verificationMessages(settings),
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
    DcrConfiguration: settings.DcrConfiguration && clientRegistration(settings.DcrConfiguration),
    DeletionProtection: settings.DeletionProtection ?? 'INACTIVE',
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT', ...settings.EmailConfiguration },
    IssuerConfiguration: settings.IssuerConfiguration ?? { Type: 'ORIGINAL' },
    KeyConfiguration: settings.KeyConfiguration ?? { KeyType: 'AWS_OWNED_KEY' },
    LambdaConfig: lambdaConfig(settings.LambdaConfig ?? {}),
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
    UserPoolTier: settings.UserPoolTier ?? 'ESSENTIALS',
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

/** MFA settings as CreateUserPool and UpdateUserPool set them: they know SMS only, and leave other factors alone. */
export function mfaFromPoolSettings(settings: UserPoolSettings, before: MfaSettings): MfaSettings {
  const { MfaConfiguration = 'OFF', SmsConfiguration, SmsAuthenticationMessage } = settings
  const { WebAuthnConfiguration } = before
  // A passkey is no second factor: its settings outlive MFA.
  if (MfaConfiguration === 'OFF') return { MfaConfiguration, WebAuthnConfiguration }
  const sms = SmsConfiguration ? { SmsMfaConfiguration: { SmsAuthenticationMessage, SmsConfiguration } } : {}
  return { ...before, ...sms, MfaConfiguration }
}

/** Cognito: the older members and the template's are one setting each; both spellings come back. */
function verificationMessages(settings: UserPoolSettings): UserPoolConfiguration {
  const template = settings.VerificationMessageTemplate
  const EmailMessage = template?.EmailMessage ?? settings.EmailVerificationMessage
  const EmailSubject = template?.EmailSubject ?? settings.EmailVerificationSubject
  const SmsMessage = template?.SmsMessage ?? settings.SmsVerificationMessage
  return {
    EmailVerificationMessage: EmailMessage,
    EmailVerificationSubject: EmailSubject,
    SmsVerificationMessage: SmsMessage,
    VerificationMessageTemplate: {
      DefaultEmailOption: 'CONFIRM_WITH_CODE',
      ...template,
      EmailMessage,
      EmailSubject,
      SmsMessage,
    },
  }
}

/** Who may register clients, and for what (cognito-web contract, section 2.9). An empty list allows nothing. */
function clientRegistration(settings: DcrConfigurationType): DcrConfigurationType {
  return {
    EnableStatus: settings.EnableStatus ?? 'Disabled',
    OpenDcrEnabled: settings.OpenDcrEnabled ?? false,
    AuthenticatedGrantTypes: settings.AuthenticatedGrantTypes ?? ['code', 'client_credentials'],
    OpenDcrGrantTypes: settings.OpenDcrGrantTypes ?? ['code'],
    AllowedScopes: settings.AllowedScopes,
  }
}

/** Cognito: a pre token generation trigger is kept under its older name and under its newer one. */
function lambdaConfig(config: LambdaConfigType): LambdaConfigType {
  const { PreTokenGeneration: arn, PreTokenGenerationConfig: versioned } = config
  if (versioned) return { ...config, PreTokenGeneration: versioned.LambdaArn }
  return arn ? { ...config, PreTokenGenerationConfig: { LambdaVersion: 'V1_0', LambdaArn: arn } } : config
}
