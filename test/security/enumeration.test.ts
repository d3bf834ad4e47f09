import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { federationRoutes } from '../../src/federation/routes.ts'
import { accountCentreRoutes } from '../../src/login/account/routes.ts'
import { loginRoutes } from '../../src/login/routes.ts'
import { oauthRoutes } from '../../src/oauth/routes.ts'
import { givenClient } from '../../src/testing/given.ts'
import type { Write } from '../../src/ports/storage/storage.ts'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { givenAccounts, nameModes, type NameMode } from './account-kinds.ts'
import { operationProbes, pageProbes, signUpProbes } from './enumeration-probes.ts'
import { openInstallation, operationsWith, type Installation } from './installation.ts'
import { jsonOf, outcomeOf } from './surface.ts'
import { difference, maskedReply } from './masking.ts'
import { findTells, kinds } from './tells.ts'

const modes = Object.keys(nameModes) as NameMode[]
const places = [...Object.entries(operationProbes), ...Object.entries(pageProbes)]
const probes = places.flatMap(([place, all]) => all.map((probe) => ({ ...probe, what: `${place}, ${probe.what}` })))

/** What only comes to pass where people may begin with a code is asked there, and the rest where it is plain. */
const choosing = /^(InitiateAuth|\/choose|\/password|\/code|\/passkey), a (choice|code|passkey)/
const hashing = ['InitiateAuth, a password', '/login, a password']
const isAskedIn: Readonly<Record<NameMode, (what: string) => boolean>> = {
  plain: () => true,
  alias: () => true,
  attribute: () => true,
  // SRP binds the password to the username, so an answer to an address tells it: to be told from an id of nobody.
  address: (what) => !/proof|A of zero/.test(what),
  passwordless: (what) => choosing.test(what) || /, a (password|guess)$/.test(what),
  // Hashing takes its time, and what does not hash is the same as in a plain pool.
  hashed: (what) => hashing.includes(what),
  // Only sign-ins are turned away.
  blocked: (what) => /^(InitiateAuth|\/login), /.test(what),
}

