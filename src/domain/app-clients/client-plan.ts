import type { UserPoolTierType } from '../../contract/shapes.gen.ts'
import { namesAbove, type Feature } from '../user-pools/feature-plan.ts'
import type { AppClientConfiguration } from './app-client.ts'

/** Every setting of an app client that not every plan includes. */
const clientFeatures: readonly Feature<AppClientConfiguration>[] = [
  {
    name: 'Refresh Token Rotation',
    needs: 'ESSENTIALS',
    isUsed: (client) => client.RefreshTokenRotation?.Feature === 'ENABLED',
  },
  {
    name: 'Choice Based Authentication',
    needs: 'ESSENTIALS',
    isUsed: (client) => client.ExplicitAuthFlows?.includes('ALLOW_USER_AUTH') ?? false,
  },
]

/** The features in use that the plan of the client's pool does not include. */
export function clientFeaturesAbovePlan(tier: UserPoolTierType, client: AppClientConfiguration): readonly string[] {
  return namesAbove(tier, clientFeatures, client)
}
