import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { systemClock } from '../system/clock.ts'
import { createAllowance } from './allowance.ts'
import { estimate } from './estimate.ts'
import { openPasswordMeter } from './open-password-meter.ts'

describe('how hard a password is to guess', () => {
  for (const [password, weakness] of [
    ['password1', 'common'],
    ['qwertyuiop', 'common'],
    ['lovelace', 'words'],
    ['abcdefghijk', 'pattern'],
    ['aaaaaaaaaaaaaaaa', 'pattern'],
    ['01.05.1990', 'date'],
    ['d8fh2k', 'short'],
  ] as const)
    test(`${password} is weak by ${weakness}`, () => {
      const { score, weakness: found } = estimate(password, [])
      assert.ok(score < 3)
      assert.equal(found, weakness)
    })

  test('several words are strong, however long, and one’s own name is a word', () => {
    assert.deepEqual(estimate('correct horse battery staple', []), { score: 4, weakness: undefined })
    assert.deepEqual(estimate(`${'a'.repeat(60)} otter lantern vivid quartz`, []), { score: 4, weakness: undefined })
    assert.equal(estimate('xkqwvz', ['xkqwvz']).weakness, 'words')
  })
})

describe('the thread that judges', () => {
  const question = { ownWords: [], from: '192.0.2.1', withinMilliseconds: 60_000 }

  test('answers each question with its own answer, and nothing where nobody waits', async () => {
    using meter = openPasswordMeter(systemClock)
    const [weak, strong, late] = await Promise.all([
      meter.measure({ ...question, password: 'password1' }),
      meter.measure({ ...question, password: 'otter lantern vivid quartz' }),
      meter.measure({ ...question, password: 'password1', withinMilliseconds: 0 }),
    ])
    assert.deepEqual([weak?.weakness, strong?.score, late], ['common', 4, undefined])
  })

  test('lets sixteen wait and no more', async () => {
    using meter = openPasswordMeter(systemClock)
    const asked = Array.from({ length: 20 }, (_, index) =>
      meter.measure({ ...question, from: `192.0.2.${index}`, password: 'password1', withinMilliseconds: 0 }),
    )
    assert.equal((await Promise.all(asked)).filter((answer) => answer !== undefined).length, 0)
  })
})

test('an address may ask forty times a minute', () => {
  let now = 0
  const allowance = createAllowance({ now: () => new Date(now) })
  const granted = () => Array.from({ length: 50 }, () => allowance.take('192.0.2.1')).filter(Boolean).length
  assert.equal(granted(), 40)
  assert.equal(allowance.take('192.0.2.2'), true)
  now += 60_000
  assert.equal(granted(), 40)
})
