import { fault, findParameter, type AuthorizationStep } from '../authorization-draft.ts'

const localhost = /^http:\/\/localhost(?=[:/?]|$)/
const webScheme = /^https?:/i

/** Cognito: one resource, `https`, `http://localhost` or an app's own scheme (cognito-web contract, section 4.4). */
export const checkResource: AuthorizationStep = (draft) => {
  const resource = findParameter(draft, 'resource')
  if (resource === undefined || isResource(resource)) return undefined
  return fault('invalid_target', 'Invalid resource')
}

/** RFC 8707 section 2: an absolute URI without a fragment. */
function isResource(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0020\u007f#]/.test(text) || !URL.canParse(text)) return false
  return text.startsWith('https://') || localhost.test(text) || !webScheme.test(text)
}
