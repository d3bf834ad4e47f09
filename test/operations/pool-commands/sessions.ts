import assert from 'node:assert/strict'
import { fc } from '../../fast-check.ts'
import { totpCode, totpStep } from '../../../src/crypto/totp.ts'
import {
  endSessions,
  forgetFailures,
  passwordVerdict,
  refusals,
  type PoolModel,
  type UserModel,
} from '../pool-model.ts'
import type { PoolUnderTest } from '../pool-under-test.ts'
import { administer, done } from './by-administrator.ts'
import { command } from './command.ts'
import { aName, aPassword, pass, passwords, sessionAt, someSession, type Step } from './step.ts'
import { withToken } from './with-token.ts'

export const signIn = (name: string, PASSWORD: string): Step =>
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

export const sessionCommands = [
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
]
