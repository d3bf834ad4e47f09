import { isOAuthFlowAllowed } from '../../../domain/authorization/oauth-flows.ts'
import { fault, findParameter, type AuthorizationStep } from '../authorization-draft.ts'

/** The client must be one for OAuth at all, and be allowed what its response type means. */
export const checkClientFlow: AuthorizationStep = (draft) => {
  const flow = findParameter(draft, 'response_type') === 'token' ? 'implicit' : 'code'
  if (isOAuthFlowAllowed(draft.client, flow)) return undefined
  return fault('unauthorized_client', 'The client is not allowed this response_type')
}
