import { refused, type SignInRefusal } from '../../../domain/sign-in/refusal-reason.ts'
import { isHidingUserExistence } from '../../../domain/sign-in/session-settings.ts'
import { migrateUser } from '../../users/migrate-user.ts'
import { triggerArn } from '../../triggers/trigger.ts'
import { isFromBlockedAddress } from '../blocked-address.ts'
import type { SignInUser } from '../find-sign-in-user.ts'
import { recordGuess } from '../record-guess.ts'
import type { SignInContext, SignInPorts } from '../sign-in-step.ts'
import { callerOf } from '../../users/account-holder.ts'

/**
 * Asks the pool's user migration trigger about a name nobody has and the password that came with it. What it does not
 * know counts as a wrong password: whoever guesses at another directory through us is locked out as they would be here.
 */
export async function migrateAtSignIn(
  ports: SignInPorts,
  context: SignInContext,
  found: SignInUser & { readonly username: string; readonly password: string },
): Promise<SignInUser | SignInRefusal> {
  const { pool, client, request, validationData, clientMetadata } = context
  const { user, sub, username, password } = found
  if (user !== undefined || triggerArn(pool, 'UserMigration') === undefined) return found
  // Turned away as users are, before another directory hears of the name.
  if (await isFromBlockedAddress(ports, context)) return found
  const lockedUntil = await ports.storage.attempts.findLock(pool.id, sub, ports.clock.now())
  if (lockedUntil !== undefined) return refused('locked', lockedUntil.toISOString())
  const migrated = await migrateUser(ports, {
    pool,
    caller: callerOf({ client, request }),
    by: 'Authentication',
    username,
    password,
    validationData,
    clientMetadata,
  })
  if (migrated === 'busy') return refused('busy')
  if (migrated !== undefined) return { user: migrated, sub: migrated.sub }
  const refusal = refused(isHidingUserExistence(client) ? 'incorrect' : 'unknown-user')
  return recordGuess(ports, context, { sub, user: undefined, proof: 'pwd', refusal })
}
