import { newUuid } from '../../crypto/identifiers.ts'
import { openToken, sealToken } from '../../crypto/sealing/sealed-token.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { signUpContact } from '../../domain/messages/code-delivery.ts'
import type { Contact } from '../../domain/users/contact.ts'
import { codeFactors, firstFactorFacts, firstFactors, isAllowedFirst } from '../../domain/sign-in/first-factors.ts'
import { isFlowAllowed } from '../../domain/sign-in/auth-flows.ts'
import { refused, type SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import { signInSessionSeconds } from '../../domain/sign-in/session-settings.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'

/** What SignUp and ConfirmSignUp hand out so that a sign-in may follow without another code. */
export interface SignUpSession {
  readonly kind: 'sign-up session'
  readonly id: string
  readonly poolId: string
  readonly clientId: string
  readonly sub: string
  /** The address that was confirmed; before that nothing is shown, and the session leads to ConfirmSignUp only. */
  readonly confirmed?: Contact
  /** Milliseconds of the epoch. */
  readonly expiresAt: number
}

interface Through {
  readonly pool: UserPool
  readonly client: AppClient
}
type Needs = Pick<Ports, 'clock' | 'random' | 'sealing'>

const purpose = 'sign-up session'
/** As long as the code lives that is to be confirmed. */
const unconfirmedSeconds = 86_400

/** The Session of SignUp, where confirming may lead to a sign-in at all. */
export function sessionOfSignUp(ports: Needs, through: Through, user: User): string | undefined {
  const contact = signUpContact(through.pool, user.attributes)
  if (contact === undefined || !isFlowAllowed(through.client, 'USER_AUTH')) return undefined
  if (!isAllowedFirst(through.pool, codeFactors[contact.attribute])) return undefined
  return seal(ports, through, { sub: user.sub, seconds: unconfirmedSeconds })
}

/** The Session of ConfirmSignUp: the code just shown is as good as one in the place of a password. */
export function sessionOfConfirmation(
  ports: Needs,
  through: Through,
  { user, confirmed }: { readonly user: User; readonly confirmed: Contact },
): string | undefined {
  if (!isFlowAllowed(through.client, 'USER_AUTH') || !mayBegin(through, user, confirmed)) return undefined
  return seal(ports, through, { sub: user.sub, confirmed, seconds: signInSessionSeconds(through.client) })
}

/** Whether the user could sign in by a code to this address now. */
export function mayBegin({ pool }: Pick<Through, 'pool'>, user: User, { attribute, destination }: Contact): boolean {
  const factor = codeFactors[attribute]
  return user.attributes[attribute] === destination && firstFactors(pool, firstFactorFacts(pool, user)).includes(factor)
}

/** Opens what a client brought back, if it was handed out to this client for this user. */
export function openSignUpSession(
  ports: Pick<Ports, 'clock' | 'sealing'>,
  { pool, client }: Through,
  sub: string,
  text: string,
): SignUpSession | SignInRefusal {
  const opened = openToken(text, ports.sealing.keyFor(purpose), purpose, ports.clock.now())
  if (opened === 'expired') return refused('session-expired')
  if (opened === undefined || !isSignUpSession(opened)) return refused('session-invalid')
  const isOurs = opened.poolId === pool.id && opened.clientId === client.id && opened.sub === sub
  return isOurs ? opened : refused('session-invalid')
}

/** The write that lets it be used once. */
export function spendSignUpSession({ poolId, id, expiresAt }: SignUpSession): Write {
  return { write: 'spendSession', poolId, sessionId: id, expiresAt: new Date(expiresAt) }
}

function seal(
  ports: Needs,
  { pool, client }: Through,
  { seconds, ...facts }: Pick<SignUpSession, 'sub' | 'confirmed'> & { readonly seconds: number },
): string {
  const random = (size: number) => ports.random.bytes(size)
  const expiresAt = new Date(ports.clock.now().getTime() + seconds * 1000)
  const ids = { id: newUuid(random), poolId: pool.id, clientId: client.id }
  const session: SignUpSession = { kind: 'sign-up session', ...ids, ...facts, expiresAt: expiresAt.getTime() }
  return sealToken({ ...session }, ports.sealing.keyFor(purpose), { purpose, expiresAt, random })
}

/** It was sealed by us: what can be wrong is only that another version wrote it. */
function isSignUpSession(value: Readonly<Record<string, unknown>>): value is SignUpSession & typeof value {
  return value.kind === 'sign-up session'
}