describe('a client that hides who exists', () => {
  test('is asked at every operation that takes a name', () => {
    const takeName = operationsWith(['Username', 'AuthParameters', 'ChallengeResponses'], 'none')
    assert.deepEqual([...Object.keys(operationProbes), 'SignUp'].toSorted(), takeName.toSorted())
  })

  test('is asked at every page that takes a name', () => {
    const paths = new Set(
      [...oauthRoutes, ...federationRoutes, ...loginRoutes]
        .map(({ path }) => path)
        .filter((path) => !/^\/(assets|\.well-known)\//.test(path)),
    )
    const nameless = [...paths].filter((path) => !(path in pageProbes))
    assert.deepEqual(nameless.toSorted(), pagesWithoutName.toSorted())
  })

  for (const mode of modes) {
    describe(`answers all names alike, with the same work (${mode})`, () => {
      const own = probes.filter(({ what }) => isAskedIn[mode](what))
      for (const probe of own) {
        test(probe.what, async () => assert.deepEqual(await findTells({ probe, mode, through: 'hiding' }), []))
      }
    })
  }
})

/** Pages that take no name, but what was sealed for them by one that did. */
const pagesWithoutName = [
  // Their one name is that of whoever is signed in.
  ...new Set(accountCentreRoutes.map(({ path }) => path)),
  '/recoveryCode',
  '/authEventFeedback',
  '/authorize',
  '/confirm',
  '/device',
  '/device/allow',
  '/consent',
  '/error',
  '/logout',
  '/mfa',
  '/mfaChoice',
  '/mfaSetup',
  '/mfaSetupApp',
  '/mfaSetupEmail',
  '/newPassword',
  '/oauth2/authorize',
  '/oauth2/device_authorization',
  '/oauth2/idpresponse',
  '/oauth2/introspect',
  '/oauth2/par',
  '/oauth2/register',
  '/oauth2/revoke',
  '/oauth2/token',
  '/oauth2/userInfo',
  '/passkeys/add',
  // It judges what is typed, whoever types it.
  '/passwordStrength',
  // It tells which organisations sign in here, and nothing of their people.
  '/organisation',
  '/resendcode',
  '/saml2/idpresponse',
  '/saml2/logout',
  '/saml2/metadata',
  '/signedOut',
  // It says which usernames are taken, and no more than that: see below.
  '/signup',
]

describe('a name that is taken', () => {
  for (const mode of ['plain', 'attribute'] as const) {
    for (const probe of signUpProbes) {
      test(`${probe.what}: is told, as Cognito does, whoever has it, and with the work of a free one (${mode})`, async () => {
        const tells = await findTells({ probe, mode, through: 'hiding' })
        const told = tells.map((tell) => tell.slice(tell.indexOf(':')))
        // The page keeps addresses to itself.
        if (probe.what === '/signup' && mode === 'attribute') return assert.deepEqual(tells, [])
        assert.equal(tells.length, kinds.length - 1)
        assert.equal(new Set(told).size, 1)
        assert.doesNotMatch(told.join(), /does \[/)
      })
    }
  }
})

describe('a client that hides nobody', () => {
  const legacy: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'InitiateAuth, a password': {
      unknown: 'UserNotFoundException: User does not exist.',
      disabled: 'NotAuthorizedException: User is disabled.',
      others: 'NotAuthorizedException: Incorrect username or password.',
    },
    'InitiateAuth, a wrong proof': {
      unknown: 'UserNotFoundException: User does not exist.',
      disabled: 'NotAuthorizedException: User is disabled.',
      others: 'NotAuthorizedException: Incorrect username or password.',
    },
    'ForgotPassword, a code': {
      unknown: 'UserNotFoundException: Username/client id combination not found.',
      disabled: 'NotAuthorizedException: User is disabled.',
      invited: 'NotAuthorizedException: User password cannot be reset in the current state.',
      unconfirmed: noContact(),
      'without-address': noContact(),
      'with-second-factor': noContact(),
      others: 'ok',
    },
    'ResendConfirmationCode, a code again': {
      unknown: 'UserNotFoundException: Username/client id combination not found.',
      disabled: 'NotAuthorizedException: User is disabled.',
      unconfirmed: 'ok',
      others: 'InvalidParameterException: User is already confirmed.',
    },
    'ConfirmSignUp, a guess': {
      unknown: 'UserNotFoundException: Username/client id combination not found.',
      disabled: 'NotAuthorizedException: User is disabled.',
      unconfirmed: 'ExpiredCodeException: Invalid code provided, please request a code again.',
      invited: 'NotAuthorizedException: User cannot be confirmed. Current status is FORCE_CHANGE_PASSWORD',
      'reset-required': 'NotAuthorizedException: User cannot be confirmed. Current status is RESET_REQUIRED',
      others: 'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
    },
    'ConfirmForgotPassword, a guess': {
      unknown: 'UserNotFoundException: Username/client id combination not found.',
      disabled: 'NotAuthorizedException: User is disabled.',
      unconfirmed: 'UserNotConfirmedException: User is not confirmed.',
      invited: 'NotAuthorizedException: User password cannot be reset in the current state.',
      others: 'ExpiredCodeException: Invalid code provided, please request a code again.',
    },
  }

  for (const [what, expected] of Object.entries(legacy)) {
    test(`${what}: answers each state of an account in Cognito's words`, async () => {
      const probe = probes.find((each) => each.what === what)
      assert.ok(probe)
      await using on = await openInstallation()
      const { pool, mode, legacy: client, nameOf } = await givenAccounts(on.ports, 'plain')
      for (const kind of kinds) {
        const reply = (await probe.ask(on, { pool, mode, client, username: nameOf(kind) })).at(-1)
        assert.equal(reply && outcomeOf(reply), expected[kind] ?? expected.others, kind)
      }
    })
  }
})

function noContact(): string {
  const text = 'Cannot reset password for the user as there is no registered/verified email or phone_number'
  return `InvalidParameterException: ${text}`
}

describe('a name nobody has', () => {
  test('is answered the same salt, id and destination every time, by every client, after a restart', async () => {
    await using on = await openInstallation()
    await using again = await openInstallation()
    await using elsewhere = await openInstallation({ seed: 'another installation' })
    const [accounts] = await Promise.all([on, again, elsewhere].map(({ ports }) => givenAccounts(ports, 'plain')))
    assert.ok(accounts)
    const other = await givenClient(on.ports, accounts.pool, {
      id: 'other',
      configuration: { PreventUserExistenceErrors: 'ENABLED' },
    })
    const ask = async ({ operate }: Installation, name: string, ClientId = accounts.hiding.id) => {
      const AuthParameters = { USERNAME: name, SRP_A: 'abc' }
      const begun = jsonOf(await operate('InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters }))
      const sent = jsonOf(await operate('ForgotPassword', { ClientId, Username: name }))
      const { SALT, USER_ID_FOR_SRP } = begun.ChallengeParameters
      return { SALT, USER_ID_FOR_SRP, ...sent.CodeDeliveryDetails }
    }
    const first = await ask(on, 'nobody')
    assert.deepEqual(await ask(on, 'nobody'), first)
    assert.deepEqual(await ask(on, 'nobody', other.id), first)
    assert.deepEqual(await ask(again, 'nobody'), first)
    assert.notEqual((await ask(on, 'nobody2')).SALT, first.SALT)
    assert.notEqual((await ask(elsewhere, 'nobody')).SALT, first.SALT, 'who reads the code must not know the salt')
  })

  test('has a salt as long as those of users, and values all over the place', async () => {
    await using on = await openInstallation()
    const { hiding, nameOf } = await givenAccounts(on.ports, 'plain', 4)
    const begin = async (name: string) => {
      const AuthParameters = { USERNAME: name, SRP_A: 'abc' }
      const input = { ClientId: hiding.id, AuthFlow: 'USER_SRP_AUTH', AuthParameters }
      return jsonOf(await on.operate('InitiateAuth', input)).ChallengeParameters
    }
    const people = kinds
      .filter((kind) => kind !== 'unknown')
      .flatMap((kind) => [0, 1, 2, 3].map((nth) => nameOf(kind, nth)))
    const strangers = people.map((_, nth) => nameOf('unknown', nth))
    const salts = async (names: readonly string[]) => Promise.all(names.map(async (name) => (await begin(name)).SALT))
    const [real, fake] = [await salts(people), await salts(strangers)]
    for (const list of [real, fake]) {
      assert.equal(new Set(list).size, list.length)
      // 16 random bytes without leading zeros: four of them would come once in a million years of asking.
      assert.ok(list.every((salt: string) => salt.length > 28 && salt.length <= 32))
      assert.ok(new Set(list.map((salt: string) => salt[0])).size > 5, 'leading digits vary')
    }
  })
})

describe('the harness', () => {
  test('finds a client that says who exists, at every operation and page that could tell', async () => {
    for (const probe of probes.filter(({ what }) => tellsUnlessHidden.some((place) => what.startsWith(place)))) {
      const tells = await findTells({ probe, mode: 'plain', through: 'legacy' })
      assert.notDeepEqual(tells, [], probe.what)
    }
  })

  test('finds a shortcut for strangers whose answers are alike', async () => {
    const shortcut = (ports: TestPorts): TestPorts => {
      const known = new Set<string>()
      const { users, attempts } = ports.storage
      const findByAlias: typeof users.findByAlias = async (poolId, aliases) => {
        const user = await users.findByAlias(poolId, aliases)
        if (user) known.add(user.sub)
        return user
      }
      const findLock: typeof attempts.findLock = async (poolId, subject, now) =>
        known.has(subject) ? attempts.findLock(poolId, subject, now) : undefined
      const storage = {
        ...ports.storage,
        users: { ...users, find: users.find, findByAlias },
        attempts: { ...attempts, findLock },
      }
      return { ...ports, storage }
    }
    const probe = probes.find(({ what }) => what === 'InitiateAuth, a password')
    assert.ok(probe)
    const tells = await findTells({ probe, mode: 'plain', through: 'hiding', defect: shortcut })
    assert.match(tells.join(), /confirmed: does \[read attempts.findLock\] for \[\]/)
  })

  test('finds what is recorded of those who are turned away, where nothing is for strangers', async () => {
    const shortcut = (ports: TestPorts): TestPorts => {
      const { storage } = ports
      const isForNobody = (writes: readonly Write[]) => writes[0]?.write === 'putCode'
      const commit: typeof storage.commit = async (writes) =>
        isForNobody(writes) ? { committed: true } : storage.commit(writes)
      return { ...ports, storage: { ...storage, commit } }
    }
    const probe = probes.find(({ what }) => what === 'InitiateAuth, a password')
    assert.ok(probe)
    const tells = await findTells({ probe, mode: 'blocked', through: 'hiding', defect: shortcut })
    assert.match(tells.join(), /confirmed: does \[commit of \] for \[\]/)
  })

  test('finds one differing status, header, cookie flag, word or sealed length', () => {
    const sealed = 'A'.repeat(900)
    const headers = { 'set-cookie': ['page-data=x; Path=/; HttpOnly'] }
    const reply = { status: 200, headers, body: `{"USERNAME":"alice","Session":"${sealed}"}` }
    const mask = (changes: object): readonly string[] => [maskedReply({ ...reply, ...changes }, 'alice')]
    assert.equal(
      difference(mask({}), mask({ body: reply.body.replaceAll('A'.repeat(900), 'B'.repeat(900)) })),
      undefined,
    )
    const defects = [
      { status: 400 },
      { headers: { ...headers, 'x-cache': 'hit' } },
      { headers: { 'set-cookie': ['page-data=x; Path=/'] } },
      { body: `${reply.body} ` },
      { body: reply.body.replace('alice', 'Alice') },
      { body: reply.body.replace(sealed, `${sealed}A`) },
    ]
    for (const defect of defects) assert.notEqual(difference(mask({}), mask(defect)), undefined)
  })
})

const tellsUnlessHidden = [
  'InitiateAuth, a password',
  'InitiateAuth, a wrong proof',
  'ForgotPassword',
  'ResendConfirmationCode',
  'ConfirmSignUp',
  'ConfirmForgotPassword, a guess,',
  '/forgotPassword',
  '/confirmUser',
]
