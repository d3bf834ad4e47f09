import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { isHidingUserExistence } from '../../domain/sign-in/session-settings.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { TriggerSubject } from './trigger.ts'
import { eventAttributes } from './user-attributes.ts'

/** Somebody who is signing in, under a name that may be nobody's. */
export interface SignInSubject {
  readonly pool: UserPool
  readonly client: AppClient
  readonly user: User | undefined
  /** As it was given. */
  readonly username: string
  readonly userAgent: string | undefined
}

/**
 * What every trigger of a sign-in is told. Cognito: `userNotFound` is there where the client hides who exists, for
 * then triggers are called for names that nobody has.
 */
export function signInRequest({ pool, client, user, username, userAgent }: SignInSubject): TriggerSubject & {
  readonly request: Readonly<Record<string, unknown>>
} {
  return {
    pool,
    userName: user?.username ?? username,
    caller: { clientId: client.id, userAgent },
    request: {
      userAttributes: user === undefined ? {} : eventAttributes(pool, user),
      ...(isHidingUserExistence(client) ? { userNotFound: user === undefined } : {}),
    },
  }
}
