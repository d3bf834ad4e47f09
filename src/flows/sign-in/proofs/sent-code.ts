import { isEqualText } from '../../../crypto/constant-time.ts'
import type { Contact } from '../../../domain/users/contact.ts'
import { refused, type SignInRefusal } from '../../../domain/sign-in/refusal-reason.ts'
import { signInSessionSeconds } from '../../../domain/sign-in/session-settings.ts'
import type { Proof } from '../../../domain/sign-in/state.ts'
import type { User } from '../../../domain/users/user.ts'
import type { CodePurpose } from '../../../domain/factors/verification-code.ts'
import type { Write } from '../../../ports/storage/storage.ts'
import { codeHash } from '../../codes/code-hash.ts'
import { deliverCode } from '../../messages/deliver-code.ts'
import type { Answer, FirstPosed, Judgement, Preparation } from './factor-work.ts'
import { countGuess } from '../record-guess.ts'
import { refusedByTrigger } from '../../triggers/refused-by-trigger.ts'
import type { SignInPorts } from '../sign-in-step.ts'
import { callerOf } from '../../users/account-holder.ts'

/** Wrong answers that one code survives (ASVS 6.6.3), and codes that one user is sent within the hour. */
const guessesPerCode = 5
const codesPerHour = 20

/** A code in the place of a password is longer than one beside it, and neither is the other. */
type SignInCode = Extract<CodePurpose, 'mfa' | 'one-time-password'>

/** Sends a code for this sign-in to one address of its user; `receiver` is undefined where none is to leave. */
export async function sendCode(
  ports: SignInPorts,
  { context, progress }: FirstPosed,
  { contact, receiver, purpose }: { contact: Contact; receiver: User | undefined; purpose: SignInCode },
): Promise<Preparation | SignInRefusal> {
  const { pool, client, request } = context
  const caller = callerOf({ client, request })
  const delivery = await deliverCode(ports, {
    pool,
    subject: progress.eventId,
    purpose,
    contact,
    user: receiver,
    origin: { source: 'Authentication', caller, clientMetadata: context.clientMetadata },
    lifetimeSeconds: signInSessionSeconds(client),
  })
  if (delivery.kind === 'trigger-failed') return refusedByTrigger(delivery)
  const { writes, details } = delivery
  const limit: Write = {
    write: 'countAttempt',
    poolId: pool.id,
    subject: progress.sub,
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
    purpose,
  }: {
    /** Where the user's codes go now: an address that has changed since has proven nothing. */
    readonly contact: Contact
    readonly code: string
    readonly proof: Extract<Proof, 'sms' | 'email_otp'>
    readonly purpose: SignInCode
  },
): Promise<Judgement> {
  const now = ports.clock.now()
  const owner = { poolId: context.pool.id, subject: state.eventId, purpose } as const
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
