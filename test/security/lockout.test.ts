import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { systemRandom } from '../../src/adapters/system/random.ts'
import { openStore } from '../../src/compose/ports/open-store.ts'
import { lockoutPolicy } from '../../src/domain/passwords/lockout-policy.ts'
import { factors } from '../../src/domain/sign-in/factors.ts'
import { federationRoutes } from '../../src/federation/routes.ts'
import { accountCentreRoutes } from '../../src/login/account/routes.ts'
import { loginRoutes } from '../../src/login/routes.ts'
import { oauthRoutes } from '../../src/oauth/routes.ts'
import { flowStarts } from '../../src/operations/auth/flow-starts.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { hasPostgres, noPostgres, startPostgresServer, type PostgresServer } from '../storage/postgres-server.ts'
import { givenAccounts } from './account-kinds.ts'
import { openApp, type App } from './app.ts'
import { openGuessing, openSignIn, rightPassword, wentOn, wrongPassword, type Guessing } from './guessing-paths.ts'
import { openInstallation, type Installation } from './installation.ts'
import { jsonOf, outcomeOf } from './surface.ts'
import { findGaps } from './lockout-gaps.ts'
import { openSettingsUp } from './set-up-paths.ts'

const incorrect = 'NotAuthorizedException: Incorrect username or password.'
const exceeded = 'NotAuthorizedException: Password attempts exceeded'

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

interface Given {
  readonly app: App
  readonly sub: string
}

async function givenAlice(on: Installation): Promise<Given> {
  const pool = await givenPool(on.ports, { configuration: { AutoVerifiedAttributes: ['email'] } })
  const client = await givenClient(on.ports, pool)
  const attributes = { email: 'alice@example.com', email_verified: 'true' }
  const { sub } = await givenUser(on.ports, pool, { attributes, password: rightPassword })
  return { app: openApp(on, { pool, client }), sub }
}

async function guess({ app }: Given, times = 1): Promise<readonly string[]> {
  const outcomes: string[] = []
  for (let time = 0; time < times; time += 1) outcomes.push(outcomeOf(await app.withPassword('alice', wrongPassword)))
  return outcomes
}

describe('a lock', () => {
  test('lasts 1 s from the fifth failure on, and twice as long each time up to 15 minutes, at every path', async () => {
    await using on = await openInstallation()
    const given = await givenAlice(on)
    const { app } = given
    const browser = await openSignIn(app)
    const byPage = async (password: string) => {
      const { status } = await browser.post('/login', { username: 'alice', password })
      return status === 401 ? incorrect : status === 429 ? exceeded : `page ${status}`
    }
    const ways = [
      async (password: string) => outcomeOf(await app.withPassword('alice', password)),
      async (password: string) => outcomeOf(await (await app.beginSrp('alice'))(password)),
      async (password: string) => outcomeOf(await app.withPasswordByServer('alice', password)),
      byPage,
    ]
    assert.deepEqual(await guess(given, 4), Array(4).fill(incorrect))
    const expected = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]
    for (const [at, seconds] of expected.entries()) {
      const way = ways[at % ways.length]
      assert.equal(await way?.(wrongPassword), incorrect)
      on.ports.clock.advanceSeconds(seconds - 0.001)
      for (const [which, each] of ways.entries())
        assert.equal(await each(rightPassword), exceeded, `${seconds} s, way ${which}`)
      on.ports.clock.advanceSeconds(0.001)
    }
    assert.equal(await ways[0]?.(rightPassword), 'ok')
  })

  test('does not come while right answers come between, and counts anew after one', async () => {
    await using on = await openInstallation()
    const given = await givenAlice(on)
    for (let round = 0; round < 4; round += 1) {
      assert.deepEqual(await guess(given, 4), Array(4).fill(incorrect))
      assert.equal(outcomeOf(await given.app.withPassword('alice', rightPassword)), 'ok')
    }
  })

  test('comes to a name nobody has as it comes to a user, in the same words', async () => {
    await using on = await openInstallation()
    const { pool, hiding: client, nameOf } = await givenAccounts(on.ports, 'plain')
    const app = openApp(on, { pool, client })
    const browser = await openSignIn(app)
    const rhythm = async (username: string): Promise<readonly string[]> => {
      const seen: string[] = []
      for (let attempt = 0; attempt < 24; attempt += 1) {
        const byPage = await browser.post('/login', { username, password: wrongPassword })
        seen.push(`${byPage.status} ${byPage.body.length - username.length}`)
        seen.push(outcomeOf(await app.withPassword(username, wrongPassword)))
        seen.push(outcomeOf(await (await app.beginSrp(username))(wrongPassword)))
        on.ports.clock.advanceSeconds(attempt)
      }
      return seen
    }
    const known = await rhythm(nameOf('confirmed'))
    assert.ok(known.includes(exceeded) && known.includes(incorrect))
    for (const kind of ['unknown', 'disabled', 'unconfirmed'] as const)
      assert.deepEqual(await rhythm(nameOf(kind)), known, kind)
  })

  test('is lifted by a new password: by code, or by an administrator', async () => {
    await using on = await openInstallation()
    const given = await givenAlice(on)
    const { app } = given
    const NewPassword = 'N3w password!'
    const ids = { ClientId: app.client.id, Username: 'alice' }

    await guess(given, 5)
    assert.equal(outcomeOf(await on.operate('ForgotPassword', ids)), 'ok')
    const ConfirmationCode = on.ports.messages.at(-1)?.code
    const confirmed = await on.operate('ConfirmForgotPassword', { ...ids, ConfirmationCode, Password: NewPassword })
    assert.equal(outcomeOf(confirmed), 'ok')
    assert.equal(outcomeOf(await app.withPassword('alice', NewPassword)), 'ok')

    await guess(given, 5)
    assert.equal(outcomeOf(await app.withPassword('alice', NewPassword)), exceeded)
    const set = { UserPoolId: app.pool.id, Username: 'alice', Password: rightPassword, Permanent: true }
    assert.equal(outcomeOf(await on.operate('AdminSetUserPassword', set)), 'ok')
    assert.equal(outcomeOf(await app.withPassword('alice', rightPassword)), 'ok')
  })

  test('is told to nobody by the sign-in itself: what failed is recorded as failed, and nothing else is', async () => {
    await using on = await openInstallation()
    const given = await givenAlice(on)
    await guess(given, 9)
    const { items } = await on.ports.storage.users.listAuthEvents(given.app.pool.id, given.sub, {
      limit: 60,
      after: undefined,
    })
    assert.deepEqual(
      items.map(({ type, response }) => `${type} ${response}`),
      Array(5).fill('SignIn Fail'),
    )
  })
})

