import assert from 'node:assert/strict'
import { fc } from '../../fast-check.ts'
import { countFailure, endSessions, forgetFailures, refusals } from '../pool-model.ts'
import { administer, done } from './by-administrator.ts'
import { command } from './command.ts'
import { aName, aPassword, emailOf, isLimited, ofClient, someSession, type Step } from './step.ts'
import { withToken } from './with-token.ts'

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

export const passwordCommands = [
  command('change the password', fc.tuple(someSession, aPassword, aPassword), changePassword),
  command('forget the password', fc.tuple(aName, aPassword), forgetPassword),
  command('set a password', fc.tuple(aName, aPassword, fc.boolean()), setPassword),
  command('reset the password', fc.tuple(aName), resetPassword),
]
