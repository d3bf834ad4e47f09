import { abovePlanText, featuresAbovePlan } from '../../domain/feature-plan.ts'
import { mfaFault } from '../../domain/user-pool-configuration.ts'
import { changeUserPool } from '../../flows/change-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

/** Cognito: a full replacement that echoes what was set; OFF drops the factors' settings. */
export const SetUserPoolMfaConfig = operation(
  'SetUserPoolMfaConfig',
  async ({ input, refuse }, ports: Pick<Ports, 'storage' | 'clock'>) => {
    const { UserPoolId, MfaConfiguration = 'OFF', WebAuthnConfiguration, ...factors } = input
    const mfa = { ...(MfaConfiguration === 'OFF' ? {} : factors), MfaConfiguration, WebAuthnConfiguration }
    const fault = mfaFault(mfa)
    if (fault) throw refuse('InvalidParameterException', fault)
    const pool = await changeUserPool(ports, refuse, UserPoolId, ({ configuration }) => {
      const features = featuresAbovePlan(configuration, mfa)
      const tier = configuration.UserPoolTier ?? 'ESSENTIALS'
      if (features.length > 0) throw refuse('FeatureUnavailableInTierException', abovePlanText(tier, features))
      if (mfa.EmailMfaConfiguration && configuration.EmailConfiguration?.EmailSendingAccount !== 'DEVELOPER') {
        throw refuse(
          'InvalidParameterException',
          'Email MFA requires an EmailConfiguration with EmailSendingAccount DEVELOPER.',
        )
      }
      return { mfa }
    })
    return pool.mfa
  },
)
