import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../test/fast-check.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { buildUser } from '../../testing/build-user.ts'
import type { Device } from '../devices/device.ts'
import type { MfaSettings, UserPool } from '../user-pools/user-pool.ts'
import type { MfaFactor, User } from '../users/user.ts'
import type { SignInEvent } from './factor.ts'
import { factors } from './factors.ts'
import { step, type SignInFacts, type SignInMove, type SignInPosition } from './machine.ts'
import { selectMfa } from '../factors/mfa-selection.ts'
import type { Challenge, Proof } from './state.ts'

const srp = { clientPublic: 'AQ', publicValue: 'Ag', serverSecret: 'Aw' }
const allMfa: MfaSettings = {
  MfaConfiguration: 'OPTIONAL',
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } },
  SoftwareTokenMfaConfiguration: { Enabled: true },
  EmailMfaConfiguration: {},
}
const attributes = { email: 'alice@example.com', phone_number: '+15550100' }

function device(rememberedStatus: Device['rememberedStatus']): Device {
  const at = new Date(0)
  return {
    poolId: 'us-east-1_AbCdEf123',
    sub: 'alice',
    key: 'us-east-1_1',
    name: undefined,
    salt: new Uint8Array(16),
    verifier: new Uint8Array(384),
    rememberedStatus,
    lastIpAddress: '203.0.113.7',
    sdk: undefined,
    createdAt: at,
    updatedAt: at,
    authenticatedAt: at,
  }
}

function facts(overrides: Partial<SignInFacts> = {}): SignInFacts {
  return {
    pool: buildUserPool({ mfa: allMfa }),
    user: buildUser({ attributes }),
    device: undefined,
    isCustom: false,
    target: undefined,
    isMfaDemanded: false,
    ...overrides,
  }
}

const start: SignInPosition = { challenge: undefined, proofs: [] }
const waitingFor = (challenge: Challenge | undefined, ...proofs: Proof[]): SignInPosition => ({ challenge, proofs })

