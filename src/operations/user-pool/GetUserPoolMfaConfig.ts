import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const GetUserPoolMfaConfig = operation(
  'GetUserPoolMfaConfig',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { mfa } = await requireUserPool(ports, refuse, input.UserPoolId)
    return { ...mfa, MfaConfiguration: mfa.MfaConfiguration ?? 'OFF' }
  },
)
