import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import { runTrigger, type TriggerRun } from './run-trigger.ts'
import type { Metadata, TriggerCaller, TriggerPorts } from './trigger.ts'
import { eventAttributes } from './user-attributes.ts'

export interface PostConfirmationEvent {
  readonly pool: UserPool
  readonly caller: TriggerCaller
  readonly by: 'ConfirmSignUp' | 'ConfirmForgotPassword'
  /** As the commit left it. */
  readonly user: User
  readonly clientMetadata: Metadata
}

/** After a user was confirmed or set a forgotten password anew. It is called after the commit: what it throws undoes nothing. */
export async function postConfirmation(
  ports: TriggerPorts,
  { pool, caller, by, user, clientMetadata }: PostConfirmationEvent,
): Promise<TriggerRun<object>> {
  return runTrigger(ports, {
    pool,
    caller,
    userName: user.username,
    name: 'PostConfirmation',
    source: `PostConfirmation_${by}`,
    request: { userAttributes: eventAttributes(pool, user), clientMetadata },
    response: {},
    read: () => ({}),
  })
}