describe('step', () => {
  test('a password is enough where nothing else is asked for', () => {
    assert.deepEqual(step(start, { kind: 'password-proven' }, facts()), { kind: 'authenticated', proofs: ['pwd'] })
  })

  test('a password that an administrator set must be replaced first', () => {
    const user = buildUser({ attributes, status: 'FORCE_CHANGE_PASSWORD', mfaFactors: ['SMS_MFA'] })
    const move = step(start, { kind: 'password-proven' }, facts({ user }))
    assert.deepEqual(move, { kind: 'challenge', challenge: { name: 'NEW_PASSWORD_REQUIRED' }, proofs: ['pwd'] })
  })

  test('the second factor comes after the new password', () => {
    const user = buildUser({ attributes, mfaFactors: ['SMS_MFA'] })
    const move = step(
      waitingFor({ name: 'NEW_PASSWORD_REQUIRED' }, 'pwd'),
      { kind: 'password-replaced' },
      facts({ user }),
    )
    assert.deepEqual(move, { kind: 'challenge', challenge: { name: 'SMS_MFA' }, proofs: ['pwd'] })
  })

  test('a known device proves itself after the second factor', () => {
    const user = buildUser({ attributes, mfaFactors: ['SMS_MFA'] })
    const known = facts({ user, device: device('remembered') })
    const first = step(start, { kind: 'password-proven' }, known)
    assert.deepEqual(first, { kind: 'challenge', challenge: { name: 'SMS_MFA' }, proofs: ['pwd'] })
    const second = step(waitingFor({ name: 'SMS_MFA' }, 'pwd'), { kind: 'mfa-proven', proof: 'sms' }, known)
    assert.deepEqual(second, { kind: 'challenge', challenge: { name: 'DEVICE_SRP_AUTH' }, proofs: ['pwd', 'sms'] })
  })

  const forNewDevices = buildUserPool({
    mfa: allMfa,
    configuration: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } },
  })

  test('a remembered device stands in for the second factor where only new devices are challenged', () => {
    const user = buildUser({ attributes, mfaFactors: ['SMS_MFA'] })
    const known = facts({ pool: forNewDevices, user, device: device('remembered') })
    const move = step(start, { kind: 'password-proven' }, known)
    assert.deepEqual(move, { kind: 'challenge', challenge: { name: 'DEVICE_SRP_AUTH' }, proofs: ['pwd'] })
    const end = step(waitingFor({ name: 'DEVICE_PASSWORD_VERIFIER', srp }, 'pwd'), { kind: 'device-proven' }, known)
    assert.deepEqual(end, { kind: 'authenticated', proofs: ['pwd', 'device'] })
  })

  test('a device that is not remembered stands in for nothing', () => {
    const user = buildUser({ attributes, mfaFactors: ['SMS_MFA'] })
    const known = facts({ pool: forNewDevices, user, device: device('not_remembered') })
    const move = step(start, { kind: 'password-proven' }, known)
    assert.deepEqual(move, { kind: 'challenge', challenge: { name: 'SMS_MFA' }, proofs: ['pwd'] })
  })

  test('a device that was forgotten while it proved itself stands in for nothing', () => {
    const user = buildUser({ attributes, mfaFactors: ['SMS_MFA'] })
    const position = waitingFor({ name: 'DEVICE_PASSWORD_VERIFIER', srp }, 'pwd')
    const move = step(position, { kind: 'device-proven' }, facts({ pool: forNewDevices, user }))
    assert.deepEqual(move, { kind: 'challenge', challenge: { name: 'SMS_MFA' }, proofs: ['pwd', 'device'] })
  })

  test('a factor that was not offered cannot be chosen', () => {
    const position = waitingFor({ name: 'SELECT_MFA_TYPE', choices: ['SMS_MFA'] }, 'pwd')
    const move = step(position, { kind: 'mfa-chosen', factor: 'EMAIL_OTP' }, facts())
    assert.deepEqual(move, { kind: 'refused', reason: 'parameter-invalid', detail: 'ANSWER' })
  })

  test('a set-up ends only with a software token that was verified', () => {
    const waiting = { name: 'MFA_SETUP', choices: ['SOFTWARE_TOKEN_MFA'] } as const
    const event = { kind: 'mfa-proven', proof: 'otp' } as const
    const early = step(waitingFor({ ...waiting, isSoftwareTokenVerified: false }, 'pwd'), event, facts())
    assert.deepEqual(early, { kind: 'refused', reason: 'session-invalid' })
    const done = step(waitingFor({ ...waiting, isSoftwareTokenVerified: true }, 'pwd'), event, facts())
    assert.deepEqual(done, { kind: 'authenticated', proofs: ['pwd', 'otp'] })
  })

  const firstCode = waitingFor({ name: 'EMAIL_OTP', isFirst: true })

  test('a code in the place of a password is enough where nothing else is asked for, and counts once', () => {
    const move = step(firstCode, { kind: 'code-proven', proof: 'email_otp' }, facts())
    assert.deepEqual(move, { kind: 'authenticated', proofs: ['email_otp'] })
    const bySms = step(waitingFor({ name: 'SMS_OTP' }), { kind: 'code-proven', proof: 'sms' }, facts())
    assert.deepEqual(bySms, { kind: 'authenticated', proofs: ['sms'] })
  })

  test('a code in the place of a password never stands in front of a second factor, nor of a new password', () => {
    const event = { kind: 'code-proven', proof: 'email_otp' } as const
    const invalid = { kind: 'refused', reason: 'session-invalid' }
    const withFactor = buildUser({ attributes, mfaFactors: ['EMAIL_OTP'] })
    assert.deepEqual(step(firstCode, event, facts({ user: withFactor })), invalid)
    const pool = buildUserPool({ mfa: { ...allMfa, MfaConfiguration: 'ON' } })
    assert.deepEqual(step(firstCode, event, facts({ pool })), invalid)
    const invited = buildUser({ attributes, status: 'FORCE_CHANGE_PASSWORD' })
    assert.deepEqual(step(firstCode, event, facts({ user: invited })), invalid)
  })

  test('a code in the place of a password is no second factor, nor the other way round', () => {
    const user = buildUser({ attributes, mfaFactors: ['EMAIL_OTP'] })
    const invalid = { kind: 'refused', reason: 'session-invalid' }
    assert.deepEqual(step(firstCode, { kind: 'mfa-proven', proof: 'email_otp' }, facts()), invalid)
    const second = waitingFor({ name: 'EMAIL_OTP' }, 'pwd')
    assert.deepEqual(step(second, { kind: 'code-proven', proof: 'email_otp' }, facts({ user })), invalid)
  })

  test('a level of certainty asks for the factor that it lacks, preferred or not, and for no more', () => {
    const user = buildUser({ attributes, mfaFactors: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], preferredMfaFactor: 'SMS_MFA' })
    const sure = facts({ user, target: 4 })
    const asked = { kind: 'challenge', challenge: { name: 'SOFTWARE_TOKEN_MFA' } }
    assert.deepEqual(step(start, { kind: 'password-proven' }, sure), { ...asked, proofs: ['pwd'] })
    const bySms = step(waitingFor({ name: 'SMS_MFA' }, 'pwd'), { kind: 'mfa-proven', proof: 'sms' }, sure)
    assert.deepEqual(bySms, { ...asked, proofs: ['pwd', 'sms'] })
    const byApp = step(waitingFor({ name: 'SOFTWARE_TOKEN_MFA' }, 'pwd'), { kind: 'mfa-proven', proof: 'otp' }, sure)
    assert.deepEqual(byApp, { kind: 'authenticated', proofs: ['pwd', 'otp'] })
    const device3 = facts({ pool: forNewDevices, user, target: 3, device: device('remembered') })
    const noDevice = step(start, { kind: 'password-proven' }, device3)
    assert.deepEqual(noDevice, { kind: 'challenge', challenge: { name: 'SMS_MFA' }, proofs: ['pwd'] })
  })

  test('an earlier sign-in is good for the question that is missing, never for the end', () => {
    const user = buildUser({ attributes, mfaFactors: ['SOFTWARE_TOKEN_MFA'] })
    const event = { kind: 'stepped-up' } as const
    const held = waitingFor(undefined, 'pwd')
    const asked = step(held, event, facts({ user, target: 4 }))
    assert.deepEqual(asked, { kind: 'challenge', challenge: { name: 'SOFTWARE_TOKEN_MFA' }, proofs: ['pwd'] })
    const invalid = { kind: 'refused', reason: 'session-invalid' }
    assert.deepEqual(step(held, event, facts({ target: 1 })), invalid)
    assert.deepEqual(step(waitingFor(undefined, 'pwd', 'otp'), event, facts({ user, target: 4 })), invalid)
    assert.deepEqual(step(start, event, facts({ user, target: 4 })), invalid)
  })

  test('a custom sign-in goes on by the word of functions alone, and never without it', () => {
    const user = buildUser({ attributes, mfaFactors: ['SMS_MFA'] })
    const custom = facts({ user, isCustom: true })
    const proven = step(waitingFor({ name: 'PASSWORD_VERIFIER', srp }), { kind: 'password-proven' }, custom)
    assert.deepEqual(proven, { kind: 'undecided', proofs: ['pwd'] })
    const passed = step(waitingFor(undefined, 'pwd'), { kind: 'custom-passed' }, custom)
    assert.deepEqual(passed, { kind: 'authenticated', proofs: ['pwd', 'custom'] })
    const invalid = { kind: 'refused', reason: 'session-invalid' }
    assert.deepEqual(step(start, { kind: 'custom-passed' }, facts({ user })), invalid, 'not in another flow')
    assert.deepEqual(step(start, { kind: 'password-proven' }, custom), invalid, 'nor another flow in this one')
    const waiting = waitingFor({ name: 'CUSTOM_CHALLENGE', privateParameters: {} })
    assert.deepEqual(step(waiting, { kind: 'custom-passed' }, custom), invalid, 'nor while a question waits')
  })

  test('the word of functions does not keep a password that an administrator set, nor stand in for a device', () => {
    const invited = buildUser({ attributes, status: 'FORCE_CHANGE_PASSWORD' })
    const event = { kind: 'custom-passed' } as const
    const replaced = step(start, event, facts({ user: invited, isCustom: true }))
    assert.deepEqual(replaced, { kind: 'challenge', challenge: { name: 'NEW_PASSWORD_REQUIRED' }, proofs: ['custom'] })
    const known = step(start, event, facts({ isCustom: true, device: device('remembered') }))
    assert.deepEqual(known, { kind: 'challenge', challenge: { name: 'DEVICE_SRP_AUTH' }, proofs: ['custom'] })
  })

  test('a pool that requires a second factor refuses a user for whom there is none', () => {
    const pool = buildUserPool({
      mfa: {
        ...allMfa,
        MfaConfiguration: 'ON',
        SoftwareTokenMfaConfiguration: undefined,
        EmailMfaConfiguration: undefined,
      },
    })
    const move = step(start, { kind: 'password-proven' }, facts({ pool, user: buildUser() }))
    assert.deepEqual(move, { kind: 'refused', reason: 'no-mfa-method' })
  })
})

