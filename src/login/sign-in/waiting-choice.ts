import { methodsAmong } from '../view/page-methods.ts'
import type { PageRequest } from '../drawing/page.ts'
import type { WaitingChallenge } from './waiting-challenge.ts'

export type WaitingChoice = WaitingChallenge & { readonly choices: readonly string[] }

/** The sign-in by choice that has proven nothing yet, whatever it is being asked for at this moment. */
export function waitingChoice({ state }: PageRequest): WaitingChoice | undefined {
  if (state?.kind !== 'challenge' || state.choices === undefined) return undefined
  return { ...state, choices: state.choices }
}

/** Whether there is another way than the one that waits. */
export function hasOtherWays({ choices }: WaitingChoice): boolean {
  return methodsAmong(choices).length > 1
}
