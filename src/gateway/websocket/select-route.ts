import type { WebSocketApiDefinition, WebSocketRoute, WebSocketStage } from '../definition/websocket-api.ts'
import type { Payload } from '../mapping/payload.ts'
import { selectKey } from './select-key.ts'

/** The route of a message: the one whose key it yields, else `$default`. Undefined where the API has neither. */
export function selectRoute(
  { routeSelection }: Pick<WebSocketApiDefinition, 'routeSelection'>,
  { routes }: Pick<WebSocketStage, 'routes'>,
  message: Payload,
): WebSocketRoute | undefined {
  const key = selectKey(routeSelection, message)
  // A client must not pretend that it connects or disconnects.
  const named = key.startsWith('$') ? undefined : routes.get(key)
  return named ?? routes.get('$default')
}
