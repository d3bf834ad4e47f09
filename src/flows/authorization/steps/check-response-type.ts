import { fault, findParameter, type AuthorizationStep } from '../authorization-draft.ts'

/** Cognito: `code` or `token`, and no combination of them (cognito-web contract, section 2.1). */
export const checkResponseType: AuthorizationStep = (draft) => {
  const responseType = findParameter(draft, 'response_type')
  if (responseType === 'code' || responseType === 'token') return undefined
  return fault('invalid_request', responseType === undefined ? 'response_type is missing' : 'Invalid response_type')
}
