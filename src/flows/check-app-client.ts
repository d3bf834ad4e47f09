import type { Refuse } from '../contract/refusal.ts'
import { appClientFault } from '../domain/app-client-rules.ts'
import type { AppClientConfiguration } from '../domain/app-client.ts'
import type { UserPool } from '../domain/user-pool.ts'
import type { Ports } from '../ports/ports.ts'
import { keepExistingScopes } from './existing-scopes.ts'

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
  const scopes = configuration.AllowedOAuthScopes ?? []
  const existing = await keepExistingScopes(ports, pool, scopes)
  const unknown = scopes.find((scope) => !existing.includes(scope))
  if (unknown !== undefined) throw refuse('ScopeDoesNotExistException', `Invalid scope requested: ${unknown}`)
}
