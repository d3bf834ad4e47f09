import assert from 'node:assert/strict'
import { fc } from '../../fast-check.ts'
import { totpCode, totpStep } from '../../../src/crypto/totp.ts'
import { endSessions, refusals, tokenVerdict } from '../pool-model.ts'
import { administer, done } from './by-administrator.ts'
import { command } from './command.ts'
import { aName, pass, someSession, type Step } from './step.ts'
import { withToken } from './with-token.ts'

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

export const authenticatorAppCommands = [
  command('set up an app', fc.tuple(someSession), setUpApp),
  command('take the app away', fc.tuple(aName), (name) =>
    administer(name, 'AdminDeleteSoftwareToken', {}, (model, user, answer) => {
      if (user.status === 'UNCONFIRMED') return assert.equal(answer, refusals.unconfirmed)
      done(answer)
      user.app = undefined
      endSessions(model, user)
    }),
  ),
]
