/** What threat protection says of a password. */
export interface CompromiseVerdict {
  readonly isCompromised: boolean
  /** Whether the pool wants it kept out. */
  readonly isBlocked: boolean
}
