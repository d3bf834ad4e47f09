import { refused, type SignInRefusal, type SignInRefusalReason } from '../../domain/sign-in/refusal-reason.ts'
import type { TriggerException, TriggerFailure } from './run-trigger.ts'

const reasons: Readonly<Record<TriggerException, SignInRefusalReason>> = {
  UserLambdaValidationException: 'trigger-refused',
  InvalidLambdaResponseException: 'trigger-answer-invalid',
  UnexpectedLambdaException: 'trigger-unavailable',
  InvalidParameterException: 'message-invalid',
}

/** The end of a sign-in that a trigger did not let pass. */
export function refusedByTrigger({ exception, message }: TriggerFailure): SignInRefusal {
  return refused(reasons[exception], message)
}

export function isOfTrigger({ reason }: SignInRefusal): boolean {
  return Object.values(reasons).includes(reason)
}
