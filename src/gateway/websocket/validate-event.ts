import type { RequiredParameter } from '../definition/request-validation.ts'
import type { SelectedModels, WebSocketRoute } from '../definition/websocket-api.ts'
import type { GuardedRequest } from '../request/request-guard.ts'
import { findHeader } from '../../http/header-list.ts'
import type { RefusedEvent } from './route-end.ts'
import type { Happening, RouteEvent } from './route-event.ts'
import { selectKey } from './select-key.ts'

/** What a client is told of a message that does not fit. */
export const badBodyText = 'Bad request body'

type Message = Extract<Happening, { type: 'MESSAGE' }>

/** What a route asks of the handshake's parameters, or of a message by its model. */
export function validateEvent({ validation }: WebSocketRoute, { happening }: RouteEvent): RefusedEvent | undefined {
  if (validation === undefined) return undefined
  if (happening.type === 'MESSAGE') return validation.models && validateMessage(validation.models, happening)
  if (happening.type === 'DISCONNECT') return undefined
  const { request } = happening.handshake
  const missing = validation.requiredParameters.filter((parameter) => isMissing(parameter, request))
  if (missing.length === 0) return undefined
  const message = `Missing required request parameters: [${missing.map(({ name }) => name).join(', ')}]`
  return { kind: 'refused', status: 400, message, reason: 'parameters missing', validationError: message }
}

/** Cognito: a message that no model is for is bad. */
function validateMessage({ byKey, selection }: SelectedModels, { message, text }: Message): RefusedEvent | undefined {
  const validate = byKey.get(selectKey(selection, message)) ?? byKey.get('$default')
  if (validate === undefined) return badBody('no model is for the message', [])
  const read = message.json()
  if (read.kind === 'too-complex') return badBody('JSON to validate is too complex', [])
  const problems = read.kind === 'malformed' ? [read.problem] : validate(text === '' ? '{}' : text)
  return problems.length === 0 ? undefined : badBody('the message does not fit its model', problems)
}

function isMissing({ in: place, name }: RequiredParameter, { headers, query }: GuardedRequest): boolean {
  const value =
    place === 'header' ? findHeader(headers, name) : query.pairs.findLast(([parameter]) => parameter === name)?.[1]
  return (value ?? '').trim() === ''
}

function badBody(reason: string, problems: readonly string[]): RefusedEvent {
  const validationError = problems.length === 0 ? reason : `[${problems.join(', ')}]`
  return { kind: 'refused', status: 400, message: badBodyText, reason, validationError }
}
