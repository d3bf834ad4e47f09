/** Where and when a session was used last. */
export interface SessionActivity {
  readonly at: Date
  readonly ipAddress: string
  readonly userAgent: string | undefined
}

/** What makes a token family, or a browser's session, one that its user can see and end by itself. */
export interface SessionTrack {
  /** `tkn` or `sso`, and 25 lowercase letters and digits. */
  readonly sessionId: string
  readonly createdAt: Date
  readonly lastActive: SessionActivity
}
