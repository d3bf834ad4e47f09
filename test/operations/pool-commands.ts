import assert from 'node:assert/strict'
import fc from 'fast-check'
import { totpCode, totpStep } from '../../src/crypto/totp.ts'
import {
  countFailure,
  endSessions,
  forgetFailures,
  newUser,
  passwordVerdict,
  refusals,
  tokenVerdict,
  type PoolModel,
  type SessionModel,
  type UserModel,
} from './pool-model.ts'
import type { PoolUnderTest } from './pool-under-test.ts'

/** One thing that somebody does to the pool, done to the model and to the real one, whose answers must agree. */
type Step = (model: PoolModel, pool: PoolUnderTest) => Promise<void>

class Command implements fc.AsyncCommand<PoolModel, PoolUnderTest> {
  readonly label: string
  readonly step: Step

  constructor(label: string, step: Step) {
    this.label = label
    this.step = step
  }

  check(): boolean {
    return true
  }

  async run(model: PoolModel, pool: PoolUnderTest): Promise<void> {
    await this.step(model, pool)
    await assertAlike(model, pool)
  }

  toString(): string {
    return this.label
  }
}

const names = ['ann', 'bob'] as const
const passwords = ['Passw0rd!one', 'Passw0rd!two'] as const
const emailOf = (name: string): string => `${name}@example.com`

const aName = fc.constantFrom(...names, 'ann')
const aPassword = fc.constantFrom(...passwords)
const aGroup = fc.constantFrom('red', 'green')
const someSession = fc.nat({ max: 2 })
const shortWhile = fc.constantFrom(1, 2, 20, 600, 900, 3600)

const ofUser = ({ ids }: PoolUnderTest, Username: string) => ({ UserPoolId: ids.UserPoolId, Username })
const ofClient = ({ ids }: PoolUnderTest, Username: string) => ({ ClientId: ids.ClientId, Username })

function sessionAt({ sessions }: PoolModel, position: number): SessionModel | undefined {
  return sessions.length === 0 ? undefined : sessions[position % sessions.length]
}

function pass(model: PoolModel, pool: PoolUnderTest, seconds: number): void {
  model.now += seconds
  pool.ports.clock.advanceSeconds(seconds)
}

/** Every operation here has a limit by the hour, which the model leaves to the store: nothing happens past it. */
function isLimited(answer: unknown): boolean {
  return answer === refusals.limited
}

const signUp = (name: string, Password: string): Step =>
  async function signsUp(model, pool) {
    const UserAttributes = [{ Name: 'email', Value: emailOf(name) }]
    const answer = await pool.call('SignUp', { ...ofClient(pool, name), Password, UserAttributes })
    if (model.users.has(name)) return assert.equal(answer, 'UsernameExistsException: User already exists')
    assert.equal(answer.UserConfirmed, false)
    model.users.set(name, newUser(name, Password, 'UNCONFIRMED'))
  }

const confirm = (name: string, isByCode: boolean): Step =>
  async function confirms(model, pool) {
    const user = model.users.get(name)
    const ConfirmationCode = pool.codeFor(emailOf(name)) ?? '000000'
    const answer = isByCode
      ? await pool.call('ConfirmSignUp', { ...ofClient(pool, name), ConfirmationCode })
      : await pool.call('AdminConfirmSignUp', ofUser(pool, name))
    if (user === undefined) {
      const unknown = 'UserNotFoundException: Username/client id combination not found.'
      return assert.equal(answer, isByCode ? unknown : refusals.noUser)
    }
    if (isByCode && !user.isEnabled) return assert.equal(answer, refusals.disabled)
    if (user.status !== 'UNCONFIRMED') {
      return assert.equal(answer, `NotAuthorizedException: User cannot be confirmed. Current status is ${user.status}`)
    }
    // The code may be of an earlier life of the name, or old.
    if (isByCode && typeof answer === 'string') return assert.match(answer, /^(CodeMismatch|ExpiredCode|LimitExceeded)/)
    user.status = 'CONFIRMED'
    if (isByCode) user.isEmailVerified = true
  }

