import type { AuthEvent, EventFeedback } from '../../domain/risk/auth-event.ts'
import type { UserFilter } from '../../domain/users/user-filter.ts'
import type { User, UserAlias } from '../../domain/users/user.ts'
import type { Page, PageRequest } from './page.ts'

export type { UserFilter } from '../../domain/users/user-filter.ts'

export interface UserQueries {
  find(poolId: string, sub: string): Promise<User | undefined>
  /** The first of `aliases` that somebody holds decides. */
  findByAlias(poolId: string, aliases: readonly UserAlias[]): Promise<User | undefined>
  list(poolId: string, filter: UserFilter | undefined, page: PageRequest): Promise<Page<User>>
  count(poolId: string): Promise<number>
  /** The moment of the last GlobalSignOut; tokens issued before it are dead. */
  findSignedOutAt(poolId: string, sub: string): Promise<Date | undefined>
  /** Newest first. */
  listAuthEvents(poolId: string, sub: string, page: PageRequest): Promise<Page<AuthEvent>>
}

export type UserWrite =
  /** Guards `user-pool-exists`, `alias-free` for each alias (the failure names the alias). */
  | { readonly write: 'createUser'; readonly user: User; readonly aliases: readonly UserAlias[] }
  /** Replaces record and aliases. Guards `user-version` (stored is `user.version - 1`), `alias-free`. */
  | { readonly write: 'updateUser'; readonly user: User; readonly aliases: readonly UserAlias[] }
  /** Also removes memberships, devices, codes, software token, sessions. Guard `user-exists`. */
  | { readonly write: 'deleteUser'; readonly poolId: string; readonly sub: string }
  /**
   * Revokes every token family, login session, unspent authorization code and allowed device of the user, and remembers
   * `at`.
   */
  | { readonly write: 'signOutEverywhere'; readonly poolId: string; readonly sub: string; readonly at: Date }
  | { readonly write: 'recordAuthEvent'; readonly event: AuthEvent }
  /** Guard `auth-event-exists`. In the place of what was said before. */
  | {
      readonly write: 'recordFeedback'
      readonly poolId: string
      readonly sub: string
      readonly eventId: string
      readonly feedback: EventFeedback
    }
