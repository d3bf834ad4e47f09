import type { Principal } from '../exchange/principal.ts'
import type { ConnectionFacts } from './route-event.ts'

/** What an event says of the caller where a function found out who it is. */
export function principalMembers(principal: Principal): object {
  if (principal.kind !== 'function') return {}
  const { contextTexts, integrationLatency, principalId } = principal
  return { authorizer: { ...contextTexts, principalId, integrationLatency } }
}

/** The `identity` of a caller who signed, or who has an API key. */
export function identityMembers({ holder, principal }: Pick<ConnectionFacts, 'holder' | 'principal'>): object {
  const ofKey = holder === undefined ? {} : { apiKey: holder.key.value, apiKeyId: holder.key.id }
  if (principal?.kind !== 'signed') return ofKey
  const { accessKey, accountId, userArn, userId } = principal
  return { ...ofKey, accountId, caller: userId, accessKey, userArn, user: userId }
}
