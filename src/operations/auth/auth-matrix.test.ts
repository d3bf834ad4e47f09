import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lockoutPolicy } from '../../domain/passwords/lockout-policy.ts'
import { factors, isChallengeName } from '../../domain/sign-in/factors.ts'
import { aliasesOf } from '../../domain/users/user-alias.ts'
import { refusalOf } from '../../testing/call-operation.ts'
import { challengeScenarios, type WaitingSignIn } from '../../testing/challenge-scenarios.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { everyFlow } from '../../testing/passwordless.ts'
import { signInClient } from '../../testing/sign-in-client.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { flowStarts } from './flow-starts.ts'

const challengeNames = Object.keys(factors).filter(isChallengeName)

async function lock(ports: TestPorts, { user }: Pick<WaitingSignIn, 'user'>): Promise<void> {
  const failure = {
    write: 'recordFailure',
    poolId: user.poolId,
    subject: user.sub,
    policy: lockoutPolicy,
    now: ports.clock.now(),
  } as const
  for (let failures = 0; failures < lockoutPolicy.threshold; failures += 1) await ports.storage.commit([failure])
}

/** What is stored of the user now, changed. */
async function change(ports: TestPorts, { pool, user }: WaitingSignIn, changes: object): Promise<void> {
  const stored = await ports.storage.users.find(pool.id, user.sub)
  assert.ok(stored)
  const changed = { ...stored, ...changes, version: stored.version + 1 }
  await ports.storage.commit([{ write: 'updateUser', user: changed, aliases: aliasesOf(pool, changed) }])
}

const answer = ({ app, name, responses, session }: WaitingSignIn) => app.respond(name, responses, session)

for (const [name, reach] of Object.entries(challengeScenarios)) {
  describe(`${name}, rightly answered`, () => {
    test('goes on', async () => {
      await using ports = await testPorts()
      const { AuthenticationResult: result, ChallengeName: next } = await answer(await reach(ports))
      assert.ok(result ?? next)
    })

    const events: Readonly<Record<string, [event: (ports: TestPorts, w: WaitingSignIn) => Promise<unknown>, string]>> =
      {
        'is refused during a lock': [lock, 'NotAuthorizedException: Password attempts exceeded'],
        'is refused to a disabled user': [
          (ports, waiting) => change(ports, waiting, { enabled: false }),
          'NotAuthorizedException: User is disabled.',
        ],
        'is refused to a deleted user': [
          (ports, { user }) => ports.storage.commit([{ write: 'deleteUser', poolId: user.poolId, sub: user.sub }]),
          'UserNotFoundException: User does not exist.',
        ],
        'is refused to a user whose password was reset': [
          (ports, waiting) => change(ports, waiting, { status: 'RESET_REQUIRED' }),
          'PasswordResetRequiredException: Password reset required for the user',
        ],
        'is refused to a user whose password was set anew': [
          (ports, waiting) => change(ports, waiting, { passwordSetAt: new Date(ports.clock.now().getTime() + 1) }),
          'NotAuthorizedException: Invalid session for the user.',
        ],
        'is refused once the client is gone': [
          (ports, { client }) =>
            ports.storage.commit([{ write: 'deleteAppClient', poolId: client.poolId, clientId: client.id }]),
          'ResourceNotFoundException: User pool client 1example23456789 does not exist.',
        ],
        'is refused late': [
          async (ports) => ports.clock.advanceSeconds(180),
          'NotAuthorizedException: Invalid session for the user, session is expired.',
        ],
      }
    for (const [what, [event, refusal]] of Object.entries(events)) {
      // Nothing has been proven yet that a new password could end: the proof itself will fail.
      if (isFirst(name) && what.endsWith('set anew')) continue
      // A lock is against guessing, which a passkey leaves nothing to (web-authn.test.ts).
      if (name === 'WEB_AUTHN' && what.endsWith('lock')) continue
      // Nothing is told of a password before it is proven.
      if (name === 'PASSWORD_SRP' && what.endsWith('was reset')) continue
      test(what, async () => {
        await using ports = await testPorts()
        const waiting = await reach(ports)
        await event(ports, waiting)
        assert.equal(await refusalOf(answer(waiting)), refusal)
      })
    }

    test('is refused to another client and another user', async () => {
      await using ports = await testPorts()
      const waiting = await reach(ports)
      const { pool } = waiting
      await givenUser(ports, pool, { username: 'bob' })
      const asBob = { ...waiting, responses: { ...waiting.responses, USERNAME: 'bob' } }
      const invalid = 'NotAuthorizedException: Invalid session for the user.'
      assert.equal(await refusalOf(answer(asBob)), invalid)
      const client = await givenClient(ports, pool, { id: 'other' })
      assert.equal(await refusalOf(answer({ ...waiting, app: signInClient(ports, { pool, client }) })), invalid)
    })

    test('is refused where another challenge is named', async () => {
      await using ports = await testPorts()
      const waiting = await reach(ports)
      const everyMember = Object.fromEntries(
        challengeNames.flatMap((other) => factors[other].requiredAnswers).map((member) => [member, 'ABCDEF']),
      )
      for (const other of challengeNames.filter(
        (each) => each !== waiting.name && !(each === 'SELECT_CHALLENGE' && isChoice(name)),
      )) {
        const responses = { ...everyMember, ...waiting.responses }
        const session = waiting.session ?? waiting.responses.PASSWORD_CLAIM_SECRET_BLOCK
        const mistaken = await refusalOf(answer({ ...waiting, name: other, responses, session }))
        assert.equal(mistaken, 'NotAuthorizedException: Invalid session for the user.', other)
      }
    })

    test('64 times at once, is accepted once', async () => {
      await using ports = await testPorts()
      const waiting = await reach(ports)
      const answers = await Promise.all(Array.from({ length: 64 }, () => refusalOf(answer(waiting))))
      const refusals = answers.filter((each) => typeof each === 'string')
      assert.equal(answers.length - refusals.length, 1)
      for (const refusal of refusals)
        assert.match(refusal, /^(NotAuthorized|ExpiredCode|PasswordHistoryPolicyViolation|TooManyRequests)/)
    })
  })
}

