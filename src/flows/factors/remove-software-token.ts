import type { Refuse } from '../../contract/refusal.ts'
import { withoutMfaFactor } from '../../domain/factors/mfa-preference.ts'
import { selectMfa } from '../../domain/factors/mfa-selection.ts'
import { changeUser } from '../users/change-user.ts'
import { noticeOf, type NoticePorts, type Owner } from '../notices/notice-of-change.ts'
import type { UserOfPool } from '../users/require-user.ts'

/** Takes the authenticator app off the user who asks for it, and tells them; not where no other second factor is left. */
export async function removeSoftwareToken(
  ports: NoticePorts,
  refuse: Refuse<'InvalidParameterException' | 'TooManyRequestsException' | 'UserNotFoundException'>,
  { pool, user, language }: UserOfPool & Pick<Owner, 'language'>,
): Promise<void> {
  const { poolId, sub } = user
  await changeUser(ports, refuse, { pool, user }, async (before) => {
    const changed = withoutMfaFactor(before, 'SOFTWARE_TOKEN_MFA')
    const { kind } = selectMfa(pool, changed)
    if (kind === 'set-up' || kind === 'impossible') {
      throw refuse('InvalidParameterException', 'The user pool asks for a second factor, and the user has no other.')
    }
    const notices = await noticeOf(ports, { pool, user: before, language }, 'second-factor')
    return { user: changed, writes: [{ write: 'deleteSoftwareToken', poolId, sub }, ...notices] }
  })
}
