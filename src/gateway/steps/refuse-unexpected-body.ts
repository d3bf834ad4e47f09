import { badRequest } from '../responses/bad-request.ts'
import type { Step } from './step.ts'

const BODILESS_METHODS = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS'])

/** A body where backends expect none is where they and we may disagree on what the next request is (GW-01). */
export const refuseUnexpectedBody: Step = ({ definition, match, request }, _, { bodyOnAnyMethod }) => {
  if (!request.hasBody || !BODILESS_METHODS.has(request.method)) return undefined
  if (bodyOnAnyMethod.has(`${definition.apiId}/${match.route.id}`)) return undefined
  return badRequest(`body on ${request.method}`)
}
