import type { Refuse } from '../../contract/refusal.ts'
import { isHidingUserExistence } from '../../domain/sign-in/session-settings.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { accountEvent } from '../users/account-event.ts'
import { callerOf, findAccountHolder, type AccountRequest } from '../users/account-holder.ts'
import { checkCode, expiredCode, failedCode } from '../codes/check-code.ts'
import { commitUserChange } from '../users/commit-user-change.ts'
import { withVerified } from '../users/confirm-sign-up.ts'
import { judgeNewPassword, ownNameFault } from '../passwords/judge-new-password.ts'
import { wrongStateForReset } from './recover-password.ts'
import { noticeOf } from '../notices/notice-of-change.ts'
import { withNewPassword } from './set-password.ts'
import { countAttempt, limitExceeded } from '../throttle.ts'
import { postConfirmation } from '../triggers/post-confirmation.ts'
import { requireRun, type TriggerException } from '../triggers/run-trigger.ts'
import type { TriggerPorts } from '../triggers/trigger.ts'

export interface ConfirmPasswordRequest extends AccountRequest {
  readonly code: string
  readonly password: string
}

type ConfirmPasswordException =
  | 'CodeMismatchException'
  | 'ExpiredCodeException'
  | 'InvalidPasswordException'
  | 'LimitExceededException'
  | 'NotAuthorizedException'
  | 'PasswordHistoryPolicyViolationException'
  | 'TooManyRequestsException'
  | TriggerException
  | 'UserNotConfirmedException'
  | 'UserNotFoundException'

type ConfirmPasswordPorts = TriggerPorts &
  Pick<Ports, 'addresses' | 'clock' | 'compromisedPasswords' | 'passwordWork' | 'sealing' | 'storage'>

const action = 'confirm-forgot-password'

/**
 * Sets a new password by the code that was sent for a forgotten one. It lifts a lock, confirms the address, and ends
 * every session: whoever had the old password has nothing left (ASVS 7.4.3).
 */
export async function confirmPassword(
  ports: ConfirmPasswordPorts,
  refuse: Refuse<ConfirmPasswordException>,
  confirmation: ConfirmPasswordRequest,
): Promise<User> {
  const { pool, client, code: presented, password, request, clientMetadata } = confirmation
  const proposed = { pool, password, occasion: 'chosen-by-code' } as const
  const { fault, isCompromised } = await judgeNewPassword(ports, {
    ...proposed,
    names: [confirmation.username, client.name],
    chosen: { clientId: client.id, event: 'PASSWORD_CHANGE' },
  })
  if (fault) throw refuse('InvalidPasswordException', fault)
  const { user, subject } = await findAccountHolder(ports, refuse, confirmation, (found) => unfit(refuse, found))
  const owner = { poolId: pool.id, subject, purpose: 'forgot-password' } as const
  const verdict = await checkCode(ports, owner, presented)
  if (verdict.kind !== 'right' || !user) {
    throw await failedCode(ports, refuse, { owner, action, verdict, isHidingUsers: isHidingUserExistence(client) })
  }

  const of = { poolId: pool.id, sub: user.sub }
  const writes = [
    countAttempt(ports, { poolId: pool.id, subject, action }),
    verdict.consume,
    { write: 'unlock', poolId: pool.id, subject },
    { write: 'signOutEverywhere', ...of, at: ports.clock.now() },
    accountEvent(ports, {
      ...of,
      type: 'ForgotPassword',
      response: 'Pass',
      clientId: client.id,
      request,
      isCompromised,
    }),
  ] as const
  const result = await commitUserChange(ports, refuse, { pool, user }, async (before) => {
    const refusal = unfit(refuse, before)
    if (refusal) throw refusal
    const ownName = ownNameFault(proposed, before)
    if (ownName) throw refuse('InvalidPasswordException', ownName)
    const changed = await withNewPassword(ports, refuse, { pool, user: before, password, status: 'CONFIRMED' })
    const notice = await noticeOf(ports, { pool, user: before, language: request.language }, 'password')
    const attributes = withVerified(before.attributes, verdict.code)
    return { user: { ...changed, attributes }, writes: [...writes, ...notice] }
  })
  if (result.committed) {
    const caller = callerOf(confirmation)
    const event = { pool, caller, by: 'ConfirmForgotPassword', user: result.user, clientMetadata } as const
    requireRun(refuse, await postConfirmation(ports, event))
    return result.user
  }
  throw result.guard === 'under-limit' ? limitExceeded(refuse) : expiredCode(refuse)
}

function unfit(refuse: Refuse<'NotAuthorizedException' | 'UserNotConfirmedException'>, { enabled, status }: User) {
  if (!enabled) return refuse('NotAuthorizedException', 'User is disabled.')
  if (status === 'UNCONFIRMED') return refuse('UserNotConfirmedException', 'User is not confirmed.')
  return status === 'CONFIRMED' || status === 'RESET_REQUIRED' ? undefined : wrongStateForReset(refuse)
}
