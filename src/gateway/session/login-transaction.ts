import { createHash } from 'node:crypto'
import { isEqualText } from '../../crypto/constant-time.ts'
import { isJsonObject, parseStrictJson } from '../../crypto/jose/strict-json.ts'
import type { SessionPorts } from './session-ports.ts'

/** What a sign-in must bring back, kept in the browser under seal until the callback. */
export interface LoginTransaction {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  readonly returnTo: string
  readonly expiresAt: number
}

type TransactionPorts = Pick<SessionPorts, 'clock' | 'configuration' | 'random' | 'sealing'>

/** Time to sign up on the way, and for the mail with the code to arrive. */
export const loginSeconds = 3600

export function beginTransaction({ clock, random }: TransactionPorts, returnTo: string): LoginTransaction {
  const secret = () => Buffer.from(random.bytes(32)).toString('base64url')
  const expiresAt = clock.now().getTime() + loginSeconds * 1000
  return { state: secret(), nonce: secret(), codeVerifier: secret(), returnTo, expiresAt }
}

/** RFC 7636 section 4.2, S256. */
export function codeChallenge({ codeVerifier }: LoginTransaction): string {
  return createHash('sha256').update(codeVerifier).digest('base64url')
}

export function sealTransaction({ configuration, sealing }: TransactionPorts, transaction: LoginTransaction): string {
  return sealing.seal(Buffer.from(JSON.stringify(transaction)), contextOf(configuration.app))
}

/** The transaction of this very browser and this very state, while it lasts. */
export function openTransaction(
  { clock, configuration, sealing }: TransactionPorts,
  sealed: string,
  state: string,
): LoginTransaction | undefined {
  const opened = sealing.open(sealed, contextOf(configuration.app))
  const transaction = opened === undefined ? undefined : parseStrictJson(opened)
  if (!isTransaction(transaction) || !isEqualText(transaction.state, state)) return undefined
  return clock.now().getTime() < transaction.expiresAt ? transaction : undefined
}

function contextOf(app: string): string {
  return `gateway login ${app}`
}

function isTransaction(value: unknown): value is LoginTransaction {
  if (!isJsonObject(value) || typeof value['expiresAt'] !== 'number') return false
  return ['state', 'nonce', 'codeVerifier', 'returnTo'].every((name) => typeof value[name] === 'string')
}
