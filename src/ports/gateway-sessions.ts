/** A browser that is signed in through the gateway's session integration, as it is stored. */
export interface GatewaySession {
  /** SHA-256 (base64url) of the cookie's value; the value itself is stored nowhere. */
  readonly idHash: string
  /** The session integration it belongs to: a cookie of one app is worth nothing to another. */
  readonly app: string
  /** Tokens, claims and CSRF token, sealed for this session. */
  readonly sealed: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
  /** The earlier of the idle and the absolute time-out. */
  readonly expiresAt: Date
  /** 1 at first; one more with each change. */
  readonly version: number
}

/**
 * Sessions of the gateway. Every write must be durable before it resolves, and seen by every node from then on: a
 * session that was deleted must not be found again, whatever writes were under way.
 */
export interface GatewaySessionStore {
  /** Expired sessions may still be found; the caller looks at the times. */
  find(idHash: string): Promise<GatewaySession | undefined>
  /** Adds a new session. Rejects where the id exists. */
  put(session: GatewaySession): Promise<void>
  /**
   * Replaces the session of the same id if its stored version is `expectedVersion`, in one atomic step. False where the
   * version is another or the session is gone; nothing is written then.
   */
  replace(session: GatewaySession, expectedVersion: number): Promise<boolean>
  /** Whether there was one to delete: of two who delete at once, one hears true. */
  delete(idHash: string): Promise<boolean>
  /** Deletes sessions whose `expiresAt` is not after `now`, and says how many. */
  deleteExpired(now: Date): Promise<number>
}
