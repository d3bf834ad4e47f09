/** What makes a password easy to guess, the gravest of it. */
export type PasswordWeakness = 'common' | 'words' | 'pattern' | 'date' | 'short'

export interface PasswordStrength {
  /** From 0, among the first guesses, to 4. */
  readonly score: 0 | 1 | 2 | 3 | 4
  /** Undefined where there is nothing to better. */
  readonly weakness: PasswordWeakness | undefined
}

/** Estimates how hard a password is to guess. It decides nothing: what a pool takes is its policy's to say. */
export interface PasswordMeter {
  /**
   * Undefined where there is no time for it: the work is bounded for everybody and for each who asks, so that passwords which
   * are slow to judge slow nobody else down. Never rejects, and keeps nothing of what it was given.
   */
  measure(question: {
    readonly password: string
    /** What belongs to the account, and is no secret. */
    readonly ownWords: readonly string[]
    /** The network address that asks. */
    readonly from: string
    /** Whoever waits longer does without. */
    readonly withinMilliseconds: number
  }): Promise<PasswordStrength | undefined>
}
