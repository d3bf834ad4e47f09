import type { Exchange } from '../exchange/exchange.ts'
import { spellPath } from '../request/canonical-path.ts'

/** The one thing that is done to a method. */
export const invokeAction = 'execute-api:Invoke'

/** Developer guide, quotas: a longer one is answered with 414. */
export const longestMethodArnBytes = 1600

/**
 * `arn:aws:execute-api:{region}:{account}:{api}/{stage}/{METHOD}/{path}` of a request. A trailing slash is left out, as
 * routes leave it out: one resource must not go by two names, of which a policy denies one.
 */
export function methodArn({ definition, request, stage }: Exchange): string {
  const { accountId, apiId, region } = definition
  const path = spellPath(request.path.segments, false)
  return `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage.name}/${request.method}${path}`
}
