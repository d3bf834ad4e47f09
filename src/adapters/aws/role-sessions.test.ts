import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AssumedRole } from './assume-role.ts'
import { keepRoleSessions } from './role-sessions.ts'

const role = 'arn:aws:iam::123456789012:role/notes'
const hour = 3_600_000

/** STS with a number for each session; `next` says what it answers from then on. */
function startSessions() {
  let time = Date.parse('2026-12-01T12:00:00Z')
  const asked: string[] = []
  let answer: (number: number) => AssumedRole | Promise<AssumedRole> = sessionFor
  function sessionFor(number: number, lifeMilliseconds = hour): AssumedRole {
    const accessKey = { accessKeyId: `ASIA${number}`, secretAccessKey: 'secret', sessionToken: 'token' }
    return { kind: 'assumed', session: { accessKey, expiresAt: new Date(time + lifeMilliseconds) } }
  }
  const find = keepRoleSessions({
    assume: async (arn) => {
      asked.push(arn)
      return answer(asked.length)
    },
    clock: { now: () => new Date(time) },
  })
  return {
    asked,
    sessionFor,
    advance: (seconds: number) => {
      time += seconds * 1000
    },
    next: (given: typeof answer) => {
      answer = given
    },
    /** The id of its key, or what is said instead. */
    find: async (arn = role) => {
      const found = await find(arn)
      return found.kind === 'found' ? found.accessKey.accessKeyId : `${found.kind}: ${found.reason}`
    },
  }
}

const refused = async (): Promise<AssumedRole> => ({ kind: 'refused', reason: 'STS answered 403 AccessDenied' })
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('sessions of roles', () => {
  test('are asked for once, however many wait', async () => {
    const sessions = startSessions()
    const keys = await Promise.all(Array.from({ length: 50 }, () => sessions.find()))
    assert.deepEqual([new Set(keys), sessions.asked], [new Set(['ASIA1']), [role]])
    assert.equal(await sessions.find(), 'ASIA1')
  })

  test('are each role’s own', async () => {
    const sessions = startSessions()
    assert.deepEqual([await sessions.find(), await sessions.find(`${role}2`)], ['ASIA1', 'ASIA2'])
  })

  test('are renewed before they end, and nobody waits for it', async () => {
    const sessions = startSessions()
    await sessions.find()
    sessions.advance(56 * 60)
    const gate = Promise.withResolvers<AssumedRole>()
    sessions.next(() => gate.promise)
    assert.deepEqual([await sessions.find(), await sessions.find()], ['ASIA1', 'ASIA1'])
    assert.equal(sessions.asked.length, 2)
    gate.resolve(sessions.sessionFor(2))
    await settled()
    assert.equal(await sessions.find(), 'ASIA2')
  })

  test('stay good while STS cannot be asked, and not beyond their end', async () => {
    const sessions = startSessions()
    await sessions.find()
    sessions.next(async () => ({ kind: 'unreachable', reason: 'no connection to STS' }))
    sessions.advance(56 * 60)
    await sessions.find()
    await settled()
    assert.equal(await sessions.find(), 'ASIA1')
    sessions.advance(4 * 60)
    assert.equal(await sessions.find(), `unreachable: no connection to STS for ${role}`)
  })

  test('that are refused are not asked for at every request', async () => {
    const sessions = startSessions()
    sessions.next(refused)
    const said = `refused: STS answered 403 AccessDenied for ${role}`
    assert.deepEqual([await sessions.find(), await sessions.find()], [said, said])
    assert.equal(sessions.asked.length, 1)
    sessions.advance(3)
    sessions.next(sessions.sessionFor)
    assert.equal(await sessions.find(), 'ASIA2')
  })

  test('that live but for a moment do not become a flood', async () => {
    const sessions = startSessions()
    sessions.next((number) => sessions.sessionFor(number, 60_000))
    for (let count = 0; count < 20; count += 1) {
      await sessions.find()
      await settled()
    }
    assert.equal(sessions.asked.length, 1)
  })

  test('of many roles are forgotten, the oldest first', async () => {
    const sessions = startSessions()
    for (let count = 0; count <= 500; count += 1) await sessions.find(`${role}${count}`)
    await sessions.find(`${role}500`)
    assert.equal(sessions.asked.length, 501)
    await sessions.find(`${role}0`)
    assert.equal(sessions.asked.length, 502)
  })
})