const factorNames: readonly MfaFactor[] = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']
const anyFactor = fc.constantFrom(...factorNames)

/** Every event, in any order: a hostile client and a confused one. */
const anyEvent: fc.Arbitrary<SignInEvent> = fc.oneof(
  fc.constant({ kind: 'password-proven' } as const),
  fc.constant({ kind: 'password-replaced' } as const),
  anyFactor.map((factor) => ({ kind: 'mfa-chosen', factor }) as const),
  fc.constantFrom('sms', 'email_otp').map((proof) => ({ kind: 'code-proven', proof }) as const),
  fc.constantFrom('sms', 'otp', 'email_otp').map((proof) => ({ kind: 'mfa-proven', proof }) as const),
  fc.constant({ kind: 'email-given', address: 'a@example.com' } as const),
  fc.constant({ kind: 'device-begun', srp } as const),
  fc.constant({ kind: 'device-proven' } as const),
)

const anyPool: fc.Arbitrary<UserPool> = fc
  .record({
    mode: fc.constantFrom('OFF', 'ON', 'OPTIONAL'),
    offered: fc.uniqueArray(anyFactor),
    onNewDevice: fc.option(fc.boolean(), { nil: undefined }),
  })
  .map(({ mode, offered, onNewDevice }) =>
    buildUserPool({
      mfa: {
        MfaConfiguration: mode,
        SmsMfaConfiguration: offered.includes('SMS_MFA') ? allMfa.SmsMfaConfiguration : undefined,
        SoftwareTokenMfaConfiguration: { Enabled: offered.includes('SOFTWARE_TOKEN_MFA') },
        EmailMfaConfiguration: offered.includes('EMAIL_OTP') ? {} : undefined,
      },
      ...(onNewDevice === undefined
        ? {}
        : { configuration: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: onNewDevice } } }),
    }),
  )

