import type { Refusal } from '../../config/running.ts'
import type { Observed } from '../../gateway/observed.ts'
import { ownerExplanationOf } from '../../gateway/observation/refusal-in-words.ts'

/** Tells of each request that an API refused, or could not answer, and why. */
export function refusalTeller(tell: (refusal: Refusal) => void): (observed: Observed) => void {
  return (observed) => {
    if ('kind' in observed) return
    const { exchange, outcome, status } = observed
    if (outcome.kind !== 'reply' || outcome.reason === undefined || status < 400) return
    const { request, stage } = exchange
    const path = `${stage.name === '$default' ? '' : `/${stage.name}`}${request.path.text}`
    tell({ status, method: request.method, path, why: ownerExplanationOf(outcome.reason, exchange) })
  }
}
