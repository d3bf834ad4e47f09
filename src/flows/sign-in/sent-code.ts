import { isEqualText } from '../../crypto/constant-time.ts'
import type { Contact } from '../../domain/contact.ts'
import { refused } from '../../domain/sign-in/refusal-reason.ts'
import { signInSessionSeconds } from '../../domain/sign-in/session-settings.ts'
import type { Proof } from '../../domain/sign-in/state.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { codeHash } from '../code-hash.ts'
import { deliverCode } from '../deliver-code.ts'
import type { Answer, Judgement, PosedChallenge, Preparation } from './factor-work.ts'
import { countGuess } from './record-guess.ts'
import type { SignInPorts } from './sign-in-step.ts'

/** Wrong answers that one code survives (ASVS 6.6.3), and codes that one user is sent within the hour. */
const guessesPerCode = 5
const codesPerHour = 20

/** Sends a code for this sign-in to one address of its user. */
export async function sendCode(
  ports: SignInPorts,
  { context, progress, user }: PosedChallenge,
  contact: Contact,
): Promise<Preparation> {
  const { pool, client } = context
  const { writes, details } = await deliverCode(ports, {
    pool,
    subject: progress.eventId,
    purpose: 'mfa',
    contact,
    user,
    clientId: client.id,
    lifetimeSeconds: signInSessionSeconds(client),
  })
  const limit: Write = {
    write: 'countAttempt',
    poolId: pool.id,
    subject: user.sub,
    action: 'mfa-code',
    limit: codesPerHour,
    windowSeconds: 3600,
    now: ports.clock.now(),
  }
  const parameters = {
    CODE_DELIVERY_DELIVERY_MEDIUM: details.DeliveryMedium,
    CODE_DELIVERY_DESTINATION: details.Destination,
  }
  return { kind: 'prepared', parameters, writes: [limit, ...writes] }
}

/** Judges the code that was sent for this sign-in, if it was sent to this very address. */
export async function judgeCode(
  ports: SignInPorts,
  { context, state }: Answer,
  {
    contact,
    code,
    proof,
  }: {
    /** Where the user's codes go now: an address that has changed since has proven nothing. */
    readonly contact: Contact
    readonly code: string
    readonly proof: Extract<Proof, 'sms' | 'email_otp'>
  },
): Promise<Judgement> {
  const now = ports.clock.now()
  const owner = { poolId: context.pool.id, subject: state.eventId, purpose: 'mfa' } as const
  const sent = await ports.storage.factors.findCode(owner.poolId, owner.subject, owner.purpose)
  const isSentThere = sent?.attribute === contact.attribute && sent.destination === contact.destination
  if (sent === undefined || !isSentThere || sent.expiresAt <= now) {
    return { kind: 'over', refusal: refused('code-expired') }
  }
  const hash = codeHash(ports, owner, code)
  if (!isEqualText(hash, sent.codeHash)) {
    const counted: Write = { write: 'recordCodeFailure', ...owner, limit: guessesPerCode }
    return { kind: 'wrong', proof, refusal: refused('code-mismatch'), writes: [countGuess(ports, state), counted] }
  }
  const used: Write = { write: 'consumeCode', ...owner, codeHash: hash, now }
  return { kind: 'accepted', event: { kind: 'mfa-proven', proof }, writes: [countGuess(ports, state), used] }
}
