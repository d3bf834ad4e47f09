import { requireAccessTokenOnly } from '../../flows/tokens/require-access-token.ts'
import { signOutEverywhere } from '../../flows/tokens/sign-out-everywhere.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const GlobalSignOut = operation(
  'GlobalSignOut',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    const { user } = await requireAccessTokenOnly(ports, refuse, input.AccessToken)
    await signOutEverywhere(ports, user)
    return {}
  },
)
