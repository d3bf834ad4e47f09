import { isPasskeyAllowed, isPasskeyMfaOffered } from './passkey-offer.ts'
import { acrFault } from './acr.ts'
import type { MfaSettings, UserPool, UserPoolConfiguration } from './user-pool.ts'
import { triggerFunctionsFault } from './trigger-functions.ts'
import type { UserPoolSettings } from './user-pool-configuration.ts'

type Rule = (configuration: UserPoolConfiguration, mfa: MfaSettings) => string | undefined

/**
 * The first thing wrong with a pool as it is about to be stored, in Cognito's words. Creation, UpdateUserPool and
 * SetUserPoolMfaConfig all ask, so that none of them is a way around a rule of another.
 */
export function userPoolFault({ configuration, mfa }: Pick<UserPool, 'configuration' | 'mfa'>): string | undefined {
  for (const rule of rules) {
    const fault = rule(configuration, mfa)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** What is wrong with settings as they were sent, before defaults hide it. */
export function poolSettingsFault({
  AdminCreateUserConfig,
  LambdaConfig,
  Policies,
}: UserPoolSettings): string | undefined {
  const days = Policies?.PasswordPolicy?.TemporaryPasswordValidityDays
  if (days !== undefined && AdminCreateUserConfig?.UnusedAccountValidityDays !== undefined) {
    return 'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays'
  }
  const [older, newer] = [LambdaConfig?.PreTokenGeneration, LambdaConfig?.PreTokenGenerationConfig?.LambdaArn]
  if (older !== undefined && newer !== undefined && older !== newer) {
    return "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's"
  }
  return undefined
}

/** Whether MFA is on while there is nothing that people could use. */
export function lacksFactor({ configuration, mfa }: Pick<UserPool, 'configuration' | 'mfa'>): boolean {
  if ((mfa.MfaConfiguration ?? 'OFF') === 'OFF') return false
  const hasSms = mfa.SmsMfaConfiguration !== undefined && smsConfigured(configuration, mfa)
  return !hasSms && !mfa.SoftwareTokenMfaConfiguration?.Enabled && mfa.EmailMfaConfiguration === undefined
}

const rules: readonly Rule[] = [
  requireOneUsernameMode,
  requireAutoVerifiedBeforeUpdate,
  requireLoneAdministrator,
  requireDistinctRecovery,
  requirePasswordFactor,
  requireRelyingParty,
  requirePasskeysForMfa,
  requireSmsForPhones,
  requireSmsForMfa,
  requireSourceOfEmail,
  requireSourceOfEmailMfa,
  requireKeyForSenders,
  ({ LambdaConfig }) => triggerFunctionsFault(LambdaConfig ?? {}),
  requireNoRegistrationByRegistered,
  requireUsersForOpenRegistration,
  requireAcrNames,
]

function requireOneUsernameMode({ AliasAttributes, UsernameAttributes }: UserPoolConfiguration): string | undefined {
  return AliasAttributes?.length && UsernameAttributes?.length
    ? 'Only one of the aliasAttributes or usernameAttributes can be set in a User pool.'
    : undefined
}

function requireAutoVerifiedBeforeUpdate(configuration: UserPoolConfiguration): string | undefined {
  const names = configuration.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? []
  return names.every((name) => configuration.AutoVerifiedAttributes?.includes(name))
    ? undefined
    : 'All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes'
}

function requireLoneAdministrator({ AccountRecoverySetting }: UserPoolConfiguration): string | undefined {
  const mechanisms = AccountRecoverySetting?.RecoveryMechanisms ?? []
  return mechanisms.length > 1 && mechanisms.some(({ Name }) => Name === 'admin_only')
    ? 'Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.'
    : undefined
}

function requireDistinctRecovery({ AccountRecoverySetting }: UserPoolConfiguration): string | undefined {
  const mechanisms = AccountRecoverySetting?.RecoveryMechanisms ?? []
  const distinct = [new Set(mechanisms.map(({ Name }) => Name)), new Set(mechanisms.map(({ Priority }) => Priority))]
  return distinct.every(({ size }) => size === mechanisms.length)
    ? undefined
    : 'Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.'
}

function requirePasswordFactor({ Policies }: UserPoolConfiguration): string | undefined {
  const factors = Policies?.SignInPolicy?.AllowedFirstAuthFactors
  return factors === undefined || factors.includes('PASSWORD')
    ? undefined
    : 'Password should be configured as one of the allowed first auth factors.'
}

/** WebAuthn Level 3 section 5.1.2: a host name. That it is not a public suffix is for browsers to see. */
const relyingPartyId = /^(?=.{1,127}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/

function requireRelyingParty(_configuration: UserPoolConfiguration, mfa: MfaSettings): string | undefined {
  const id = mfa.WebAuthnConfiguration?.RelyingPartyId
  const isHostName = id === undefined || (relyingPartyId.test(id) && (id === 'localhost' || id.includes('.')))
  return isHostName ? undefined : 'The relying party ID must be a domain name.'
}

/** Cognito: where a second factor is required, whoever begins with a passkey must have shown both with it. */
function requirePasskeysForMfa(configuration: UserPoolConfiguration, mfa: MfaSettings): string | undefined {
  return mfa.MfaConfiguration === 'ON' && isPasskeyAllowed({ configuration }) && !isPasskeyMfaOffered({ mfa })
    ? 'WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA.'
    : undefined
}

function requireSmsForPhones(configuration: UserPoolConfiguration, mfa: MfaSettings): string | undefined {
  return configuration.AutoVerifiedAttributes?.includes('phone_number') && !smsConfigured(configuration, mfa)
    ? 'SMS configuration is required when phone_number is selected for auto verification'
    : undefined
}

function requireSmsForMfa(configuration: UserPoolConfiguration, mfa: MfaSettings): string | undefined {
  return mfa.SmsMfaConfiguration !== undefined && !smsConfigured(configuration, mfa)
    ? 'SmsConfiguration is required to turn on SMS MFA.'
    : undefined
}

function requireSourceOfEmail({ EmailConfiguration }: UserPoolConfiguration): string | undefined {
  return EmailConfiguration?.EmailSendingAccount === 'DEVELOPER' && !EmailConfiguration.SourceArn
    ? 'Source ARN is required to use DEVELOPER email sending owner'
    : undefined
}

function requireSourceOfEmailMfa({ EmailConfiguration }: UserPoolConfiguration, mfa: MfaSettings): string | undefined {
  return mfa.EmailMfaConfiguration !== undefined && EmailConfiguration?.EmailSendingAccount !== 'DEVELOPER'
    ? 'Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT.'
    : undefined
}

function requireKeyForSenders({ LambdaConfig }: UserPoolConfiguration): string | undefined {
  const hasSender = LambdaConfig?.CustomEmailSender !== undefined || LambdaConfig?.CustomSMSSender !== undefined
  return hasSender && !LambdaConfig?.KMSKeyID
    ? 'KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.'
    : undefined
}

/** A client that was registered must not register others. */
function requireNoRegistrationByRegistered({ DcrConfiguration }: UserPoolConfiguration): string | undefined {
  return DcrConfiguration?.AllowedScopes?.includes('aws.cognito/dcr/register')
    ? 'AllowedScopes of DcrConfiguration cannot contain aws.cognito/dcr/register.'
    : undefined
}

/** Whoever registers openly has proven nothing, and tokens for the client itself would go to anybody. */
function requireUsersForOpenRegistration({ DcrConfiguration }: UserPoolConfiguration): string | undefined {
  return DcrConfiguration?.OpenDcrGrantTypes?.includes('client_credentials')
    ? 'OpenDcrGrantTypes of DcrConfiguration cannot contain client_credentials.'
    : undefined
}

function requireAcrNames(configuration: UserPoolConfiguration): string | undefined {
  return acrFault({ configuration })
}

function smsConfigured(configuration: UserPoolConfiguration, mfa: MfaSettings): boolean {
  return (mfa.SmsMfaConfiguration?.SmsConfiguration ?? configuration.SmsConfiguration) !== undefined
}
