import type { Refuse } from '../../contract/refusal.ts'
import type { Contact } from '../../domain/users/contact.ts'
import { isHidingUserExistence } from '../../domain/sign-in/session-settings.ts'
import type { User } from '../../domain/users/user.ts'
import type { VerificationCode } from '../../domain/factors/verification-code.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { callerOf, findAccountHolder, type AccountRequest } from './account-holder.ts'
import { aliasTaken } from './alias-taken.ts'
import { checkCode, expiredCode, failedCode } from '../codes/check-code.ts'
import { commitUserChange } from './commit-user-change.ts'
import { openSignUpSession, spendSignUpSession } from './sign-up-session.ts'
import { countAttempt, limitExceeded } from '../throttle.ts'
import { postConfirmation } from '../triggers/post-confirmation.ts'
import { requireRun, type TriggerException } from '../triggers/run-trigger.ts'
import type { TriggerPorts } from '../triggers/trigger.ts'

export interface ConfirmSignUpRequest extends AccountRequest {
  readonly code: string
  /** Takes a verified address away from whoever has it. */
  readonly forceAliasCreation: boolean
  /** The Session of SignUp; one that comes must be this user's. */
  readonly session?: string | undefined
}

export interface ConfirmedSignUp {
  readonly user: User
  /** The address that the code was sent to. */
  readonly confirmed: Contact
}

type ConfirmSignUpException =
  | 'AliasExistsException'
  | 'CodeMismatchException'
  | 'ExpiredCodeException'
  | 'LimitExceededException'
  | 'NotAuthorizedException'
  | 'TooManyRequestsException'
  | TriggerException
  | 'UserNotFoundException'

const action = 'confirm-sign-up'

/** Confirms a person who signed up, by the code that was sent; the address that it was sent to is verified by that. */
export async function confirmSignUp(
  ports: TriggerPorts & Pick<Ports, 'clock' | 'sealing' | 'storage'>,
  refuse: Refuse<ConfirmSignUpException>,
  request: ConfirmSignUpRequest,
): Promise<ConfirmedSignUp> {
  const { pool, client, code: presented, forceAliasCreation, clientMetadata } = request
  const { user, subject } = await findAccountHolder(ports, refuse, request, (found) => {
    if (!found.enabled) return refuse('NotAuthorizedException', 'User is disabled.')
    return found.status === 'UNCONFIRMED' ? undefined : alreadyConfirmed(refuse, found)
  })
  const session = openSession(ports, refuse, request, subject)
  const owner = { poolId: pool.id, subject, purpose: 'sign-up' } as const
  const verdict = await checkCode(ports, owner, presented)
  if (verdict.kind !== 'right' || !user) {
    throw await failedCode(ports, refuse, { owner, action, verdict, isHidingUsers: isHidingUserExistence(client) })
  }

  const counted = countAttempt(ports, { poolId: pool.id, subject, action })
  const result = await commitUserChange(ports, refuse, { pool, user, moveAliases: forceAliasCreation }, (before) => {
    if (before.status !== 'UNCONFIRMED') throw alreadyConfirmed(refuse, before)
    const attributes = withVerified(before.attributes, verdict.code)
    return { user: { ...before, status: 'CONFIRMED', attributes }, writes: [counted, verdict.consume, ...session] }
  })
  if (result.committed) {
    const event = { pool, caller: callerOf(request), by: 'ConfirmSignUp', user: result.user, clientMetadata } as const
    requireRun(refuse, await postConfirmation(ports, event))
    return { user: result.user, confirmed: verdict.code }
  }
  if (result.guard === 'under-limit') throw limitExceeded(refuse)
  if (result.guard !== 'alias-free') throw expiredCode(refuse)
  await ports.storage.commit([counted])
  throw aliasTaken(refuse, result.alias, 'verified')
}

/** What spends the session that came, if one did. */
function openSession(
  ports: Pick<Ports, 'clock' | 'sealing'>,
  refuse: Refuse<'NotAuthorizedException'>,
  { pool, client, session: text }: ConfirmSignUpRequest,
  subject: string,
): readonly Write[] {
  if (text === undefined) return []
  const session = openSignUpSession(ports, { pool, client }, subject, text)
  if (session.kind !== 'refused' && session.confirmed === undefined) return [spendSignUpSession(session)]
  const isLate = session.kind === 'refused' && session.reason === 'session-expired'
  throw refuse('NotAuthorizedException', `Invalid session for the user${isLate ? ', session is expired' : ''}.`)
}

/** Verified, where the address is still the one that the code was sent to. */
export function withVerified(
  attributes: User['attributes'],
  { attribute, destination }: Pick<VerificationCode, 'attribute' | 'destination'>,
): User['attributes'] {
  if (attributes[attribute] !== destination) return attributes
  return { ...attributes, [`${attribute}_verified`]: 'true' }
}

function alreadyConfirmed(refuse: Refuse<'NotAuthorizedException'>, { status }: User) {
  return refuse('NotAuthorizedException', `User cannot be confirmed. Current status is ${status}`)
}
