/** Requests a second that Cognito serves by default, by category (contract, section 5). */
const defaults: Readonly<Record<string, number>> = {
  UserAuthentication: 120,
  UserCreation: 50,
  UserFederation: 25,
  UserAccountRecovery: 30,
  UserRead: 120,
  UserUpdate: 25,
  UserToken: 120,
  UserResourceRead: 50,
  UserResourceUpdate: 25,
  UserList: 30,
  UserPoolRead: 15,
  UserPoolUpdate: 15,
  UserPoolResourceRead: 20,
  UserPoolResourceUpdate: 15,
  ClientRead: 15,
  ClientUpdate: 15,
  ClientAuthentication: 150,
  LimitManagement: 1,
}

/** No source tells how far AWS lets an account go. */
const mostTimesDefault = 10

/** Cognito: managed by AWS alone. */
const fixed = new Set(['LimitManagement'])

export interface LimitRange {
  readonly free: number
  readonly most: number
}

/** What may be asked for in a category; undefined for one that Cognito does not have. */
export function limitRange(category: string): LimitRange | undefined {
  const free = Object.hasOwn(defaults, category) ? defaults[category] : undefined
  return free === undefined ? undefined : { free, most: fixed.has(category) ? free : free * mostTimesDefault }
}
