import type { Refuse } from '../contract/refusal.ts'
import { appClientFault } from '../domain/app-client-rules.ts'
import type { AppClientConfiguration } from '../domain/app-client.ts'
import type { UserPool } from '../domain/user-pool.ts'
import type { Ports } from '../ports/ports.ts'

const reservedScopes = new Set([
  'openid',
  'email',
  'phone',
  'profile',
  'aws.cognito.signin.user.admin',
  'aws.cognito/dcr/register',
])

type Exceptions =
  | 'FeatureUnavailableInTierException'
  | 'InvalidOAuthFlowException'
  | 'InvalidParameterException'
  | 'ScopeDoesNotExistException'

/** Refuses settings that break a rule, or that name scopes or identity providers which the pool does not have. */
export async function checkAppClient(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<Exceptions>,
  {
    pool,
    configuration,
    hasSecret,
  }: { readonly pool: UserPool; readonly configuration: AppClientConfiguration; readonly hasSecret: boolean },
): Promise<void> {
  const fault = appClientFault(configuration, pool, hasSecret)
  if (fault) throw refuse(fault.exception, fault.message)
  const stranger = configuration.SupportedIdentityProviders?.find((name) => name !== 'COGNITO')
  if (stranger !== undefined) {
    throw refuse('InvalidParameterException', `The provider ${stranger} does not exist for User Pool ${pool.id}.`)
  }
  for (const scope of configuration.AllowedOAuthScopes ?? []) {
    if (!reservedScopes.has(scope) && !(await isCustomScope(ports, pool.id, scope))) {
      throw refuse('ScopeDoesNotExistException', `Invalid scope requested: ${scope}`)
    }
  }
}

async function isCustomScope(ports: Pick<Ports, 'storage'>, poolId: string, scope: string): Promise<boolean> {
  const slash = scope.lastIndexOf('/')
  if (slash < 0) return false
  const server = await ports.storage.userPools.findResourceServer(poolId, scope.slice(0, slash))
  return server?.scopes.some(({ name }) => name === scope.slice(slash + 1)) ?? false
}
