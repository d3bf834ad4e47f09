import { openToken, sealToken } from '../../crypto/sealing/sealed-token.ts'
import type { Ports } from '../../ports/ports.ts'

/** The event that somebody may say something about, without being signed in. */
export interface FeedbackSubject {
  readonly poolId: string
  readonly sub: string
  readonly eventId: string
}

const purpose = 'auth event feedback'
const validForSeconds = 7 * 24 * 3600
const paddedSize = 256

/** What a notice about a sign-in carries: good for feedback on that event for a week, and for nothing else. */
export function sealFeedbackToken(
  { clock, random, sealing }: Pick<Ports, 'clock' | 'random' | 'sealing'>,
  subject: FeedbackSubject,
): string {
  const expiresAt = new Date(clock.now().getTime() + validForSeconds * 1000)
  const bytes = (size: number) => random.bytes(size)
  return sealToken({ ...subject }, sealing.keyFor(purpose), { purpose, expiresAt, paddedSize, random: bytes })
}

/** Undefined for whatever is not such a token, or not any more. */
export function openFeedbackToken(
  { clock, sealing }: Pick<Ports, 'clock' | 'sealing'>,
  token: string,
): FeedbackSubject | undefined {
  const opened = openToken(token, sealing.keyFor(purpose), purpose, clock.now())
  if (opened === undefined || opened === 'expired') return undefined
  const { poolId, sub, eventId } = opened
  const isWhole = typeof poolId === 'string' && typeof sub === 'string' && typeof eventId === 'string'
  return isWhole ? { poolId, sub, eventId } : undefined
}
