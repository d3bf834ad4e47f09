import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../test/fast-check.ts'
import { factors, isChallengeName } from './factors.ts'
import { firstStep } from './first-step.ts'
import type { FirstStepEvent } from './factor.ts'
import type { Challenge, FirstFactor } from './state.ts'

const srp = { clientPublic: 'AQ', publicValue: 'Ag', serverSecret: 'Aw' }
const all: readonly FirstFactor[] = ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP']
const named = (preferred?: string): FirstStepEvent => ({ kind: 'named', preferred })
const start = (firstFactors: readonly FirstFactor[]) => ({ challenge: undefined, firstFactors })

describe('firstStep', () => {
  test('asks what to begin with where there is a choice', () => {
    assert.deepEqual(firstStep(start(all), named()), { name: 'SELECT_CHALLENGE' })
    assert.deepEqual(firstStep(start(all), named('WEB_AUTHN')), { name: 'SELECT_CHALLENGE' })
    assert.deepEqual(firstStep(start(['PASSWORD', 'EMAIL_OTP']), named('SMS_OTP')), { name: 'SELECT_CHALLENGE' })
  })

  test('goes straight to what is preferred, and to the only one there is', () => {
    assert.deepEqual(firstStep(start(all), named('SMS_OTP')), { name: 'SMS_OTP' })
    assert.deepEqual(firstStep(start(['EMAIL_OTP']), named()), { name: 'EMAIL_OTP', isFirst: true })
    assert.deepEqual(firstStep(start(['EMAIL_OTP']), named('PASSWORD')), { name: 'EMAIL_OTP', isFirst: true })
  })

  test('goes on with what is chosen, if it is among the choices', () => {
    const waiting = { challenge: { name: 'SELECT_CHALLENGE' }, firstFactors: ['PASSWORD', 'EMAIL_OTP'] } as const
    const choose = (factor: FirstFactor) => firstStep(waiting, { kind: 'first-factor-chosen', factor })
    assert.deepEqual(choose('EMAIL_OTP'), { name: 'EMAIL_OTP', isFirst: true })
    assert.deepEqual(choose('SMS_OTP'), { kind: 'refused', reason: 'parameter-invalid', detail: 'ANSWER' })
    const begun = firstStep(waiting, { kind: 'srp-begun', srp })
    assert.deepEqual(begun, { kind: 'refused', reason: 'parameter-invalid', detail: 'ANSWER' })
  })

  test('begins an exchange where nothing was asked, and where it was chosen', () => {
    const verifier = { name: 'PASSWORD_VERIFIER', srp }
    const event = { kind: 'srp-begun', srp } as const
    assert.deepEqual(firstStep({ challenge: undefined, firstFactors: undefined }, event), verifier)
    assert.deepEqual(firstStep({ challenge: { name: 'PASSWORD_SRP' }, firstFactors: all }, event), verifier)
  })

  test('takes only events of the challenge that waits', () => {
    const events: readonly FirstStepEvent[] = [
      named('EMAIL_OTP'),
      { kind: 'first-factor-chosen', factor: 'EMAIL_OTP' },
      { kind: 'srp-begun', srp },
    ]
    const names = Object.keys(factors).filter(isChallengeName)
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom(...events), (name, event) => {
        // What else the challenge knows does not matter: only its name decides.
        const challenge = { name } as Challenge
        const move = firstStep({ challenge, firstFactors: all }, event)
        if (!factors[name].events.includes(event.kind)) {
          assert.deepEqual(move, { kind: 'refused', reason: 'session-invalid' })
        }
      }),
    )
  })
})
