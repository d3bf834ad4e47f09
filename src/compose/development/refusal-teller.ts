import type { Refusal } from '../../config/plans/running.ts'
import type { EndedEvent } from '../../gateway/websocket/ended-event.ts'
import type { Observed } from '../../gateway/observed.ts'
import type { GatewayOptions } from '../../gateway/gateway-options.ts'
import { eventRefusalInWords } from '../../gateway/websocket/event-refusal-in-words.ts'
import { inOneLine, ownerExplanationOf } from '../../gateway/observation/refusal-in-words.ts'

/** Tells of each request that an API refused, or could not answer, and why. */
export function refusalTeller(
  tell: (refusal: Refusal) => void,
): Required<Pick<GatewayOptions, 'observe' | 'observeUnplaced'>> {
  const observe = (observed: Observed): void => {
    if ('kind' in observed) return observed.kind === 'event' ? tellOfEvent(observed.ended, tell) : undefined
    const { exchange, outcome, status } = observed
    if (outcome.kind !== 'reply' || outcome.reason === undefined) return
    const { reason, reply } = outcome
    const { request, stage } = exchange
    const path = `${stage.name === '$default' ? '' : `/${stage.name}`}${request.path.text}`
    tell({ status, method: request.method, path, why: ownerExplanationOf({ reason, reply }, exchange) })
  }
  return {
    observe,
    observeUnplaced: ({ reason, ...unplaced }) =>
      tell({ ...unplaced, path: inOneLine(unplaced.path), why: inOneLine(reason) }),
  }
}

/** A handshake, a message or an end of a connection of a WebSocket API. */
function tellOfEvent(ended: EndedEvent, tell: (refusal: Refusal) => void): void {
  const why = eventRefusalInWords(ended)
  if (why === undefined) return
  const { event, route, stage, status } = ended
  const { type } = event.happening
  const path = type === 'MESSAGE' && route !== undefined ? `/${stage.name} ${route.key}` : `/${stage.name}`
  tell({ status, method: type, path, why: inOneLine(why) })
}
