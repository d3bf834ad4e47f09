import { isJsonObject, parseStrictJson } from '../../crypto/jose/strict-json.ts'
import type { SessionPorts } from './session-ports.ts'

/** What a session knows, under seal in the store. Times are milliseconds since 1970. */
export interface SessionState {
  readonly accessToken: string
  readonly accessExpiresAt: number
  readonly idToken: string
  /** Undefined where the issuer gave none: the session ends with the access token. */
  readonly refreshToken: string | undefined
  readonly csrfToken: string
  /** What the page may know of the person. */
  readonly claims: Readonly<Record<string, unknown>>
  readonly absoluteExpiresAt: number
  /** Until then one node has the word to refresh; the others wait. */
  readonly refreshLeaseUntil: number | undefined
}

type StatePorts = Pick<SessionPorts, 'configuration' | 'sealing'>

export function sealState({ configuration, sealing }: StatePorts, idHash: string, state: SessionState): string {
  return sealing.seal(Buffer.from(JSON.stringify(state)), contextOf(configuration.app, idHash))
}

export function openState(
  { configuration, sealing }: StatePorts,
  idHash: string,
  sealed: string,
): SessionState | undefined {
  const opened = sealing.open(sealed, contextOf(configuration.app, idHash))
  const state = opened === undefined ? undefined : parseStrictJson(opened)
  return isState(state) ? state : undefined
}

/** Bound to its session: the tokens of one row moved to another do not open. */
function contextOf(app: string, idHash: string): string {
  return `gateway session ${app} ${idHash}`
}

function isState(value: unknown): value is SessionState {
  if (!isJsonObject(value) || !isJsonObject(value['claims'])) return false
  const hasTexts = ['accessToken', 'idToken', 'csrfToken'].every((name) => typeof value[name] === 'string')
  return hasTexts && ['accessExpiresAt', 'absoluteExpiresAt'].every((name) => typeof value[name] === 'number')
}
