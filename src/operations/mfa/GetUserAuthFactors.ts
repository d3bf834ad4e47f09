import { listAuthFactors } from '../../flows/factors/list-auth-factors.ts'
import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const GetUserAuthFactors = operation(
  'GetUserAuthFactors',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) =>
    listAuthFactors(ports, await requireAccessToken(ports, refuse, input.AccessToken)),
)
