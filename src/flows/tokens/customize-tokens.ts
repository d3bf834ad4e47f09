import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { Group } from '../../domain/groups/group.ts'
import { notCustomized, type TokenCustomization } from '../../domain/tokens/token-customization.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { preTokenGeneration, type TokenSource } from '../triggers/pre-token-generation.ts'
import type { TriggerFailure } from '../triggers/run-trigger.ts'
import type { Metadata, TriggerPorts } from '../triggers/trigger.ts'

const customized: unique symbol = Symbol('customized')

/** What the tokens of one issue will say beside what is stored: nobody but `customizeTokens` makes one. */
export interface CustomizedTokens {
  readonly kind: 'customized'
  readonly [customized]: true
  readonly groups: readonly Group[]
  readonly customization: TokenCustomization
}

export interface TokensToCustomize {
  readonly pool: UserPool
  readonly client: AppClient
  /** None where the token is the client's own. */
  readonly user: User | undefined
  readonly scopes: readonly string[]
  readonly source: TokenSource
  readonly userAgent?: string | undefined
  readonly clientMetadata?: Metadata
}

const groupLimit = 100

/**
 * Asks the pool's pre token generation trigger. It comes before the commit that tokens follow from, so that a function
 * which throws keeps back tokens and costs nobody a session, a code or a refresh token.
 */
export async function customizeTokens(
  ports: TriggerPorts & Pick<Ports, 'storage'>,
  { user, userAgent, clientMetadata, ...request }: TokensToCustomize,
): Promise<CustomizedTokens | TriggerFailure> {
  const groups = user === undefined ? [] : await listGroups(ports, user)
  const holder = user && { user, groups }
  const run = await preTokenGeneration(ports, { ...request, holder, userAgent, clientMetadata })
  if (run.kind === 'trigger-failed') return run
  const customization = run.kind === 'ran' ? run.response : notCustomized
  return { kind: 'customized', [customized]: true, groups, customization }
}

async function listGroups(ports: Pick<Ports, 'storage'>, user: User): Promise<readonly Group[]> {
  const page = await ports.storage.groups.listOfUser(user.poolId, user.sub, { limit: groupLimit, after: undefined })
  return page.items
}
