import type { Refuse } from '../../contract/refusal.ts'
import { deleteAttributes } from '../../domain/users/attribute-deletion.ts'
import type { AttributeWriter } from '../../domain/users/attribute-fault.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import { changeUser } from './change-user.ts'
import { noticesOfAddresses, type NoticePorts } from '../notices/notice-of-change.ts'

export interface RemoveAttributesRequest {
  readonly pool: UserPool
  readonly user: User
  readonly names: readonly string[]
  readonly writer: AttributeWriter
  /** Of the page, if it is done at one. */
  readonly language?: string | undefined
}

type RemoveAttributesException =
  | 'InvalidParameterException'
  | 'NotAuthorizedException'
  | 'TooManyRequestsException'
  | 'UserNotFoundException'

/** Removes attributes of a user, all of them or none. */
export async function removeAttributes(
  ports: NoticePorts,
  refuse: Refuse<RemoveAttributesException>,
  { pool, user, names, writer, language }: RemoveAttributesRequest,
): Promise<void> {
  // Fewer attributes entitle to fewer aliases, never to one that somebody else has.
  await changeUser(ports, refuse, { pool, user }, async (before) => {
    const change = deleteAttributes(pool, before, names, writer)
    if (change.kind === 'fault') throw refuse(change.exception, change.message)
    const { attributes, pendingAttributes } = change
    const owner = { pool, user: before, language }
    const notices = writer.by === 'user' ? await noticesOfAddresses(ports, owner, attributes) : []
    return { user: { ...before, attributes, pendingAttributes }, writes: notices }
  })
}
