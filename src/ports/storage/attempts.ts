import type { LockoutPolicy } from '../../domain/passwords/lockout-policy.ts'

/** Throttled things other than guessing a password; each has its own counter per subject. */
export type ThrottledAction =
  | 'forgot-password'
  | 'confirm-forgot-password'
  | 'resend-confirmation-code'
  | 'confirm-sign-up'
  | 'change-password'
  | 'get-attribute-code'
  | 'verify-attribute'
  | 'mfa-code'
  | 'session-guess'
  | 'register-client'
  | 'begin-federated-sign-in'
  | 'begin-device-grant'
  | 'device-code'
  | 'device-code-of-browser'
  | 'unproven-form'

export interface AttemptQueries {
  /** The end of the lock that is in force at `now`, if any. Subjects of unknown users work alike. */
  findLock(poolId: string, subject: string, now: Date): Promise<Date | undefined>
  /** Wrong answers in a row that no pause has made forgotten, as `forgetAfterSeconds` of the policy has it. */
  countFailures(poolId: string, subject: string, now: Date): Promise<number>
}

export type AttemptWrite =
  /** Guard `not-locked`. Counts the failure and sets the next lock by `policy`. */
  | {
      readonly write: 'recordFailure'
      readonly poolId: string
      readonly subject: string
      readonly policy: LockoutPolicy
      readonly now: Date
    }
  /** Guard `not-locked`: a right answer during a lock does not count. */
  | { readonly write: 'clearFailures'; readonly poolId: string; readonly subject: string; readonly now: Date }
  /** Unconditional: a reset of the password by an administrator or by code lifts the lock. */
  | { readonly write: 'unlock'; readonly poolId: string; readonly subject: string }
  /** Guard `under-limit`: fewer than `limit` in the window that began with the first of them. */
  | {
      readonly write: 'countAttempt'
      readonly poolId: string
      readonly subject: string
      readonly action: ThrottledAction
      readonly limit: number
      readonly windowSeconds: number
      readonly now: Date
    }