for (const engine of ['SQLite', 'PostgreSQL'] as const) {
  const skip = engine === 'PostgreSQL' && !hasPostgres() ? noPostgres : false
  describe(`locks on ${engine}`, { skip }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'sallyport-locks-'))
    const masterKey = systemRandom.bytes(32)
    let server: PostgresServer | undefined
    let files = 0
    before(async () => {
      if (engine === 'PostgreSQL') server = await startPostgresServer()
    })
    after(async () => {
      await server?.[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    })

    async function newDatabase() {
      files += 1
      const databaseUrl = await server?.createDatabase()
      const file = join(folder, `${files}.db`)
      return () => openStore({ databaseUrl, file, masterKey, random: systemRandom, mayMigrate: true })
    }

    test('outlive a restart, as do the failures that led to them', async () => {
      const open = await newDatabase()
      let store = await open()
      const first = await openInstallation({ store })
      const given = await givenAlice(first)
      await guess(given, 4)
      await store.storage[Symbol.asyncDispose]()

      store = await open()
      const second = await openInstallation({ store })
      const again = { ...given, app: openApp(second, given.app) }
      assert.deepEqual(await guess(again, 2), [incorrect, exceeded])
      await store.storage[Symbol.asyncDispose]()

      store = await open()
      const third = await openInstallation({ store })
      const last = openApp(third, given.app)
      assert.equal(outcomeOf(await last.withPassword('alice', rightPassword)), exceeded)
      third.ports.clock.advanceSeconds(1)
      assert.equal(outcomeOf(await last.withPassword('alice', rightPassword)), 'ok')
      await store.storage[Symbol.asyncDispose]()
    })

    test('count 64 guesses at once, each or none, and let no right answer slip through among them', async () => {
      const open = await newDatabase()
      const store = await open()
      const on = await openInstallation({ store })
      const given = await givenAlice(on)
      const { app, sub } = given
      await guess(given, 4)
      const passwords = Array.from({ length: 64 }, () => wrongPassword)
      const outcomes = await Promise.all(passwords.map((each) => app.withPassword('alice', each).then(outcomeOf)))
      assert.deepEqual(new Set(outcomes), new Set([incorrect, exceeded]))
      assert.equal(outcomes.filter((outcome) => outcome === incorrect).length, 1)
      const { items } = await on.ports.storage.users.listAuthEvents(app.pool.id, sub, { limit: 60, after: undefined })
      assert.equal(items.length, 5)

      // The hard limit knows of every one that was looked at (AUTHN-07).
      let looked = 5
      for (let round = 0; looked < lockoutPolicy.hardLimit; round += 1) {
        assert.ok(round < 200)
        on.ports.clock.advanceSeconds(1000)
        const more = await Promise.all(
          passwords.slice(0, 8).map((each) => app.withPassword('alice', each).then(outcomeOf)),
        )
        looked += more.filter((outcome) => outcome === incorrect).length
      }
      assert.equal(looked, lockoutPolicy.hardLimit)
      on.ports.clock.advanceSeconds(365 * 86_400)
      assert.equal(outcomeOf(await app.withPassword('alice', rightPassword)), exceeded)
      await store.storage[Symbol.asyncDispose]()
    })
  })
}

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
