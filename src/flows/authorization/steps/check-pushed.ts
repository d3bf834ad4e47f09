import { extraOf } from '../../../domain/extras/extras.ts'
import { fault, type AuthorizationStep } from '../authorization-draft.ts'

/** RFC 9126 section 5: what this client wants must come from itself, not through the browser. */
export const checkPushed: AuthorizationStep = ({ domain, client, isOurs, isPushed }) => {
  if (isOurs || isPushed || !extraOf(domain.pool, 'require-pushed-requests', client)) return undefined
  return fault('invalid_request', 'The request must be pushed')
}
