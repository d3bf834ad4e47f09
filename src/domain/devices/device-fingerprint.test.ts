import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../test/fast-check.ts'
import { deviceFactsOf } from './device-fingerprint.ts'

/** As amazon-cognito-advanced-security-data makes it. */
function encoded(contextData: unknown): string {
  const payload = JSON.stringify({
    contextData,
    username: 'alice',
    userPoolId: 'us-east-1_A',
    timestamp: '1700000000000',
  })
  return Buffer.from(JSON.stringify({ payload, signature: 'c2ln', version: 'JS20171115' })).toString('base64')
}

describe('EncodedData', () => {
  test('tells a device by its id, which is kept hashed', () => {
    const facts = deviceFactsOf(encoded({ DeviceId: 'abc:123', DeviceName: 'Pixel', ClientTimezone: '+02:00' }))
    assert.deepEqual(facts, { idHash: facts?.idHash, name: 'Pixel', timezone: '+02:00' })
    assert.match(facts?.idHash ?? '', /^[\w-]{43}$/)
    assert.ok(!JSON.stringify(facts).includes('abc:123'))
  })

  test('is ignored where it makes no sense', () => {
    const wrong = [undefined, '', 'x', 'e30=', Buffer.from('[]').toString('base64'), 'A'.repeat(40_000)]
    for (const text of [...wrong, encoded(undefined), encoded([]), encoded({ DeviceId: { toString: 1 } })]) {
      assert.equal(deviceFactsOf(text), undefined)
    }
    fc.assert(
      fc.property(
        fc.string(),
        fc.anything(),
        (text, value) => void [deviceFactsOf(text), deviceFactsOf(encoded(value))],
      ),
    )
  })

  test('brings neither control characters nor endless names', () => {
    const facts = deviceFactsOf(encoded({ DeviceName: `a\n\u0000\u202e${'b'.repeat(999)}`, ClientTimezone: 'a\nb' }))
    assert.deepEqual(facts, { name: `a${'b'.repeat(252)}` })
  })
})
