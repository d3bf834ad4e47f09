import type { Refuse } from '../../contract/refusal.ts'
import type { User } from '../../domain/users/user.ts'

/** Refuses a user whose password somebody else may know: not even their own passkeys are theirs to change. */
export function requireOwnPassword(refuse: Refuse<'PasswordResetRequiredException'>, { status }: User): void {
  if (status !== 'RESET_REQUIRED') return
  throw refuse('PasswordResetRequiredException', 'Password reset required for the user')
}
