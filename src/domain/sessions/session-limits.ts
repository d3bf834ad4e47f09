import type { AppClient } from '../app-clients/app-client.ts'
import type { ClientSessions } from '../app-clients/client-sessions.ts'
import type { PoolSessions } from '../user-pools/pool-sessions.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

const defaultMostPerUser = 20
const defaultReuseMinutes = 60
const minuteMilliseconds = 60_000

/** With tracking, a client may reuse a browser's session for 90 days; without it, none does for longer than an hour. */
const longestReuseMinutes = 129_600

/** Cognito lists at most 125 sessions of a user, of which 100 are token sessions. */
export const mostLoginSessions = 25

export function poolSessions({ sessions }: Pick<UserPool, 'sessions'>): PoolSessions {
  return sessions ?? { UserSessionTracking: 'DISABLED', TokenSession: { MaxPerUser: defaultMostPerUser } }
}

export function clientSessions({ sessions }: Pick<AppClient, 'sessions'>): ClientSessions {
  return sessions ?? { SSOSession: { MaxValidityMinutes: defaultReuseMinutes } }
}

export function isTrackingSessions(pool: Pick<UserPool, 'sessions'>): boolean {
  return poolSessions(pool).UserSessionTracking === 'ENABLED'
}

/** How many token sessions a user may have at once. */
export function mostTokenSessions(pool: Pick<UserPool, 'sessions'>): number {
  return poolSessions(pool).TokenSession?.MaxPerUser ?? defaultMostPerUser
}

/** When a browser's session ends that begins now. */
export function loginSessionEnd(pool: UserPool, authenticatedAt: Date): Date {
  return after(authenticatedAt, isTrackingSessions(pool) ? longestReuseMinutes : defaultReuseMinutes)
}

/** Until when this client signs a person in by the browser's session, without asking. */
export function reuseEnd(pool: UserPool, client: AppClient, authenticatedAt: Date): Date {
  // Cognito: clients keep their settings while tracking is off, but they do nothing.
  const own = isTrackingSessions(pool) ? clientSessions(client).SSOSession?.MaxValidityMinutes : undefined
  return after(authenticatedAt, own ?? defaultReuseMinutes)
}

function after(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() + minutes * minuteMilliseconds)
}