const anyUser: fc.Arbitrary<User> = fc
  .record({
    status: fc.constantFrom('CONFIRMED', 'FORCE_CHANGE_PASSWORD'),
    held: fc.uniqueArray(anyFactor),
    preferred: fc.option(anyFactor, { nil: undefined }),
    known: fc.constantFrom({}, { email: 'a@example.com' }, attributes),
  })
  .map(({ status, held, preferred, known }) =>
    buildUser({ status, mfaFactors: held, preferredMfaFactor: preferred, attributes: known }),
  )

const anyDevice = fc.option(fc.constantFrom('remembered', 'not_remembered').map(device), { nil: undefined })

const anyWorld: fc.Arbitrary<SignInFacts> = fc.record({
  pool: anyPool,
  user: anyUser,
  device: anyDevice,
  isCustom: fc.constant(false),
  target: fc.constantFrom(undefined, 1, 2, 3, 4),
  isMfaDemanded: fc.boolean(),
})

/** Nothing yet, or a first factor that was chosen. */
const anyStart = fc.constantFrom<SignInPosition>(
  start,
  waitingFor({ name: 'PASSWORD' }),
  waitingFor({ name: 'EMAIL_OTP', isFirst: true }),
  waitingFor({ name: 'SMS_OTP' }),
)
const anyEvents = fc.array(anyEvent, { maxLength: 12 })

