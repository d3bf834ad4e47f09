import type { Principal } from '../authorizers/principal.ts'

/** What an event says of the caller where a function found out who it is. */
export function principalMembers(principal: Principal): object {
  if (principal.kind !== 'function') return {}
  const { contextTexts, integrationLatency, principalId } = principal
  return { authorizer: { ...contextTexts, principalId, integrationLatency } }
}

/** The `identity` of a caller who signed. */
export function signerMembers(principal: Principal | undefined): object {
  if (principal?.kind !== 'signed') return {}
  const { accessKey, accountId, userArn, userId } = principal
  return { accountId, caller: userId, accessKey, userArn, user: userId }
}
