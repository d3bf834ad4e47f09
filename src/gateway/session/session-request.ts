import type { IncomingMessage } from 'node:http'
import { parseCookies } from '../../http/cookies.ts'
import { headerValues } from '../../http/header-list.ts'
import type { GuardedRequest } from '../request/request-guard.ts'

/** A guarded request to the app's origin with its cookies read. */
export interface SessionRequest {
  readonly message: IncomingMessage
  readonly guarded: GuardedRequest
  readonly cookies: ReadonlyMap<string, string>
}

export function sessionRequest(message: IncomingMessage, guarded: GuardedRequest): SessionRequest {
  return { message, guarded, cookies: parseCookies(headerValues(guarded.headers, 'cookie').join('; ')) }
}
