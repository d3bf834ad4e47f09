/** What a user pool must come to by any sequence of operations, in as few words as there are. */
export interface PoolModel {
  now: number
  readonly users: Map<string, UserModel>
  readonly sessions: SessionModel[]
}

export interface UserModel {
  readonly name: string
  status: 'UNCONFIRMED' | 'CONFIRMED' | 'RESET_REQUIRED' | 'FORCE_CHANGE_PASSWORD'
  isEnabled: boolean
  password: string
  isEmailVerified: boolean
  nickname: string | undefined
  readonly groups: Set<string>
  /** The secret of the authenticator app that is asked for at sign-in. */
  app: string | undefined
  failures: number
  lastFailureAt: number
  lockedUntil: number
}

export interface SessionModel {
  /** The very user: one who is deleted and made again is another. */
  readonly user: UserModel
  accessToken: string
  accessTokenEndsAt: number
  readonly refreshToken: string
  isRevoked: boolean
}

export const refusals = {
  incorrect: 'NotAuthorizedException: Incorrect username or password.',
  locked: 'NotAuthorizedException: Password attempts exceeded',
  disabled: 'NotAuthorizedException: User is disabled.',
  unconfirmed: 'UserNotConfirmedException: User is not confirmed.',
  mustReset: 'PasswordResetRequiredException: Password reset required for the user',
  noUser: 'UserNotFoundException: User does not exist.',
  revoked: 'NotAuthorizedException: Access Token has been revoked',
  expired: 'NotAuthorizedException: Access Token has expired',
  replaced: 'NotAuthorizedException: Invalid access token.',
  limited: 'LimitExceededException: Attempt limit exceeded, please try after some time.',
} as const

export function newUser(name: string, password: string, status: UserModel['status']): UserModel {
  return {
    name,
    status,
    isEnabled: true,
    password,
    isEmailVerified: false,
    nickname: undefined,
    groups: new Set(),
    app: undefined,
    failures: 0,
    lastFailureAt: 0,
    lockedUntil: 0,
  }
}

/** The contract, section 5: from the fifth failure on 1, 2, 4 … seconds; forgotten after fifteen minutes of peace. */
export function countFailure(model: PoolModel, user: UserModel): void {
  if (model.now - user.lastFailureAt >= 900) user.failures = 0
  user.failures += 1
  user.lastFailureAt = model.now
  if (user.failures >= 5) user.lockedUntil = model.now + Math.min(2 ** (user.failures - 5), 900)
}

export function forgetFailures(user: UserModel): void {
  user.failures = 0
  user.lockedUntil = 0
}

export function endSessions(model: PoolModel, user: UserModel): void {
  for (const session of model.sessions) if (session.user === user) session.isRevoked = true
}

/** What a password brings about: a refusal, or undefined where it is the right one. */
export function passwordVerdict(model: PoolModel, user: UserModel | undefined, password: string): string | undefined {
  if (user === undefined) return refusals.noUser
  if (model.now < user.lockedUntil) return refusals.locked
  if (!user.isEnabled) return refusals.disabled
  if (password !== user.password) {
    countFailure(model, user)
    return refusals.incorrect
  }
  if (user.status === 'UNCONFIRMED') return refusals.unconfirmed
  return user.status === 'RESET_REQUIRED' ? refusals.mustReset : undefined
}

/** What keeps an access token from working. */
export function tokenVerdict(model: PoolModel, { user, ...session }: SessionModel): string | undefined {
  if (model.now >= session.accessTokenEndsAt) return refusals.expired
  const holder = model.users.get(user.name)
  if (holder === undefined) return refusals.noUser
  if (holder !== user) return holder.status === 'UNCONFIRMED' ? refusals.unconfirmed : refusals.replaced
  if (!user.isEnabled) return refusals.disabled
  return session.isRevoked ? refusals.revoked : undefined
}
