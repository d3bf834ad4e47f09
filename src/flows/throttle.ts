import type { Refuse, Refusal } from '../contract/refusal.ts'
import { networkOf, parseIpAddress } from '../domain/risk/ip-address.ts'
import type { Ports } from '../ports/ports.ts'
import type { ThrottledAction } from '../ports/storage/attempts.ts'
import type { Write } from '../ports/storage/storage.ts'

/** What people do about their account; a sign-in counts its own codes, guesses and departures. */
export type AccountAction = Exclude<ThrottledAction, 'mfa-code' | 'session-guess' | 'begin-federated-sign-in'>

/**
 * Attempts of one user within an hour (cognito-api contract, section 5). Cognito lets 5 to 20 through for a forgotten
 * password, by risk: asking and confirming together are 20 here.
 */
const hourlyLimits: Readonly<Record<AccountAction, number>> = {
  'forgot-password': 5,
  'confirm-forgot-password': 15,
  'resend-confirmation-code': 5,
  'confirm-sign-up': 15,
  'change-password': 5,
  'get-attribute-code': 5,
  'verify-attribute': 15,
  // Of one address: nobody has to be somebody to register a client openly.
  'register-client': 20,
  // Of one address, behind which there may be many devices and people.
  'begin-device-grant': 200,
  'device-code': 30,
  'device-code-of-browser': 10,
  // Of one address too, in a pool whose forms ask for work.
  'unproven-form': 5,
}

export interface AttemptOf {
  readonly poolId: string
  /** A user's `sub`, or the one that stands for nobody. */
  readonly subject: string
  readonly action: AccountAction
}

/** Counts an attempt in the very commit that it is for: past the limit nothing of that commit happens. */
export function countAttempt(ports: Pick<Ports, 'clock'>, { poolId, subject, action }: AttemptOf): Write {
  const limit = hourlyLimits[action]
  return { write: 'countAttempt', poolId, subject, action, limit, windowSeconds: 3600, now: ports.clock.now() }
}

/** Where nobody has to be somebody. Whoever has an IPv6 address has the 2^64 beside it too: they are one. */
export function addressSubject(sourceIp: string): string {
  const address = parseIpAddress(sourceIp)
  return `address ${address === undefined ? sourceIp : networkOf(address, Math.min(address.width, 64))}`
}

export function limitExceeded(refuse: Refuse<'LimitExceededException'>): Refusal {
  return refuse('LimitExceededException', 'Attempt limit exceeded, please try after some time.')
}