function isScenario(name: string): name is keyof typeof challengeScenarios {
  return name in challengeScenarios
}

/** Challenges that ask for the first proof of a sign-in. */
function isFirst(name: string): boolean {
  return isChoice(name) || name === 'PASSWORD_VERIFIER' || name === 'CUSTOM_CHALLENGE'
}

/** Those of a sign-in by choice, from which one may go back to it. */
function isChoice(name: string): boolean {
  const names = [
    'SELECT_CHALLENGE',
    'PASSWORD',
    'PASSWORD_SRP',
    'SMS_OTP',
    'WEB_AUTHN',
    'EMAIL_OTP in the place of a password',
  ]
  return names.includes(name)
}

/** Challenges that can be guessed at, with a member that makes the right answer a wrong one. */
const guesses: Partial<Record<keyof typeof challengeScenarios, Readonly<Record<string, string>>>> = {
  SELECT_CHALLENGE: { PASSWORD: 'wrong' },
  PASSWORD: { PASSWORD: 'wrong' },
  SMS_OTP: { SMS_OTP_CODE: '00000000' },
  'EMAIL_OTP in the place of a password': { EMAIL_OTP_CODE: '00000000' },
  PASSWORD_VERIFIER: { PASSWORD_CLAIM_SIGNATURE: 'AAAA' },
  SMS_MFA: { SMS_MFA_CODE: '000000' },
  EMAIL_OTP: { EMAIL_OTP_CODE: '000000' },
  SOFTWARE_TOKEN_MFA: { SOFTWARE_TOKEN_MFA_CODE: '000000' },
  DEVICE_PASSWORD_VERIFIER: { PASSWORD_CLAIM_SIGNATURE: 'AAAA' },
}

