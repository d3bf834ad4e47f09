import type { Contact, ContactAttribute } from '../../../domain/users/contact.ts'
import { refused, type SignInRefusal } from '../../../domain/sign-in/refusal-reason.ts'
import { isHidingUserExistence } from '../../../domain/sign-in/session-settings.ts'
import { simulatedContact } from '../../../domain/users/simulated-contact.ts'
import type { User } from '../../../domain/users/user.ts'
import type { Answer, FirstPosed, Judgement, Preparation } from './factor-work.ts'
import { countGuess } from '../record-guess.ts'
import { judgeCode, sendCode } from './sent-code.ts'
import type { SignInContext, SignInPorts } from '../sign-in-step.ts'
import { standingAfterProof } from '../standing.ts'

/**
 * Sends the code that takes the place of a password. To a name nobody has, to a disabled user, and
 * to one for whom an identity provider vouches, nothing leaves; on
 * a client that hides who exists, whoever asked cannot tell.
 */
export async function sendFirstCode(
  ports: SignInPorts,
  posed: FirstPosed,
  attribute: ContactAttribute,
  user: User | undefined,
): Promise<Preparation | SignInRefusal> {
  const { context, progress } = posed
  const stopped = user && standingAfterProof(context.pool, user, ports.clock.now())
  if (stopped && !isHidingUserExistence(context.client)) return stopped
  const contact = contactOf(ports, context, { attribute, user, username: progress.username })
  const receiver = user?.enabled === true && user.status !== 'EXTERNAL_PROVIDER' ? user : undefined
  return sendCode(ports, posed, { contact, receiver, purpose: 'one-time-password' })
}

/** Judges that code. What was made for a name nobody has is nobody's, whoever guesses it. */
export async function judgeFirstCode(
  ports: SignInPorts,
  answer: Answer,
  { attribute, code, user }: { attribute: ContactAttribute; code: string; user: User | undefined },
): Promise<Judgement> {
  const { context, state } = answer
  const proof = attribute === 'email' ? 'email_otp' : 'sms'
  const contact = contactOf(ports, context, { attribute, user, username: state.username })
  const presented = { contact, code, proof, purpose: 'one-time-password' } as const
  const verdict = await judgeCode(ports, answer, presented)
  if (verdict.kind !== 'accepted') return verdict
  if (user !== undefined) return { ...verdict, event: { kind: 'code-proven', proof } }
  return { kind: 'wrong', proof, refusal: refused('code-mismatch'), writes: [countGuess(ports, state)] }
}

function contactOf(
  ports: Pick<SignInPorts, 'sealing'>,
  { pool }: SignInContext,
  { attribute, user, username }: { attribute: ContactAttribute; user: User | undefined; username: string },
): Contact {
  const simulated = simulatedContact(ports.sealing.keyFor('unknown-user'), pool, username, [attribute])
  const destination = user?.attributes[attribute]
  return destination ? { attribute, destination } : simulated
}
