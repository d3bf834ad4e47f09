import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AuthEvent } from './auth-event.ts'
import { assessRisk, type RiskySignIn } from './assess-risk.ts'

const now = new Date('2026-03-01T12:00:00Z')
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0'
const chrome = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36'

function event(overrides: Partial<AuthEvent> = {}, hoursAgo = 48): AuthEvent {
  return {
    poolId: 'pool',
    sub: 'alice',
    id: 'event',
    type: 'SignIn',
    response: 'Pass',
    createdAt: new Date(now.getTime() - hoursAgo * 3_600_000),
    clientId: 'client',
    ipAddress: '192.0.2.7',
    userAgent: firefox,
    challenges: [],
    ...overrides,
  }
}

function signIn(request: Partial<RiskySignIn['request']> = {}, isOnKnownDevice = false): RiskySignIn {
  return { request: { sourceIp: '192.0.2.99', userAgent: firefox, ...request }, isOnKnownDevice, now }
}

describe('a sign-in', () => {
  test('is no risk for what was turned away at addresses that the pool blocks', () => {
    const turnedAway = (nth: number) => {
      return event({ response: 'Fail', risk: { decision: 'Block', level: 'High' }, ipAddress: `198.51.${nth}.1` }, 0.5)
    }
    const history = [...Array.from({ length: 12 }, (_, nth) => turnedAway(nth)), event()]
    assert.deepEqual(assessRisk(signIn(), history), { level: undefined, signals: [] })
  })

  test('is nothing new the first time', () => {
    assert.deepEqual(assessRisk(signIn(), []), { level: undefined, signals: [] })
    assert.deepEqual(assessRisk(signIn(), [event({ type: 'SignUp' })]), { level: undefined, signals: [] })
  })

  test('from the usual place on the usual device is no risk, after an update of the browser too', () => {
    const updated = firefox.replaceAll('150', '151')
    assert.deepEqual(assessRisk(signIn({ userAgent: updated }), [event()]), { level: undefined, signals: [] })
  })

  test('is more of a risk the more is new about it', () => {
    const elsewhere = { sourceIp: '198.51.100.1' }
    assert.deepEqual(assessRisk(signIn(elsewhere), [event()]), { level: 'Low', signals: ['new-network'] })
    assert.deepEqual(assessRisk(signIn({ userAgent: chrome }), [event()]), { level: 'Low', signals: ['new-device'] })
    assert.deepEqual(assessRisk(signIn({ ...elsewhere, userAgent: chrome }), [event()]), {
      level: 'Medium',
      signals: ['new-device', 'new-network'],
    })
    const justNow = event({}, 0.1)
    assert.deepEqual(assessRisk(signIn({ ...elsewhere, userAgent: chrome }), [justNow]), {
      level: 'High',
      signals: ['new-device', 'new-network', 'pace'],
    })
  })

  test('on a device of the user’s is on no new device', () => {
    assert.deepEqual(assessRisk(signIn({ userAgent: chrome }, true), [event()]).signals, [])
    const device = { idHash: 'hash' }
    assert.deepEqual(assessRisk(signIn({ userAgent: chrome, device }), [event({ device })]).signals, [])
    // The same kind of browser with an id of its own is another device.
    assert.deepEqual(assessRisk(signIn({ device: { idHash: 'other' } }), [event({ device })]).signals, ['new-device'])
  })

  test('of IPv6 is in one network by its /48, and in one part of it by its /64', () => {
    const home = event({ ipAddress: '2001:db8:1:1::5' })
    assert.deepEqual(assessRisk(signIn({ sourceIp: '2001:db8:1:1:ffff::9' }), [home]).signals, [])
    assert.deepEqual(assessRisk(signIn({ sourceIp: '2001:db8:1:2::9' }), [home]).signals, ['new-subnet'])
    assert.deepEqual(assessRisk(signIn({ sourceIp: '2001:db8:2:1::5' }), [home]).signals, ['new-network'])
    assert.deepEqual(assessRisk(signIn({ sourceIp: '::ffff:192.0.2.8' }), [event()]).signals, [])
    // Rotating through a /64 or a /48 finds no new networks, so that it makes no pace either.
    const rotating = [1, 2, 3, 4].map((part) => event({ ipAddress: `2001:db8:1:1::${part}` }, 0.2))
    assert.deepEqual(assessRisk(signIn({ sourceIp: '2001:db8:1:1::99' }), rotating).signals, [])
  })

  test('after guesses of others is a risk, after the user’s own slips is none', () => {
    const guesses = [1, 2, 3].map((hours) => event({ response: 'Fail', ipAddress: '203.0.113.5' }, hours))
    assert.deepEqual(assessRisk(signIn(), [...guesses, event()]).signals, ['failures'])
    const slips = [1, 2, 3].map((hours) => event({ response: 'Fail' }, hours))
    assert.deepEqual(assessRisk(signIn(), [...slips, event()]).signals, [])
    const many = Array.from({ length: 10 }, () => event({ response: 'Fail' }, 2))
    assert.deepEqual(assessRisk(signIn(), [...many, event()]), { level: 'Low', signals: ['many-failures'] })
    const old = guesses.map((each) => ({ ...each, createdAt: new Date(0) }))
    assert.deepEqual(assessRisk(signIn(), [...old, event()]).signals, [])
  })

  test('from several networks within an hour is too quick', () => {
    const places = ['192.0.2.7', '198.51.100.1', '203.0.113.1'].map((ipAddress) => event({ ipAddress }, 0.5))
    assert.deepEqual(assessRisk(signIn(), places).signals, ['pace'])
  })

  test('is judged by what was said of earlier ones', () => {
    const at = now
    const disowned = event({ ipAddress: '198.51.100.1', feedback: { value: 'Invalid', provider: 'User', at } })
    const there = signIn({ sourceIp: '198.51.100.9' })
    assert.equal(assessRisk(there, [disowned, event()]).level, 'High')
    const owned = event({
      ipAddress: '198.51.100.1',
      response: 'Fail',
      feedback: { value: 'Valid', provider: 'User', at },
    })
    assert.deepEqual(assessRisk(there, [owned, event()]).signals, [])
  })

  test('by a tool is odd for somebody who uses none', () => {
    assert.deepEqual(assessRisk(signIn({ userAgent: 'curl/8.0' }, true), [event()]).signals, ['automation'])
    assert.deepEqual(assessRisk(signIn({ userAgent: 'curl/8.0' }), [event({ userAgent: 'curl/7.0' })]).signals, [])
  })
})
