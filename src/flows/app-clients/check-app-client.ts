import type { Refuse } from '../../contract/refusal.ts'
import { appClientFault } from '../../domain/app-clients/app-client-rules.ts'
import type { AppClientConfiguration } from '../../domain/app-clients/app-client.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { keepExistingScopes } from './existing-scopes.ts'
import { checkOfferedProviders } from './offered-providers.ts'

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
  await checkOfferedProviders(ports, refuse, pool, configuration)
  const scopes = configuration.AllowedOAuthScopes ?? []
  const existing = await keepExistingScopes(ports, pool, scopes)
  const unknown = scopes.find((scope) => !existing.includes(scope))
  if (unknown !== undefined) throw refuse('ScopeDoesNotExistException', `Invalid scope requested: ${unknown}`)
}
