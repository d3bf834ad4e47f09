import { hasStepUp } from '../read-step-up.ts'
import { fault, findParameter, type AuthorizationStep } from '../authorization-draft.ts'

/** OpenID Connect Core section 3.1.2.1: a number of seconds. */
export const checkMaxAge: AuthorizationStep = (draft) => {
  const maxAge = findParameter(draft, 'max_age')
  if (maxAge === undefined || !hasStepUp(draft) || /^[0-9]{1,9}$/.test(maxAge)) return undefined
  return fault('invalid_request', 'Invalid max_age')
}
