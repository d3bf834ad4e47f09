import type { FirstStepEvent } from './factor.ts'
import { factors } from './factors.ts'
import { refused, type SignInRefusal } from './refusal-reason.ts'
import type { Challenge, FirstFactor } from './state.ts'

/** Where a sign-in stands that has proven nothing yet. */
export interface FirstPosition {
  readonly challenge: Challenge | undefined
  /** What there is to choose from; undefined where the flow leaves no choice. */
  readonly firstFactors: readonly FirstFactor[] | undefined
}

/** What may happen before any challenge. */
const beginnings: readonly FirstStepEvent['kind'][] = ['named', 'srp-begun']

/** The challenge that comes first, or next as long as nothing is proven. Proofs are for `machine.ts` to take. */
export function firstStep(
  { challenge, firstFactors }: FirstPosition,
  event: FirstStepEvent,
): Challenge | SignInRefusal {
  const allowed: readonly string[] = challenge ? factors[challenge.name].events : beginnings
  if (!allowed.includes(event.kind)) return refused('session-invalid')
  switch (event.kind) {
    case 'named':
      return firstChallenge(firstFactors ?? [], event.preferred)
    case 'first-factor-chosen':
      return firstFactors?.includes(event.factor) ? challengeOf(event.factor) : refused('parameter-invalid', 'ANSWER')
    case 'srp-begun':
      return firstFactors === undefined || firstFactors.includes('PASSWORD_SRP')
        ? { name: 'PASSWORD_VERIFIER', srp: event.srp }
        : refused('parameter-invalid', 'ANSWER')
  }
}

/** The preferred factor where it can be had, the only one there is, or the choice. */
function firstChallenge(choices: readonly FirstFactor[], preferred: string | undefined): Challenge {
  const [only, ...others] = choices
  const direct = choices.find((factor) => factor === preferred) ?? (others.length === 0 ? only : undefined)
  return direct === undefined ? { name: 'SELECT_CHALLENGE' } : challengeOf(direct)
}

function challengeOf(factor: FirstFactor): Challenge {
  return factor === 'EMAIL_OTP' ? { name: factor, isFirst: true } : { name: factor }
}