const signIn = (name: string, PASSWORD: string): Step =>
  async function signsIn(model, pool) {
    const user = model.users.get(name)
    const AuthParameters = { USERNAME: name, PASSWORD }
    const { ClientId } = pool.ids
    const answer = await pool.call('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters })
    const verdict = passwordVerdict(model, user, PASSWORD)
    if (verdict !== undefined || user === undefined) return assert.equal(answer, verdict)
    const result = await lastAnswer(model, pool, { user, answer })
    if (result === undefined) return
    forgetFailures(user)
    const { AccessToken, RefreshToken } = result.AuthenticationResult
    model.sessions.push({
      user,
      accessToken: AccessToken,
      accessTokenEndsAt: model.now + 3600,
      refreshToken: RefreshToken,
      isRevoked: false,
    })
  }

/** So often that it locks; then with a password that may be right. */
const guess = (name: string, password: string): Step =>
  async function guesses(model, pool) {
    for (let tries = 0; tries < 5; tries += 1) await signIn(name, 'Passw0rd!guessed')(model, pool)
    await signIn(name, password)(model, pool)
  }

/** Goes through the challenges that the model expects. */
async function lastAnswer(
  model: PoolModel,
  pool: PoolUnderTest,
  { user, answer }: { readonly user: UserModel; readonly answer: any },
): Promise<any> {
  const { ClientId } = pool.ids
  const respond = async (given: any, ChallengeResponses: object) =>
    pool.call('RespondToAuthChallenge', {
      ClientId,
      ChallengeName: given.ChallengeName,
      Session: given.Session,
      ChallengeResponses: { USERNAME: user.name, ...ChallengeResponses },
    })
  let given = answer
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    assert.equal(given.ChallengeName, 'NEW_PASSWORD_REQUIRED', JSON.stringify(given))
    const NEW_PASSWORD = passwords.find((each) => each !== user.password) ?? ''
    given = await respond(given, { NEW_PASSWORD })
    user.password = NEW_PASSWORD
    user.status = 'CONFIRMED'
  }
  if (user.app !== undefined) {
    assert.equal(given.ChallengeName, 'SOFTWARE_TOKEN_MFA', JSON.stringify(given))
    // Each code is good once.
    pass(model, pool, 30)
    given = await respond(given, { SOFTWARE_TOKEN_MFA_CODE: totpCode(user.app, totpStep(pool.ports.clock.now())) })
  }
  assert.ok(given.AuthenticationResult, JSON.stringify(given))
  return given
}

/** Some operations have no exception of their own for a user who is gone. */
function notAuthorized(refusal: string): string {
  return refusal.replace(/^\w+:/, 'NotAuthorizedException:')
}

/** What somebody does with an access token: `act` gets its user once the token is found to be good. */
const withToken = (
  position: number,
  ask: (session: SessionModel, pool: PoolUnderTest) => Promise<any>,
  act: (found: { model: PoolModel; pool: PoolUnderTest; session: SessionModel; answer: any }) => void | Promise<void>,
  { isOnlyNotAuthorized = false } = {},
): Step =>
  async function usesToken(model, pool) {
    const session = sessionAt(model, position)
    if (session === undefined) return
    const answer = await ask(session, pool)
    const verdict = tokenVerdict(model, session)
    if (verdict !== undefined) return assert.equal(answer, isOnlyNotAuthorized ? notAuthorized(verdict) : verdict)
    await act({ model, pool, session, answer })
  }

const refresh = (position: number): Step =>
  async function refreshes(model, pool) {
    const session = sessionAt(model, position)
    if (session === undefined) return
    const { user, refreshToken } = session
    const AuthParameters = { REFRESH_TOKEN: refreshToken }
    const { ClientId } = pool.ids
    const answer = await pool.call('InitiateAuth', { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters })
    const isThere = model.users.get(user.name) === user
    if (!isThere)
      return assert.equal(answer, 'NotAuthorizedException: The user has been deleted for the associated refresh token')
    if (!user.isEnabled) return assert.equal(answer, refusals.disabled)
    if (session.isRevoked) return assert.equal(answer, 'NotAuthorizedException: Refresh Token has been revoked')
    session.accessToken = answer.AuthenticationResult.AccessToken
    session.accessTokenEndsAt = model.now + 3600
  }

const changePassword = (position: number, PreviousPassword: string, ProposedPassword: string): Step =>
  withToken(
    position,
    ({ accessToken: AccessToken }, pool) =>
      pool.call('ChangePassword', { AccessToken, PreviousPassword, ProposedPassword }),
    ({ model, session: { user }, answer }) => {
      if (model.now < user.lockedUntil) return assert.equal(answer, refusals.locked)
      if (isLimited(answer)) return
      if (PreviousPassword !== user.password) {
        assert.equal(answer, refusals.incorrect)
        return countFailure(model, user)
      }
      assert.deepEqual(answer, {})
      user.password = ProposedPassword
      forgetFailures(user)
    },
  )