describe('guessing', () => {
  for (const [name, wrong] of Object.entries(guesses)) {
    test(`at ${name} locks the user for every other way`, async () => {
      assert.ok(isScenario(name))
      await using ports = await testPorts()
      const waiting = await challengeScenarios[name](ports)
      for (let guess = 0; guess < 5; guess += 1) {
        const refusal = await refusalOf(answer({ ...waiting, responses: { ...waiting.responses, ...wrong } }))
        assert.match(String(refusal), /^(NotAuthorizedException: Incorrect|CodeMismatchException)/)
      }
      const locked = 'NotAuthorizedException: Password attempts exceeded'
      assert.equal(await refusalOf(answer(waiting)), locked)
      assert.equal(await refusalOf(waiting.app.withPassword('alice', 'Passw0rd!')), locked)
      assert.equal(await refusalOf(waiting.app.withSrp('alice', 'Passw0rd!')), locked)
      const { items } = await ports.storage.users.listAuthEvents(waiting.pool.id, waiting.user.sub, {
        limit: 60,
        after: undefined,
      })
      assert.equal(items.filter(({ response }) => response === 'Fail').length, 5)
    })
  }

  test('in all ways together never gets beyond a hundred tries without the password being reset', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const client = await givenClient(ports, pool)
    const user = await givenUser(ports, pool)
    const app = signInClient(ports, { pool, client })
    let looked = 0
    for (let attempt = 0; attempt < 130; attempt += 1) {
      const guess = attempt % 2 ? app.withPassword('alice', 'wrong') : app.withSrp('alice', 'wrong')
      if (String(await refusalOf(guess)).includes('Incorrect')) looked += 1
      const until = await ports.storage.attempts.findLock(pool.id, user.sub, ports.clock.now())
      if (until) ports.clock.set(until.getTime() > ports.clock.now().getTime() + 86_400_000 ? ports.clock.now() : until)
    }
    assert.equal(looked, lockoutPolicy.hardLimit)
    ports.clock.advanceSeconds(7 * 86_400)
    assert.equal(
      await refusalOf(app.withPassword('alice', 'Passw0rd!')),
      'NotAuthorizedException: Password attempts exceeded',
    )
    await ports.storage.commit([{ write: 'unlock', poolId: pool.id, subject: user.sub }])
    assert.ok((await app.withPassword('alice', 'Passw0rd!')).AuthenticationResult)
  })
})

describe('every flow', () => {
  const begin = {
    USER_SRP_AUTH: (app: ReturnType<typeof signInClient>) => app.withSrp('alice', 'Passw0rd!'),
    USER_PASSWORD_AUTH: (app: ReturnType<typeof signInClient>) => app.withPassword('alice', 'Passw0rd!'),
    ADMIN_USER_PASSWORD_AUTH: (app: ReturnType<typeof signInClient>) => app.withPassword('alice', 'Passw0rd!'),
    USER_AUTH: (app: ReturnType<typeof signInClient>) =>
      app.initiate('USER_AUTH', { USERNAME: 'alice', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'Passw0rd!' }),
  }

  test('that starts is in this matrix', () => {
    // A second factor is not asked for in custom sign-ins but by functions (custom-auth.test.ts).
    assert.deepEqual(Object.keys(flowStarts).toSorted(), [...Object.keys(begin), 'CUSTOM_AUTH'].toSorted())
  })

  for (const [flow, start] of Object.entries(begin)) {
    const face = flow.startsWith('ADMIN') ? 'admin' : 'public'

    for (const mode of ['ON', 'OPTIONAL'] as const) {
      test(`${flow} asks for the second factor, MfaConfiguration ${mode}`, async () => {
        await using ports = await testPorts()
        const SmsMfaConfiguration = { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } }
        const pool = await givenPool(ports, { mfa: { MfaConfiguration: mode, SmsMfaConfiguration } })
        const client = await givenClient(ports, pool, { configuration: { ExplicitAuthFlows: everyFlow } })
        await givenUser(ports, pool, { attributes: { phone_number: '+15550100' }, mfaFactors: ['SMS_MFA'] })
        const answer = await start(signInClient(ports, { pool, client, face }))
        assert.equal(answer.ChallengeName, 'SMS_MFA')
        assert.equal(answer.AuthenticationResult, undefined)
        const families = ports.commits
          .flatMap(({ writes }) => writes)
          .filter(({ write }) => write === 'createTokenFamily')
        assert.deepEqual(families, [])
      })
    }

    test(`${flow} is refused during a lock`, async () => {
      await using ports = await testPorts()
      const pool = await givenPool(ports)
      const client = await givenClient(ports, pool, { configuration: { ExplicitAuthFlows: everyFlow } })
      const user = await givenUser(ports, pool)
      await lock(ports, { user })
      assert.equal(
        await refusalOf(start(signInClient(ports, { pool, client, face }))),
        'NotAuthorizedException: Password attempts exceeded',
      )
    })
  }
})
