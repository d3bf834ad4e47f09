import type { Group } from '../../domain/groups/group.ts'
import type { User } from '../../domain/users/user.ts'
import type { Page, PageRequest } from './page.ts'

export interface GroupQueries {
  find(poolId: string, name: string): Promise<Group | undefined>
  list(poolId: string, page: PageRequest): Promise<Page<Group>>
  listOfUser(poolId: string, sub: string, page: PageRequest): Promise<Page<Group>>
  listMembers(poolId: string, name: string, page: PageRequest): Promise<Page<User>>
}

export type GroupWrite =
  /** Guards `user-pool-exists`, `group-free`. */
  | { readonly write: 'createGroup'; readonly group: Group }
  /** Guard `group-exists`. */
  | { readonly write: 'updateGroup'; readonly group: Group }
  /** Guard `group-exists`; memberships go with it. */
  | { readonly write: 'deleteGroup'; readonly poolId: string; readonly name: string }
  /** Idempotent. Guards `group-exists`, `user-exists`. */
  | {
      readonly write: 'addUserToGroup'
      readonly poolId: string
      readonly name: string
      readonly sub: string
      readonly at: Date
    }
  /** Idempotent. */
  | { readonly write: 'removeUserFromGroup'; readonly poolId: string; readonly name: string; readonly sub: string }
