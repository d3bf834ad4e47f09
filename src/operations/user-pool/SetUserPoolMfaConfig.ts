import { isPasskeyAllowed, isPasskeyMfaOffered } from '../../domain/user-pools/passkey-offer.ts'
import { lacksFactor } from '../../domain/user-pools/user-pool-rules.ts'
import { changeUserPool } from '../../flows/user-pools/change-user-pool.ts'
import { checkUserPool } from '../../flows/user-pools/check-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

/** Cognito: a full replacement that echoes what was set; SMS is configured once, for MFA and for verification. */
export const SetUserPoolMfaConfig = operation(
  'SetUserPoolMfaConfig',
  async ({ input, refuse }, ports: Pick<Ports, 'storage' | 'clock'>) => {
    const { UserPoolId, MfaConfiguration = 'OFF', ...settings } = input
    const { SmsMfaConfiguration, SoftwareTokenMfaConfiguration, EmailMfaConfiguration, WebAuthnConfiguration } =
      settings
    const turnsFactorOn = SmsMfaConfiguration || SoftwareTokenMfaConfiguration?.Enabled || EmailMfaConfiguration
    if (MfaConfiguration === 'OFF' && turnsFactorOn) {
      throw refuse(
        'InvalidParameterException',
        "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
      )
    }
    const mfa =
      MfaConfiguration === 'OFF' ? { MfaConfiguration, WebAuthnConfiguration } : { ...settings, MfaConfiguration }
    const sms = SmsMfaConfiguration?.SmsConfiguration && SmsMfaConfiguration
    const pool = await changeUserPool(ports, refuse, UserPoolId, async (before) => {
      const configuration = { ...before.configuration, ...sms }
      if (lacksFactor({ configuration, mfa })) {
        throw refuse(
          'InvalidParameterException',
          'Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.',
        )
      }
      if (MfaConfiguration === 'ON' && isPasskeyAllowed({ configuration }) && !isPasskeyMfaOffered({ mfa })) {
        throw refuse(
          'InvalidParameterException',
          'Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor',
        )
      }
      checkUserPool(refuse, { configuration, mfa })
      return { configuration, mfa }
    })
    return pool.mfa
  },
)