const forgetPassword = (name: string, Password: string): Step =>
  async function forgetsPassword(model, pool) {
    const user = model.users.get(name)
    const asked = await pool.call('ForgotPassword', ofClient(pool, name))
    if (user === undefined)
      return assert.equal(asked, 'UserNotFoundException: Username/client id combination not found.')
    if (!user.isEnabled) return assert.equal(asked, refusals.disabled)
    if (user.status !== 'FORCE_CHANGE_PASSWORD' && !user.isEmailVerified) {
      return assert.match(asked, /^InvalidParameterException: Cannot reset password for the user/)
    }
    if (user.status === 'FORCE_CHANGE_PASSWORD' || user.status === 'UNCONFIRMED') {
      return assert.equal(asked, 'NotAuthorizedException: User password cannot be reset in the current state.')
    }
    if (isLimited(asked)) return
    const ConfirmationCode = pool.codeFor(emailOf(name)) ?? ''
    const answer = await pool.call('ConfirmForgotPassword', { ...ofClient(pool, name), ConfirmationCode, Password })
    if (isLimited(answer)) return
    assert.deepEqual(answer, {})
    user.password = Password
    user.status = 'CONFIRMED'
    forgetFailures(user)
    endSessions(model, user)
  }

/** What an administrator does to a user who is there. */
const administer = (
  name: string,
  operation:
    | 'AdminSetUserPassword'
    | 'AdminResetUserPassword'
    | 'AdminDisableUser'
    | 'AdminEnableUser'
    | 'AdminDeleteUser'
    | 'AdminUserGlobalSignOut'
    | 'AdminAddUserToGroup'
    | 'AdminRemoveUserFromGroup'
    | 'AdminUpdateUserAttributes'
    | 'AdminDeleteSoftwareToken',
  input: object,
  act: (model: PoolModel, user: UserModel, answer: any) => void,
): Step =>
  async function administers(model, pool) {
    const answer = await pool.call(operation, { ...ofUser(pool, name), ...input })
    const user = model.users.get(name)
    if (user === undefined) return assert.equal(answer, refusals.noUser)
    act(model, user, answer)
  }

const done = (answer: unknown): void => assert.deepEqual(answer, {})

const setPassword = (name: string, Password: string, Permanent: boolean): Step =>
  administer(name, 'AdminSetUserPassword', { Password, Permanent }, (_, user, answer) => {
    done(answer)
    user.password = Password
    user.status = Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD'
    forgetFailures(user)
  })

const resetPassword = (name: string): Step =>
  administer(name, 'AdminResetUserPassword', {}, (model, user, answer) => {
    if (user.status === 'FORCE_CHANGE_PASSWORD') {
      return assert.equal(answer, 'NotAuthorizedException: User password cannot be reset in the current state.')
    }
    if (!user.isEmailVerified) return assert.match(answer, /^InvalidParameterException: Cannot reset password/)
    if (user.status === 'UNCONFIRMED') return assert.match(answer, /cannot be reset in the current state/)
    done(answer)
    user.status = 'RESET_REQUIRED'
    endSessions(model, user)
  })

const setUpApp = (position: number): Step =>
  withToken(
    position,
    ({ accessToken: AccessToken }, pool) => pool.call('AssociateSoftwareToken', { AccessToken }),
    async ({ model, pool, session, answer }) => {
      const { accessToken: AccessToken, user } = session
      pass(model, pool, 30)
      if (tokenVerdict(model, session) !== undefined) return
      const UserCode = totpCode(answer.SecretCode, totpStep(pool.ports.clock.now()))
      assert.deepEqual(await pool.call('VerifySoftwareToken', { AccessToken, UserCode }), { Status: 'SUCCESS' })
      const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true }
      done(await pool.call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings }))
      user.app = answer.SecretCode
    },
    { isOnlyNotAuthorized: true },
  )

/** Where every sequence begins: with somebody who is signed in, since most of what can be done needs one. */
export async function open(model: PoolModel, pool: PoolUnderTest): Promise<void> {
  const [password] = passwords
  const steps = [signUp('ann', password), confirm('ann', true), signIn('ann', password), signIn('ann', password)]
  for (const step of steps) await step(model, pool)
}

