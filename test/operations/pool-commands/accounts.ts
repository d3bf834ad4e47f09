import assert from 'node:assert/strict'
import { fc } from '../../fast-check.ts'
import { endSessions, newUser, refusals } from '../pool-model.ts'
import { administer, done } from './by-administrator.ts'
import { command } from './command.ts'
import { aGroup, aName, aPassword, emailOf, ofClient, ofUser, someSession, type Step } from './step.ts'
import { withToken } from './with-token.ts'

export const signUp = (name: string, Password: string): Step =>
  async function signsUp(model, pool) {
    const UserAttributes = [{ Name: 'email', Value: emailOf(name) }]
    const answer = await pool.call('SignUp', { ...ofClient(pool, name), Password, UserAttributes })
    if (model.users.has(name)) return assert.equal(answer, 'UsernameExistsException: User already exists')
    assert.equal(answer.UserConfirmed, false)
    model.users.set(name, newUser(name, Password, 'UNCONFIRMED'))
  }

export const confirm = (name: string, isByCode: boolean): Step =>
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

export const accountCommands = [
  command('sign up', fc.tuple(aName, aPassword), signUp),
  command('confirm', fc.tuple(aName, fc.boolean()), confirm),
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
]
