import type { UserAlias } from '../../../domain/users/user.ts'
import type { Given } from './given.ts'
import type { Write } from '../storage.ts'

/** What is committed beforehand, and the write whose guard then fails. */
export type GuardCase = (given: Given) => {
  readonly given?: readonly Write[]
  readonly fails: Write
  readonly alias?: UserAlias
}