export const poolCommands: fc.Arbitrary<fc.AsyncCommand<PoolModel, PoolUnderTest>>[] = [
  command('sign up', fc.tuple(aName, aPassword), signUp),
  command('confirm', fc.tuple(aName, fc.boolean()), confirm),
  command('sign in', fc.tuple(aName, aPassword), signIn),
  command('guess', fc.tuple(aName, aPassword), guess),
  command('ask who it is', fc.tuple(someSession), (position) =>
    withToken(
      position,
      ({ accessToken: AccessToken }, pool) => pool.call('GetUser', { AccessToken }),
      ({ session: { user }, answer }) => assert.equal(answer.Username, user.name),
    ),
  ),
  command('refresh', fc.tuple(someSession), refresh),
  command('change the password', fc.tuple(someSession, aPassword, aPassword), changePassword),
  command('forget the password', fc.tuple(aName, aPassword), forgetPassword),
  command('set a password', fc.tuple(aName, aPassword, fc.boolean()), setPassword),
  command('reset the password', fc.tuple(aName), resetPassword),
  command('set up an app', fc.tuple(someSession), setUpApp),
  command('take the app away', fc.tuple(aName), (name) =>
    administer(name, 'AdminDeleteSoftwareToken', {}, (model, user, answer) => {
      if (user.status === 'UNCONFIRMED') return assert.equal(answer, refusals.unconfirmed)
      done(answer)
      user.app = undefined
      endSessions(model, user)
    }),
  ),
  command('disable', fc.tuple(aName), (name) =>
    administer(name, 'AdminDisableUser', {}, (model, user, answer) => {
      done(answer)
      user.isEnabled = false
      endSessions(model, user)
    }),
  ),
  command('enable', fc.tuple(aName), (name) =>
    administer(name, 'AdminEnableUser', {}, (_, user, answer) => {
      done(answer)
      user.isEnabled = true
    }),
  ),
  command('delete', fc.tuple(aName), (name) =>
    administer(name, 'AdminDeleteUser', {}, (model, _, answer) => {
      done(answer)
      model.users.delete(name)
    }),
  ),
  command('delete oneself', fc.tuple(someSession), (position) =>
    withToken(
      position,
      ({ accessToken: AccessToken }, pool) => pool.call('DeleteUser', { AccessToken }),
      ({ model, session, answer }) => {
        done(answer)
        model.users.delete(session.user.name)
      },
    ),
  ),
  command('sign out everywhere', fc.tuple(someSession), (position) =>
    withToken(
      position,
      ({ accessToken: AccessToken }, pool) => pool.call('GlobalSignOut', { AccessToken }),
      ({ model, session, answer }) => {
        done(answer)
        endSessions(model, session.user)
      },
      { isOnlyNotAuthorized: true },
    ),
  ),
  command('sign out everywhere, by an administrator', fc.tuple(aName), (name) =>
    administer(name, 'AdminUserGlobalSignOut', {}, (model, user, answer) => {
      done(answer)
      endSessions(model, user)
    }),
  ),
  command('revoke', fc.tuple(someSession), (position) => async (model, pool) => {
    const session = sessionAt(model, position)
    if (session === undefined) return
    done(await pool.call('RevokeToken', { ClientId: pool.ids.ClientId, Token: session.refreshToken }))
    session.isRevoked = true
  }),
  command('join', fc.tuple(aName, aGroup), (name, GroupName) =>
    administer(name, 'AdminAddUserToGroup', { GroupName }, (_, user) => void user.groups.add(GroupName)),
  ),
  command('leave', fc.tuple(aName, aGroup), (name, GroupName) =>
    administer(name, 'AdminRemoveUserFromGroup', { GroupName }, (_, user) => void user.groups.delete(GroupName)),
  ),
  command('name', fc.tuple(aName, fc.constantFrom('', 'Nick', 'Ñandú')), (name, nickname) =>
    administer(
      name,
      'AdminUpdateUserAttributes',
      { UserAttributes: [{ Name: 'nickname', Value: nickname }] },
      (_, user, answer) => {
        done(answer)
        user.nickname = nickname === '' ? undefined : nickname
      },
    ),
  ),
  command('wait', fc.tuple(shortWhile), (seconds) => async (model, pool) => pass(model, pool, seconds)),
]

function command<Arguments extends readonly unknown[]>(
  label: string,
  given: fc.Arbitrary<Arguments>,
  step: (...given: Arguments) => Step,
): fc.Arbitrary<fc.AsyncCommand<PoolModel, PoolUnderTest>> {
  return given.map((values) => new Command(`${label}(${values.join(', ')})`, step(...values)))
}

/** Everything that an administrator sees of the pool is what the model says. */
async function assertAlike(model: PoolModel, pool: PoolUnderTest): Promise<void> {
  for (const name of names) {
    const answer = await pool.call('AdminGetUser', ofUser(pool, name))
    const user = model.users.get(name)
    if (user === undefined) {
      assert.equal(answer, refusals.noUser)
      continue
    }
    const attributes: Record<string, string> = Object.fromEntries(
      answer.UserAttributes.map(({ Name, Value }: { Name: string; Value: string }) => [Name, Value]),
    )
    assert.deepEqual(
      {
        status: answer.UserStatus,
        isEnabled: answer.Enabled,
        isEmailVerified: attributes.email_verified === 'true',
        nickname: attributes.nickname,
        hasApp: answer.UserMFASettingList?.includes('SOFTWARE_TOKEN_MFA') ?? false,
      },
      {
        status: user.status,
        isEnabled: user.isEnabled,
        isEmailVerified: user.isEmailVerified,
        nickname: user.nickname,
        hasApp: user.app !== undefined,
      },
      name,
    )
    const { Groups } = await pool.call('AdminListGroupsForUser', ofUser(pool, name))
    const groups = Groups.map(({ GroupName }: { GroupName: string }) => GroupName)
    assert.deepEqual(groups.toSorted(), [...user.groups].toSorted(), `groups of ${name}`)
  }
}
