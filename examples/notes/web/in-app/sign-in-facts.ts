import type { Step } from './app.ts'

export interface SignInFacts {
  readonly username: string
  readonly done: Step
  /** Where a sign-in begins again. */
  readonly restart: Step
}
