import type { Refuse } from '../../contract/refusal.ts'
import { commitUserChange } from '../users/commit-user-change.ts'
import { findSignInMethods } from '../users/find-sign-in-methods.ts'
import { noticeOf, type NoticePorts, type Owner } from '../notices/notice-of-change.ts'
import type { UserOfPool } from '../users/require-user.ts'

export interface PasskeyDeletion extends UserOfPool, Pick<Owner, 'language'> {
  readonly credentialId: string
  /** Cognito: not. Whoever deletes their last way to sign in has none. */
  readonly keepsWayIn: boolean
}

type Exceptions = 'InvalidParameterException' | 'ResourceNotFoundException' | 'TooManyRequestsException'

/** Deletes a passkey of the user who asks for it, and tells them. */
export async function deletePasskey(
  ports: NoticePorts,
  refuse: Refuse<Exceptions>,
  { pool, user, credentialId, keepsWayIn, language }: PasskeyDeletion,
): Promise<void> {
  const { poolId, sub } = user
  const missing: Refuse<'TooManyRequestsException' | 'UserNotFoundException'> = (exception, message) =>
    refuse(exception === 'UserNotFoundException' ? 'ResourceNotFoundException' : exception, message)
  // With the user's own version: of two passkeys that go at once, one sees that it is the last.
  const result = await commitUserChange(ports, missing, { pool, user }, async (before) => {
    const methods = keepsWayIn ? await findSignInMethods(ports, pool, before, { withoutPasskey: credentialId }) : []
    if (keepsWayIn && methods.length === 0) throw refuse('InvalidParameterException', lastWayIn)
    const notices = await noticeOf(ports, { pool, user: before, language }, 'passkey-removed')
    return { user: before, writes: [{ write: 'deletePasskey', poolId, sub, credentialId }, ...notices] }
  })
  if (!result.committed) throw refuse('ResourceNotFoundException', 'The passkey does not exist.')
}

/** In our own words: Cognito has no page that could say it. */
const lastWayIn = 'The user has no other way to sign in.'
