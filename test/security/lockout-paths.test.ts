import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { factors } from '../../src/domain/sign-in/factors.ts'
import { federationRoutes } from '../../src/federation/routes.ts'
import { accountCentreRoutes } from '../../src/login/account/routes.ts'
import { loginRoutes } from '../../src/login/routes.ts'
import { oauthRoutes } from '../../src/oauth/routes.ts'
import { flowStarts } from '../../src/operations/auth/flow-starts.ts'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { openGuessing, rightPassword, wentOn, type Guessing } from './guessing-paths.ts'
import { openInstallation, type Installation } from './installation.ts'
import { jsonOf, outcomeOf } from './surface.ts'
import { findGaps } from './lockout-gaps.ts'
import { openSettingsUp } from './set-up-paths.ts'
import { exceeded, givenAlice, guess } from './lockout-alice.ts'

async function everyGuessing(on: Installation): Promise<readonly Guessing[]> {
  return [await openGuessing(on), ...(await openSettingsUp(on))]
}

describe('the lock', () => {
  test('is tried at every flow, factor, page and endpoint where a sign-in goes on', async () => {
    await using on = await openInstallation()
    const tried = new Set((await everyGuessing(on)).flatMap(({ paths }) => [...paths.keys()]))
    const started = Object.entries(flowStarts).flatMap(([flow, start]) => (start ? [flow] : []))
    const posts = [...loginRoutes, ...federationRoutes, ...oauthRoutes]
      .filter(({ method }) => method === 'POST')
      .map(({ path }) => path)
    // The first step of SRP is the way to PASSWORD_VERIFIER; codes are redeemed at the token endpoint.
    const elsewhere = ['USER_SRP_AUTH', '/oauth2/token', ...withoutSignIn]
    const places = [...started, ...Object.keys(factors), ...posts]
    assert.deepEqual(
      places.filter((place) => !tried.has(place) && !elsewhere.includes(place)),
      [],
    )
  })

  test('counts guesses at all of them together, and bars them all, token issue too', async () => {
    await using on = await openInstallation()
    for (const guessing of await everyGuessing(on)) {
      assert.deepEqual(await findGaps(guessing), [])
      for (const [name, { right }] of guessing.paths) {
        // A lock sends that page back to the start, so there is nothing left to go on with.
        if (name === '/mfaSetup') continue
        const reply = await right()
        assert.ok(wentOn(reply), `${name} does not go on after the lock: ${reply.status} ${reply.body.slice(0, 200)}`)
      }
    }
  })

  test('leaves a session alone that began before (AUTHN-09)', async () => {
    await using on = await openInstallation()
    const given = await givenAlice(on)
    const { app } = given
    const { AccessToken, RefreshToken } = jsonOf(await app.withPassword('alice', rightPassword)).AuthenticationResult
    await guess(given, 5)
    assert.equal(outcomeOf(await app.withPassword('alice', rightPassword)), exceeded)
    const AuthParameters = { REFRESH_TOKEN: RefreshToken }
    const refresh = { ClientId: app.client.id, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters }
    assert.equal(outcomeOf(await on.operate('InitiateAuth', refresh)), 'ok')
    assert.equal(outcomeOf(await on.operate('GetUser', { AccessToken })), 'ok')
  })
})

/** Pages and endpoints where nobody signs in. */
const withoutSignIn = [
  // Who comes there has signed in; those of them that take a password or a code count its guesses themselves.
  ...accountCentreRoutes.map(({ path }) => path),
  '/authEventFeedback',
  // They ask for no proof of a person: who is to be asked there has signed in.
  '/device',
  '/device/allow',
  '/oauth2/device_authorization',
  '/confirm',
  '/consent',
  '/confirmUser',
  '/confirmforgotPassword',
  '/forgotPassword',
  '/logout',
  // The same request by GET, and the same sent ahead.
  '/oauth2/authorize',
  '/oauth2/introspect',
  '/oauth2/par',
  // What a provider vouches for, nobody can guess here.
  '/oauth2/idpresponse',
  '/oauth2/register',
  '/oauth2/revoke',
  '/oauth2/userInfo',
  '/organisation',
  '/passkeys/add',
  '/passwordStrength',
  '/resendcode',
  '/saml2/idpresponse',
  '/saml2/logout',
  '/saml2/metadata',
  '/signup',
]

describe('the harness', () => {
  test('finds factors whose guesses are not counted', async () => {
    const uncounted = (ports: TestPorts): TestPorts => ({
      ...ports,
      storage: {
        ...ports.storage,
        commit: (writes) => {
          const isOfCode = writes.some((each) => each.write === 'countAttempt' && each.action === 'session-guess')
          return ports.storage.commit(isOfCode ? writes.filter(({ write }) => write !== 'recordFailure') : writes)
        },
      },
    })
    await using on = await openInstallation({ through: uncounted })
    assert.match((await findGaps(await openGuessing(on))).join('\n'), /five of .*SMS_MFA.* do not lock/)
  })

  test('finds a lock that is looked at where a sign-in begins, and not where it ends', async () => {
    const forgetful = (ports: TestPorts): TestPorts => {
      let isBeginning = false
      const { attempts, users } = ports.storage
      const findByAlias: typeof users.findByAlias = async (poolId, aliases) => {
        isBeginning = true
        return users.findByAlias(poolId, aliases)
      }
      const findLock: typeof attempts.findLock = async (poolId, subject, now) => {
        const found = isBeginning ? await attempts.findLock(poolId, subject, now) : undefined
        isBeginning = false
        return found
      }
      const commit: TestPorts['storage']['commit'] = (writes) =>
        ports.storage.commit(writes.filter(({ write }) => write !== 'clearFailures'))
      const storage = {
        ...ports.storage,
        users: { ...users, findByAlias },
        attempts: { ...attempts, findLock },
        commit,
      }
      return { ...ports, storage }
    }
    await using on = await openInstallation({ through: forgetful })
    const gaps = (await findGaps(await openGuessing(on))).join('\n')
    for (const name of ['EMAIL_OTP', 'DEVICE_PASSWORD_VERIFIER', '/mfa', 'an authorization code'])
      assert.ok(gaps.includes(`${name} goes on during the lock`), name)
  })
})
