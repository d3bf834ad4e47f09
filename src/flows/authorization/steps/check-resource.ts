import { isResourceIndicator } from '../../../domain/authorization/resource-indicator.ts'
import { fault, findParameter, type AuthorizationStep } from '../authorization-draft.ts'

/** Cognito: one resource at most. */
export const checkResource: AuthorizationStep = (draft) => {
  const resource = findParameter(draft, 'resource')
  if (resource === undefined || isResourceIndicator(resource)) return undefined
  return fault('invalid_target', 'Invalid resource')
}
