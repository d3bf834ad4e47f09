/** Lets its bearer register clients (cognito-web contract, section 2.9). */
export const registrationScope = 'aws.cognito/dcr/register'

const reservedScopes: readonly string[] = [
  'openid',
  'email',
  'phone',
  'profile',
  'aws.cognito.signin.user.admin',
  registrationScope,
]

/** These choose what an ID token says, so Cognito grants them beside `openid` only. */
export const scopesNeedingOpenId: readonly string[] = ['email', 'phone', 'profile']

export interface CustomScope {
  /** Of the resource server; may itself have slashes. */
  readonly identifier: string
  readonly name: string
}

/** What a resource server's scope is made of; undefined for Cognito's own. */
export function customScope(scope: string): CustomScope | undefined {
  if (reservedScopes.includes(scope)) return undefined
  const slash = scope.lastIndexOf('/')
  return { identifier: scope.slice(0, Math.max(slash, 0)), name: scope.slice(slash + 1) }
}
