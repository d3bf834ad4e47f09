import { fault, type AuthorizationStep } from '../authorization-draft.ts'

/** RFC 6749 section 3.1: parameters must not be included more than once. */
export const refuseRepeatedParameters: AuthorizationStep = ({ parameters }) => {
  const [repeated] = parameters.duplicates
  return repeated === undefined ? undefined : fault('invalid_request', 'A parameter is repeated')
}