/** What the flow around the machine does with a move: the world changes by what was proven. */
function apply(world: SignInFacts, position: SignInPosition, event: SignInEvent): SignInFacts {
  if (position.challenge?.name === 'NEW_PASSWORD_REQUIRED' && event.kind === 'password-replaced') {
    return { ...world, user: { ...world.user, status: 'CONFIRMED' } }
  }
  return world
}

describe('a walk over the machine', () => {
  test('would notice an end without the second factor', () => {
    const user = buildUser({ attributes, mfaFactors: ['SMS_MFA'] })
    assert.throws(() => assertComplete(facts({ user }), ['pwd']), /the second factor is shown/)
    assert.throws(() => assertComplete(facts({ device: device('remembered') }), ['pwd']), /a named device/)
  })

  test('takes only events of the challenge that waits, and ends only when nothing is missing', () => {
    let ended = 0
    fc.assert(
      fc.property(anyWorld, anyStart, anyEvents, (given, begun, events) => {
        let world = given
        let position = begun
        for (const event of events) {
          world = apply(world, position, event)
          const move: SignInMove = step(position, event, world)
          const unasked = ['password-proven', 'stepped-up']
          const expected = position.challenge ? factors[position.challenge.name].events : unasked
          if (!expected.includes(event.kind)) assert.deepEqual(move, { kind: 'refused', reason: 'session-invalid' })
          if (move.kind === 'refused') continue
          assert.ok(move.kind !== 'undecided', 'functions are asked in custom sign-ins only')
          assert.deepEqual(move.proofs.slice(0, position.proofs.length), position.proofs, 'proofs are never lost')
          if (move.kind === 'authenticated') {
            assertComplete(world, move.proofs)
            ended += 1
            return
          }
          position = { challenge: move.challenge, proofs: move.proofs }
        }
      }),
      { numRuns: 20_000, seed: 7 },
    )
    assert.ok(ended > 500, `only ${ended} walks came to an end`)
  })
})

function assertComplete({ pool, user, device: known }: SignInFacts, proofs: readonly Proof[]): void {
  if (!proofs.includes('pwd')) {
    assert.ok(proofs.length === 1 && selectMfa(pool, user).kind === 'none', 'a code alone is no second factor')
    assert.equal(user.status, 'CONFIRMED')
    return
  }
  assert.equal(user.status, 'CONFIRMED')
  if (known) assert.ok(proofs.includes('device'), 'a named device has proven itself')
  const hasSecondFactor = proofs.slice(1).some((proof) => ['sms', 'otp', 'email_otp'].includes(proof))
  const isWaived =
    pool.configuration.DeviceConfiguration?.ChallengeRequiredOnNewDevice === true &&
    known?.rememberedStatus === 'remembered'
  if (selectMfa(pool, user).kind !== 'none') assert.ok(hasSecondFactor || isWaived, 'the second factor is shown')
}
