import type { EventExchange } from '../exchange/exchange.ts'
import { createPayload, requestPayloadLimits, type Payload } from '../mapping/payload.ts'
import { eventVariable, eventVariableNames } from './event-variables.ts'
import type { RouteEvent } from './route-event.ts'

const NO_REQUEST: EventExchange['request'] = {
  headers: [],
  query: { text: '', pairs: [] },
  path: { segments: [], hasTrailingSlash: false, text: '/', isAmbiguous: false },
}

/** The event as mappings see it. */
export function eventExchange(event: RouteEvent): EventExchange {
  const { facts, happening, stage } = event
  return {
    request: happening.type === 'CONNECT' ? happening.handshake.request : NO_REQUEST,
    stage,
    principal: facts.principal,
    variable: (name) => eventVariable(event, name),
    variableNames: eventVariableNames,
  }
}

/** What the client sent with it. */
export function messageOf({ happening }: RouteEvent): Payload {
  return happening.type === 'MESSAGE' ? happening.message : createPayload('', requestPayloadLimits)
}
