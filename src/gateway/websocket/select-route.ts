import { isJsonObject } from '../../crypto/strict-json.ts'
import type { WebSocketApiDefinition, WebSocketRoute, WebSocketStage } from '../definition/websocket-api.ts'

/** The route of a message: the one that its member names, else `$default`. Undefined where the API has neither. */
export function selectRoute(
  { routeSelection }: Pick<WebSocketApiDefinition, 'routeSelection'>,
  { routes }: Pick<WebSocketStage, 'routes'>,
  message: string,
): WebSocketRoute | undefined {
  const key = keyIn(message, routeSelection)
  // A client must not pretend that it connects or disconnects.
  const named = key === undefined || key.startsWith('$') ? undefined : routes.get(key)
  return named ?? routes.get('$default')
}

function keyIn(message: string, names: readonly string[]): string | undefined {
  let value: unknown
  try {
    value = JSON.parse(message)
  } catch {
    // Not JSON: it has no key.
    return undefined
  }
  for (const name of names) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined
    value = value[name]
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}
