import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import { refusalOf } from '../../testing/call-operation.ts'
import { givenSignIn, type SignInSetUp } from '../../testing/given-sign-in.ts'
import { givenUser } from '../../testing/given.ts'
import { everyFlow, passwordlessPolicies } from '../../testing/passwordless.ts'
import { givenSoftPasskey, softRelyingParty, type AssertionFlags } from '../../testing/soft-passkey.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'

const incorrect = 'NotAuthorizedException: Incorrect username or password.'
const locked = 'NotAuthorizedException: Password attempts exceeded'
const both = { WebAuthnConfiguration: { FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' } } as const
const mailMfa = { MfaConfiguration: 'OPTIONAL', EmailMfaConfiguration: {} } as const

async function given(ports: TestPorts, { pool, client, user }: SignInSetUp = {}) {
  const all = await givenSignIn(ports, {
    pool: { ...pool, configuration: { Policies: passwordlessPolicies, ...pool?.configuration } },
    client: { configuration: { ExplicitAuthFlows: everyFlow, ...client?.configuration } },
    user: { attributes: { email: 'alice@example.com', email_verified: 'true' }, ...user },
  })
  return { ...all, passkey: await givenSoftPasskey(ports, all) }
}

type All = Awaited<ReturnType<typeof given>>

async function begin({ app }: All, USERNAME = 'alice') {
  const begun = await app.initiate('USER_AUTH', { USERNAME, PREFERRED_CHALLENGE: 'WEB_AUTHN' })
  return { ...begun, options: begun.ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS }
}

async function signIn(all: All, flags?: AssertionFlags): Promise<any> {
  const { Session, options } = await begin(all)
  const CREDENTIAL = all.passkey.answer(options, flags)
  return refusalOf(all.app.respond('WEB_AUTHN', { USERNAME: 'alice', CREDENTIAL }, Session))
}

function claimsOf(token: string): Record<string, any> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

describe('WEB_AUTHN', () => {
  test('asks for the passkeys of the user, and each time for another answer', async () => {
    await using ports = await testPorts()
    const all = await given(ports)
    const { Session, options, ...asked } = await begin(all)
    assert.deepEqual(asked, {
      ChallengeName: 'WEB_AUTHN',
      ChallengeParameters: { CREDENTIAL_REQUEST_OPTIONS: options },
      AvailableChallenges: ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'WEB_AUTHN'],
    })
    assert.ok(Session && Session.length <= 2048)
    const { challenge, ...rest } = JSON.parse(options ?? '')
    assert.deepEqual(rest, {
      timeout: 180_000,
      rpId: softRelyingParty,
      allowCredentials: [{ type: 'public-key', id: all.passkey.record.credentialId, transports: ['internal'] }],
      userVerification: 'preferred',
    })
    assert.match(challenge, /^[\w-]{43}$/)
    assert.notEqual(JSON.parse((await begin(all)).options ?? '').challenge, challenge)
  })

  test('signs in, and says how', async () => {
    await using ports = await testPorts()
    const all = await given(ports)
    const { AuthenticationResult: result } = await signIn(all)
    const { auth_time: time, amr } = claimsOf(result.IdToken)
    assert.equal(time, ports.clock.now().getTime() / 1000)
    assert.equal(result.NewDeviceMetadata, undefined)
    const families = ports.commits.flatMap(({ writes }) => writes).filter(({ write }) => write === 'createTokenFamily')
    assert.deepEqual(
      families.map((write) => 'family' in write && write.family.amr),
      [['hwk']],
    )
    assert.deepEqual(amr, claimsOf(result.IdToken).amr)
    const { pool, user, passkey } = all
    const used = await ports.storage.passkeys.find(pool.id, passkey.record.credentialId)
    assert.deepEqual([used?.signCount, used?.usedAt], [1, ports.clock.now()])
    const { items } = await ports.storage.users.listAuthEvents(pool.id, user.sub, { limit: 9, after: undefined })
    assert.deepEqual(
      items.map(({ response }) => response),
      ['Pass'],
    )
  })

  test('takes an assertion for what the session asked, once, and for five minutes at most', async () => {
    await using ports = await testPorts()
    const all = await given(ports, { client: { configuration: { AuthSessionValidity: 15 } } })
    const { app, passkey } = all
    const [first, second] = [await begin(all), await begin(all)]
    const CREDENTIAL = passkey.answer(first.options)
    const respond = (Session: string | undefined) =>
      refusalOf(app.respond('WEB_AUTHN', { USERNAME: 'alice', CREDENTIAL }, Session))
    assert.equal(await respond(second.Session), incorrect)
    assert.equal(typeof (await respond(first.Session)), 'object')
    assert.equal(
      await respond(first.Session),
      'NotAuthorizedException: Invalid session for the user, session can only be used once.',
    )
    const late = await begin(all)
    assert.equal(JSON.parse(late.options ?? '').timeout, 300_000)
    ports.clock.advanceSeconds(300)
    const answer = { USERNAME: 'alice', CREDENTIAL: passkey.answer(late.options) }
    const expired = 'NotAuthorizedException: Invalid session for the user, session is expired.'
    assert.equal(await refusalOf(app.respond('WEB_AUTHN', answer, late.Session)), expired)
  })

  test('comes with the choice, for what an earlier WEB_AUTHN asked', async () => {
    await using ports = await testPorts()
    const all = await given(ports)
    const { app, passkey } = all
    const { Session, options } = await begin(all)
    const inline = { USERNAME: 'alice', ANSWER: 'WEB_AUTHN', CREDENTIAL: passkey.answer(options) }
    const signedIn: any = await refusalOf(app.respond('SELECT_CHALLENGE', inline, Session))
    assert.ok(signedIn.AuthenticationResult)
    const unasked = await app.initiate('USER_AUTH', { USERNAME: 'alice' })
    assert.equal(
      await refusalOf(app.respond('SELECT_CHALLENGE', inline, unasked.Session)),
      'InvalidParameterException: Invalid value for parameter CREDENTIAL',
    )
    const chosen = await app.respond('SELECT_CHALLENGE', { USERNAME: 'alice', ANSWER: 'WEB_AUTHN' }, unasked.Session)
    assert.equal(chosen.ChallengeName, 'WEB_AUTHN')
    const CREDENTIAL = passkey.answer(chosen.ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS)
    const second: any = await refusalOf(app.respond('WEB_AUTHN', { USERNAME: 'alice', CREDENTIAL }, chosen.Session))
    assert.ok(second.AuthenticationResult)
  })

  const wrong: Readonly<Record<string, AssertionFlags>> = {
    'nobody present': { isUserPresent: false },
    'another origin': { origin: 'https://evil.example' },
    'an origin that ends alike': { origin: `https://evil${softRelyingParty}` },
    'backed up, though it may not be': { isBackedUp: true },
  }
  for (const [what, flags] of Object.entries(wrong)) {
    test(`refuses ${what}`, async () => {
      await using ports = await testPorts()
      assert.equal(await signIn(await given(ports), flags), incorrect)
    })
  }

  test('refuses a copy that counts less, says so in the log, and goes on to take the one ahead', async () => {
    await using ports = await testPorts()
    const all = await given(ports)
    assert.equal(typeof (await signIn(all, { signCount: 9 })), 'object')
    for (const signCount of [9, 8, 0]) assert.equal(await signIn(all, { signCount }), incorrect)
    const { poolId, sub, credentialId } = all.passkey.record
    assert.deepEqual(ports.lines.at(-1), {
      level: 'warn',
      fields: { poolId, sub, credentialId, signCount: 0, stored: 9 },
      message: 'a passkey counted back: there is a copy of it, or an answer came twice',
    })
    assert.equal(typeof (await signIn(all, { signCount: 10 })), 'object')
  })

  test('lets one of two in whose authenticators count alike, at once', async () => {
    await using ports = await testPorts()
    const all = await given(ports)
    const outcomes = await Promise.all([signIn(all, { signCount: 5 }), signIn(all, { signCount: 5 })])
    assert.deepEqual(outcomes.map((each) => typeof each).toSorted(), ['object', 'string'])
    assert.ok(outcomes.includes(incorrect))
  })

  test("refuses another user's passkey, another pool's, and one for another relying party", async () => {
    await using ports = await testPorts()
    const all = await given(ports)
    const bob = await givenUser(ports, all.pool, { username: 'bob' })
    const others = [
      await givenSoftPasskey(ports, { pool: all.pool, user: bob }),
      await givenSoftPasskey(ports, all, { credentialId: 'b3RoZXI', relyingPartyId: 'example.com' }),
    ]
    for (const other of others) {
      const { Session, options } = await begin(all)
      const answer = { USERNAME: 'alice', CREDENTIAL: other.answer(options) }
      assert.equal(await refusalOf(all.app.respond('WEB_AUTHN', answer, Session)), incorrect)
    }
    await using elsewhere = await testPorts({ seed: 'elsewhere' })
    const foreign = await given(elsewhere, { user: { username: 'carol' } })
    const { Session, options } = await begin(all)
    const answer = { USERNAME: 'alice', CREDENTIAL: foreign.passkey.answer(options) }
    assert.equal(await refusalOf(all.app.respond('WEB_AUTHN', answer, Session)), incorrect)
  })

  test('asks for user verification where the pool does', async () => {
    await using ports = await testPorts()
    const all = await given(ports, { pool: { mfa: { WebAuthnConfiguration: { UserVerification: 'required' } } } })
    assert.equal(JSON.parse((await begin(all)).options ?? '').userVerification, 'required')
    assert.equal(await signIn(all, { isUserVerified: false }), incorrect)
    assert.equal(typeof (await signIn(all)), 'object')
  })

  test('is both factors where pool and user say so, and only with its user verified', async () => {
    await using ports = await testPorts()
    const user = { mfaFactors: ['EMAIL_OTP'], hasPasskeyMfa: true } as const
    const all = await given(ports, { pool: { mfa: { ...mailMfa, ...both } }, user })
    const { AvailableChallenges, options } = await begin(all)
    assert.deepEqual(AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP', 'WEB_AUTHN'])
    assert.equal(JSON.parse(options ?? '').userVerification, 'required')
    assert.equal(await signIn(all, { isUserVerified: false }), incorrect)
    assert.equal(typeof (await signIn(all)), 'object')
    const families = ports.commits.flatMap(({ writes }) => writes).filter(({ write }) => write === 'createTokenFamily')
    assert.deepEqual(
      families.map((write) => 'family' in write && write.family.amr),
      [['hwk', 'mfa']],
    )
  })

  test('is not offered before a second factor, nor taken once one is asked for meanwhile', async () => {
    await using ports = await testPorts()
    const all = await given(ports, { pool: { mfa: { ...mailMfa, ...both } } })
    const { Session, options } = await begin(all)
    await change(ports, all, { mfaFactors: ['EMAIL_OTP'] })
    const again = await all.app.initiate('USER_AUTH', { USERNAME: 'alice', PREFERRED_CHALLENGE: 'WEB_AUTHN' })
    assert.deepEqual(again.AvailableChallenges, ['PASSWORD', 'PASSWORD_SRP'])
    const answer = { USERNAME: 'alice', CREDENTIAL: all.passkey.answer(options) }
    assert.equal(
      await refusalOf(all.app.respond('WEB_AUTHN', answer, Session)),
      'NotAuthorizedException: Invalid session for the user.',
    )
  })

  test('lets its owner in while the password is locked, and leaves the lock in force', async () => {
    await using ports = await testPorts()
    const all = await given(ports)
    for (let guess = 0; guess < 8; guess += 1) await refusalOf(all.app.withPassword('alice', 'wrong'))
    assert.equal(await refusalOf(all.app.withPassword('alice', 'Passw0rd!')), locked)
    const { ChallengeName, AvailableChallenges, Session, ChallengeParameters } = await all.app.initiate('USER_AUTH', {
      USERNAME: 'alice',
    })
    assert.deepEqual([ChallengeName, AvailableChallenges], ['WEB_AUTHN', ['WEB_AUTHN']])
    const CREDENTIAL = all.passkey.answer(ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS)
    const signedIn: any = await refusalOf(all.app.respond('WEB_AUTHN', { USERNAME: 'alice', CREDENTIAL }, Session))
    assert.ok(signedIn.AuthenticationResult)
    assert.equal(await refusalOf(all.app.withPassword('alice', 'Passw0rd!')), locked)
    const preferred = { USERNAME: 'alice', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'Passw0rd!' }
    assert.equal(await refusalOf(all.app.initiate('USER_AUTH', preferred)), locked)
  })

  test('counts wrong assertions as guesses, and takes none after five in one session', async () => {
    await using ports = await testPorts()
    const all = await given(ports)
    const { Session, options } = await begin(all)
    const spoiled = all.passkey.answer(options, { origin: 'https://evil.example' })
    const respond = (CREDENTIAL: string) =>
      refusalOf(all.app.respond('WEB_AUTHN', { USERNAME: 'alice', CREDENTIAL }, Session))
    for (let guess = 0; guess < 5; guess += 1) assert.equal(await respond(spoiled), incorrect)
    assert.equal(await refusalOf(all.app.withPassword('alice', 'Passw0rd!')), locked)
    ports.clock.advanceSeconds(2)
    assert.equal(await respond(all.passkey.answer(options)), 'NotAuthorizedException: Invalid session for the user.')
  })

  test('refuses what is no credential, and counts nothing', async () => {
    await using ports = await testPorts()
    const all = await given(ports)
    const { Session } = await begin(all)
    const before = ports.commits.length
    for (const CREDENTIAL of ['x', '{}', '[]', '{"id":"a","id":"a"}']) {
      assert.equal(
        await refusalOf(all.app.respond('WEB_AUTHN', { USERNAME: 'alice', CREDENTIAL }, Session)),
        'InvalidParameterException: Invalid value for parameter CREDENTIAL',
      )
    }
    assert.equal(ports.commits.length, before)
  })
})

describe('WEB_AUTHN for a name nobody has', () => {
  test('asks for passkeys that nobody has, the same every time, and answers as it would a user', async () => {
    await using ports = await testPorts()
    const all = await given(ports, { client: { configuration: { PreventUserExistenceErrors: 'ENABLED' } } })
    const offered: string[] = []
    for (let nth = 0; nth < 40; nth += 1) {
      const { ChallengeName } = await begin(all, `nobody${nth}`)
      if (ChallengeName === 'WEB_AUTHN') offered.push(`nobody${nth}`)
    }
    assert.ok(offered.length > 2 && offered.length < 30, String(offered.length))
    const [name = ''] = offered
    const read = async () => {
      const begun = await begin(all, name)
      const { challenge, ...options } = JSON.parse(begun.options ?? '')
      return { begun, challenge, options }
    }
    const [first, second] = [await read(), await read()]
    assert.deepEqual(first.options, second.options)
    assert.notEqual(first.challenge, second.challenge)
    const own = JSON.parse((await begin(all)).options ?? '')
    assert.deepEqual(
      Object.keys(first.options),
      Object.keys(own).filter((member) => member !== 'challenge'),
    )
    const answer = { USERNAME: name, CREDENTIAL: all.passkey.answer(first.begun.options) }
    assert.equal(await refusalOf(all.app.respond('WEB_AUTHN', answer, first.begun.Session)), incorrect)
  })
})

async function change(ports: TestPorts, all: { pool: UserPool; user: User }, changes: Partial<User>): Promise<void> {
  const user = { ...all.user, ...changes, version: all.user.version + 1 }
  await ports.storage.commit([{ write: 'updateUser', user, aliases: [{ namespace: 'username', key: 'alice' }] }])
}
