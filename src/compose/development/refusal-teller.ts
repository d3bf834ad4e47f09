import type { Refusal } from '../../config/plans/running.ts'
import type { Observed } from '../../gateway/observed.ts'
import type { GatewayOptions } from '../../gateway/gateway-options.ts'
import { inOneLine, ownerExplanationOf } from '../../gateway/observation/refusal-in-words.ts'

/** Tells of each request that an API refused, or could not answer, and why. */
export function refusalTeller(
  tell: (refusal: Refusal) => void,
): Required<Pick<GatewayOptions, 'observe' | 'observeUnplaced'>> {
  const observe = (observed: Observed): void => {
    if ('kind' in observed) return
    const { exchange, outcome, status } = observed
    if (outcome.kind !== 'reply' || outcome.reason === undefined || status < 400) return
    const { request, stage } = exchange
    const path = `${stage.name === '$default' ? '' : `/${stage.name}`}${request.path.text}`
    tell({ status, method: request.method, path, why: ownerExplanationOf(outcome.reason, exchange) })
  }
  return {
    observe,
    observeUnplaced: ({ reason, ...unplaced }) =>
      tell({ ...unplaced, path: inOneLine(unplaced.path), why: inOneLine(reason) }),
  }
}
