import type { EndedEvent } from './ended-event.ts'
import type { WebSocketRoute } from '../definition/websocket-api.ts'
import { otherRefusals } from '../observation/other-refusals.ts'

/** Why a connection was not opened, or a message came to nothing, for whoever runs the functions. Undefined where all is well. */
export function eventRefusalInWords({ end, event, route, stage, status }: EndedEvent): string | undefined {
  if (end.kind === 'answered') {
    const isOpened = event.happening.type !== 'CONNECT' || status === 101
    return isOpened ? undefined : `The integration of $connect answered ${end.reply.status}, so there is no connection.`
  }
  if (end.kind === 'refused' && end.validationError !== undefined) return end.validationError
  if (end.reason === 'no route') {
    return `No route is for this message, and there is no $default; the stage has ${[...stage.routes.keys()].join(', ')}.`
  }
  if (end.reason === 'identity source missing') return `The authorizer asks for ${sourcesOf(route)}.`
  return otherRefusals[end.reason] ?? end.reason
}

function sourcesOf(route: WebSocketRoute | undefined): string {
  if (route?.authorizer?.kind !== 'lambda') return 'what is not there'
  return route.authorizer.identitySources.map(({ from, name }) => `${from} ${name}`).join(', ')
}
