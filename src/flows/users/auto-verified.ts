import type { Refuse } from '../../contract/refusal.ts'
import type { User } from '../../domain/users/user.ts'
import type { PreSignUpResponse } from '../triggers/pre-sign-up.ts'
import type { TriggerException } from '../triggers/run-trigger.ts'

/** The attributes of a person whose addresses a pre sign-up trigger vouches for. It cannot for one that is not there. */
export function autoVerified(
  refuse: Refuse<TriggerException>,
  attributes: User['attributes'],
  decision: PreSignUpResponse | undefined,
): User['attributes'] {
  const vouched = [
    ...(decision?.autoVerifyEmail ? ['email'] : []),
    ...(decision?.autoVerifyPhone ? ['phone_number'] : []),
  ]
  const missing = vouched.find((name) => !attributes[name])
  if (missing !== undefined) {
    throw refuse('InvalidLambdaResponseException', `Invalid lambda function output : user has no ${missing} to verify`)
  }
  return { ...attributes, ...Object.fromEntries(vouched.map((name) => [`${name}_verified`, 'true'])) }
}
