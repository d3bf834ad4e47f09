import type { GroupClaims } from './token-claims-groups.ts'
import type { Claims } from './token-claims.ts'

/** What a pre token generation trigger changes about the claims of one token. */
export interface ClaimChanges {
  readonly add: Claims
  readonly suppress: readonly string[]
}

/** What it changes about the tokens of one issue. */
export interface TokenCustomization {
  readonly idToken: ClaimChanges
  readonly accessToken: ClaimChanges
  readonly scopesToAdd: readonly string[]
  readonly scopesToSuppress: readonly string[]
  /** In the place of what the user's groups say; undefined leaves that alone. */
  readonly groups: GroupClaims | undefined
}

const nothing: ClaimChanges = { add: {}, suppress: [] }

/** The tokens as they are. */
export const notCustomized: TokenCustomization = {
  idToken: nothing,
  accessToken: nothing,
  scopesToAdd: [],
  scopesToSuppress: [],
  groups: undefined,
}

/** Cognito: claims that no trigger changes, and what it does to them is ignored (cognito-api contract, section 4.3). */
const fixed: readonly string[] = [
  'acr',
  'amr',
  'at_hash',
  'aud',
  'auth_time',
  'azp',
  'cnf',
  'cognito:username',
  'exp',
  'iat',
  'identities',
  'iss',
  'jti',
  'nbf',
  'nonce',
  'origin_jti',
  'sub',
  'token_use',
]
/** `scope` has members of its own in the trigger's answer. */
const fixedInAccessToken: readonly string[] = [
  ...fixed,
  'client_id',
  'device_key',
  'event_id',
  'scope',
  'username',
  'version',
]

/** The claims of an ID token as a trigger wants them. */
export function customizedIdClaims(claims: Claims, { idToken, groups }: TokenCustomization): Claims {
  return changed(groups === undefined ? claims : replaced(claims, { ...groups }), idToken, fixed)
}

/** The claims of an access token as a trigger wants them. */
export function customizedAccessClaims(claims: Claims, customization: TokenCustomization): Claims {
  const { accessToken, groups, scopesToAdd, scopesToSuppress } = customization
  const own = groups === undefined ? claims : replaced(claims, { 'cognito:groups': groups['cognito:groups'] })
  const granted = typeof own.scope === 'string' ? own.scope : ''
  const scopes = granted.split(' ').filter((scope) => scope !== '' && !scopesToSuppress.includes(scope))
  const added = scopesToAdd.filter((scope) => !scopesToSuppress.includes(scope))
  const scope = [...new Set([...scopes, ...added])].join(' ')
  return changed({ ...own, scope }, accessToken, fixedInAccessToken)
}

/** Cognito: what a function both adds and suppresses is suppressed. */
function changed(claims: Claims, { add, suppress }: ClaimChanges, untouchable: readonly string[]): Claims {
  const gone = new Set(suppress.filter((name) => !untouchable.includes(name)))
  const added = Object.entries(add).filter(([name]) => !untouchable.includes(name))
  return Object.fromEntries([...Object.entries(claims), ...added].filter(([name]) => !gone.has(name)))
}

function replaced(claims: Claims, values: Claims): Claims {
  return Object.fromEntries(Object.entries({ ...claims, ...values }).filter(([, value]) => value !== undefined))
}
