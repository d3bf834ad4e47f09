import { fault, findParameter, type AuthorizationStep } from '../authorization-draft.ts'
import { readResponseMode } from '../response-target.ts'

/** OAuth 2.0 Multiple Response Type Encoding Practices section 2.1: tokens never travel in the query. */
export const checkResponseMode: AuthorizationStep = (draft) => {
  const mode = readResponseMode(draft)
  if (mode === 'unsupported') return fault('invalid_request', 'Invalid response_mode')
  const isOfTokens = findParameter(draft, 'response_type') === 'token'
  return mode === 'query' && isOfTokens ? fault('invalid_request', 'response_mode query is for codes') : undefined
}
