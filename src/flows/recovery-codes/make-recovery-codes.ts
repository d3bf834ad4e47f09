import type { Refuse } from '../../contract/refusal.ts'
import { changeUser } from '../users/change-user.ts'
import { noticeOf, type NoticePorts, type Owner } from '../notices/notice-of-change.ts'
import type { UserOfPool } from '../users/require-user.ts'
import { newRecoveryCode, recoveryCodeCount, recoveryCodeHash } from './recovery-code.ts'

/** Makes new recovery codes for the user who asks for them; the ones that they had are worth nothing any more. */
export async function makeRecoveryCodes(
  ports: NoticePorts,
  refuse: Refuse<'TooManyRequestsException' | 'UserNotFoundException'>,
  { pool, user, language }: UserOfPool & Pick<Owner, 'language'>,
): Promise<readonly string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () => newRecoveryCode(ports))
  const codeHashes = codes.map((code) => recoveryCodeHash(ports, user, code))
  const { poolId, sub } = user
  // With the user's own version: of two sets that are made at once, one comes first.
  await changeUser(ports, refuse, { pool, user }, async (before) => {
    const notices = await noticeOf(ports, { pool, user: before, language }, 'recovery-codes')
    const replacement = { write: 'replaceRecoveryCodes', poolId, sub, codeHashes, at: ports.clock.now() } as const
    return { user: before, writes: [replacement, ...notices] }
  })
  return codes
}
