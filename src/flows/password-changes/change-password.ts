import type { Refuse } from '../../contract/refusal.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { lockoutPolicy } from '../../domain/passwords/lockout-policy.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { accountEvent } from '../users/account-event.ts'
import { commitUserChange } from '../users/commit-user-change.ts'
import { judgeNewPassword, namesOf } from '../passwords/judge-new-password.ts'
import { noticeOf } from '../notices/notice-of-change.ts'
import { withNewPassword } from './set-password.ts'
import { countAttempt, limitExceeded } from '../throttle.ts'
import { passwordMatches } from '../passwords/verify-password.ts'

export interface ChangePasswordRequest {
  readonly pool: UserPool
  readonly client: AppClient
  readonly user: User
  /** May be absent for a user who has no password yet. */
  readonly previousPassword: string | undefined
  readonly proposedPassword: string
  readonly request: RequestFacts
  /** What else happens with it. */
  readonly alsoWrites?: readonly Write[]
}

type ChangePasswordException =
  | 'InvalidPasswordException'
  | 'LimitExceededException'
  | 'NotAuthorizedException'
  | 'PasswordHistoryPolicyViolationException'
  | 'TooManyRequestsException'
  | 'UserNotFoundException'

type ChangePasswordPorts = Pick<
  Ports,
  'addresses' | 'clock' | 'compromisedPasswords' | 'passwordWork' | 'random' | 'sealing' | 'storage'
>

/** Replaces the password of somebody who is signed in and knows the old one. Guesses count as failed sign-ins. */
export async function changePassword(
  ports: ChangePasswordPorts,
  refuse: Refuse<ChangePasswordException>,
  change: ChangePasswordRequest,
): Promise<User> {
  const { pool, client, user, proposedPassword: password, request, alsoWrites = [] } = change
  const { fault, isCompromised } = await judgeNewPassword(ports, {
    pool,
    password,
    occasion: 'replaced',
    names: [...namesOf(user), client.name],
    chosen: { clientId: client.id, event: 'PASSWORD_CHANGE' },
  })
  if (fault) throw refuse('InvalidPasswordException', fault)
  const of = { poolId: pool.id, subject: user.sub }
  const now = ports.clock.now()
  if (await ports.storage.attempts.findLock(pool.id, user.sub, now)) throw locked(refuse)

  const counted = countAttempt(ports, { ...of, action: 'change-password' })
  const event = (response: 'Pass' | 'Fail') =>
    accountEvent(ports, {
      poolId: pool.id,
      sub: user.sub,
      type: 'PasswordChange',
      response,
      clientId: client.id,
      request,
      isCompromised,
    })
  const result = await commitUserChange(ports, refuse, { pool, user }, async (before) => {
    if (before.password && !(await knowsPassword(ports, change, before))) {
      throw await countWrongPassword(ports, refuse, [
        counted,
        { write: 'recordFailure', ...of, policy: lockoutPolicy, now },
        event('Fail'),
      ])
    }
    const changed = await withNewPassword(ports, refuse, { pool, user: before, password, status: before.status })
    const notice = await noticeOf(ports, { pool, user: before, language: request.language }, 'password')
    return {
      user: changed,
      writes: [counted, { write: 'clearFailures', ...of, now }, event('Pass'), ...notice, ...alsoWrites],
    }
  })
  if (result.committed) return result.user
  throw result.guard === 'under-limit' ? limitExceeded(refuse) : locked(refuse)
}

async function knowsPassword(
  ports: ChangePasswordPorts,
  { pool, previousPassword }: ChangePasswordRequest,
  user: User,
): Promise<boolean> {
  return previousPassword !== undefined && (await passwordMatches(ports, pool, user, previousPassword))
}

async function countWrongPassword(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'LimitExceededException' | 'NotAuthorizedException' | 'UserNotFoundException'>,
  writes: readonly Write[],
) {
  const result = await ports.storage.commit(writes)
  if (result.committed) return refuse('NotAuthorizedException', 'Incorrect username or password.')
  if (result.guard === 'user-exists') return refuse('UserNotFoundException', 'User does not exist.')
  return result.guard === 'under-limit' ? limitExceeded(refuse) : locked(refuse)
}

function locked(refuse: Refuse<'NotAuthorizedException'>) {
  return refuse('NotAuthorizedException', 'Password attempts exceeded')
}
