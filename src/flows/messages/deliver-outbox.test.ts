import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OutboundMessage, OutboxItem } from '../../domain/messages/message.ts'
import type { SendResult } from '../../ports/message-sender.ts'
import type { Random } from '../../ports/random.ts'
import { givenPool } from '../../testing/given.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { createOutboxDispatcher, type DeliveryOutcome } from './deliver-outbox.ts'

const sent: SendResult = { kind: 'sent' }
const busy: SendResult = { kind: 'failed', reason: '451 busy', permanent: false }
const refused: SendResult = { kind: 'failed', reason: '550 no such user', permanent: true }
const unreachable: SendResult = { kind: 'unreachable', reason: 'no connection' }
/** Every wait as short as it may be. */
const random: Random = { bytes: (size) => new Uint8Array(size) }

async function given(answer: (message: OutboxItem) => SendResult | Promise<SendResult> = () => sent) {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const tried: string[] = []
  const send = async (message: OutboxItem) => {
    tried.push(message.id)
    return answer(message)
  }
  const outcomes: DeliveryOutcome[] = []
  const outbox = createOutboxDispatcher({
    ...ports,
    random,
    send,
    observe: (outcome) => void outcomes.push(outcome),
  })
  const enqueue = (...ids: string[]) => ports.storage.commit(ids.map((id) => enqueued(ports, pool.id, id)))
  return { ports, tried, outbox, enqueue, send, outcomes, poolId: pool.id }
}

function enqueued(ports: TestPorts, poolId: string, id: string, overrides: Partial<OutboundMessage> = {}) {
  const message: OutboundMessage = {
    id,
    poolId,
    channel: 'EMAIL',
    to: 'alice@example.com',
    subject: 'Hello',
    text: 'Your code is 123456',
    html: undefined,
    code: '123456',
    createdAt: ports.clock.now(),
    ...overrides,
  }
  return { write: 'enqueueMessage', message } as const
}

describe('the outbox', () => {
  test('sends each message once', async () => {
    const { tried, outbox, enqueue, ports } = await given()
    await enqueue('a', 'b', 'c')
    await outbox.drain()
    assert.deepEqual(tried, ['a', 'b', 'c'])
    ports.clock.advanceSeconds(100_000)
    await outbox.drain()
    assert.equal(tried.length, 3)
  })

  test('sends more than one batch in one go', async () => {
    const { tried, outbox, enqueue } = await given()
    await enqueue(...Array.from({ length: 25 }, (_, index) => `m${index}`))
    await outbox.drain()
    assert.equal(tried.length, 25)
  })

  test('many kicks make one run', async () => {
    const { ports, tried, enqueue, send } = await given()
    let claims = 0
    const claimMessages: typeof ports.storage.installation.claimMessages = (...args) => {
      claims += 1
      return ports.storage.installation.claimMessages(...args)
    }
    const storage = { commit: ports.storage.commit, installation: { ...ports.storage.installation, claimMessages } }
    const outbox = createOutboxDispatcher({ ...ports, storage, send })
    await enqueue('a')
    for (let kick = 0; kick < 100; kick += 1) outbox.kick()
    await outbox.drain()
    assert.deepEqual(tried, ['a'])
    assert.ok(claims <= 4, `${claims} claims`)
  })

  test('what is enqueued while a run is under way goes out too', async () => {
    let enqueueMore = async () => {}
    const { tried, outbox, enqueue } = await given(async ({ id }) => {
      if (id === 'a') await enqueueMore()
      return sent
    })
    enqueueMore = async () => {
      await enqueue('b')
      outbox.kick()
    }
    await enqueue('a')
    await outbox.drain()
    assert.deepEqual(tried, ['a', 'b'])
  })

  test('two nodes do not send the same message', async () => {
    const { ports, tried, outbox, enqueue, send } = await given()
    const neighbour = createOutboxDispatcher({ ...ports, send })
    await enqueue(...Array.from({ length: 30 }, (_, index) => `m${index}`))
    await Promise.all([outbox.drain(), neighbour.drain()])
    assert.equal(tried.length, 30)
    assert.equal(new Set(tried).size, 30)
  })

  test('a failed message waits twice as long each time and is given up after ten tries', async () => {
    const { ports, tried, outbox, enqueue } = await given(() => busy)
    await enqueue('a')
    const waits = [0, 15, 30, 60, 120, 240, 480, 960, 1920, 3600]
    for (const [index, wait] of waits.entries()) {
      if (wait > 0) {
        ports.clock.advanceSeconds(wait - 1)
        await outbox.drain()
        assert.equal(tried.length, index, `try ${index + 1} is not made a second early`)
        ports.clock.advanceSeconds(1)
      }
      await outbox.drain()
      assert.equal(tried.length, index + 1)
    }
    ports.clock.advanceSeconds(1_000_000)
    await outbox.drain()
    assert.equal(tried.length, 10)
    assert.deepEqual(ports.lines.at(-1), {
      level: 'error',
      fields: { messageId: 'a', poolId: 'us-east-1_AbCdEf123', channel: 'EMAIL', tries: 10, reason: '451 busy' },
      message: 'a message is given up',
    })
  })

  test('a permanent failure is not tried again', async () => {
    const { ports, tried, outbox, enqueue } = await given(() => refused)
    await enqueue('a')
    await outbox.drain()
    ports.clock.advanceSeconds(1_000_000)
    await outbox.drain()
    assert.equal(tried.length, 1)
  })

  test('what failed together does not come back together: up to a quarter more is waited', async () => {
    const { ports, tried, enqueue, send } = await given(() => busy)
    const late: Random = { bytes: (size) => new Uint8Array(size).fill(255) }
    const outbox = createOutboxDispatcher({ ...ports, random: late, send })
    await enqueue('a')
    await outbox.drain()
    ports.clock.advanceSeconds(18)
    await outbox.drain()
    assert.equal(tried.length, 1)
    ports.clock.advanceSeconds(1)
    await outbox.drain()
    assert.equal(tried.length, 2)
  })

  test('a message that nobody can carry is kept for a day, and tried every few minutes', async () => {
    const { ports, tried, outbox, enqueue, outcomes } = await given(() => unreachable)
    await enqueue('a')
    for (let minutes = 0; minutes <= 24 * 60; minutes += 5) {
      await outbox.drain()
      ports.clock.advanceSeconds(300)
    }
    assert.ok(tried.length > 250, `${tried.length} tries`)
    assert.deepEqual(
      outcomes.slice(-2).map(({ result }) => result),
      ['postponed', 'given-up'],
    )
    ports.clock.advanceSeconds(1_000_000)
    await outbox.drain()
    assert.equal(outcomes.filter(({ result }) => result === 'given-up').length, 1)
  })

  test('a message whose code has expired is given up unsent', async () => {
    const { ports, tried, outbox, poolId, outcomes } = await given()
    const expiresAt = new Date(ports.clock.now().getTime() + 180_000)
    await ports.storage.commit([enqueued(ports, poolId, 'a', { expiresAt })])
    ports.clock.advanceSeconds(180)
    await outbox.drain()
    assert.deepEqual(tried, [])
    assert.deepEqual(outcomes, [{ channel: 'EMAIL', result: 'given-up' }])
  })

  test('a slow recipient holds one place, and no more than ten are taken', async () => {
    let release = () => {}
    let underWay = 0
    let most = 0
    const { tried, outbox, enqueue } = await given(async ({ id }) => {
      underWay += 1
      most = Math.max(most, underWay)
      if (id === 'm0') await new Promise<void>((resolve) => (release = resolve))
      underWay -= 1
      return sent
    })
    await enqueue(...Array.from({ length: 40 }, (_, index) => `m${index}`))
    const drained = outbox.drain()
    while (tried.length < 40) await new Promise((resolve) => setImmediate(resolve))
    release()
    await drained
    assert.ok(most <= 10, `${most} at once`)
  })

  test('what cannot be stored is sent once more, and holds up nothing', async () => {
    const { ports, tried, enqueue, send } = await given()
    let isBroken = true
    const commit: typeof ports.storage.commit = async (writes) => {
      if (isBroken && writes.some(({ write }) => write === 'completeMessage')) throw new Error('no disk')
      return ports.storage.commit(writes)
    }
    const outbox = createOutboxDispatcher({ ...ports, storage: { ...ports.storage, commit }, send })
    await enqueue('a', 'b')
    await outbox.drain()
    isBroken = false
    ports.clock.advanceSeconds(120)
    await outbox.drain()
    assert.deepEqual(tried, ['a', 'b', 'a', 'b'])
  })

  test('a message that breaks the sender holds up no other', async () => {
    const { ports, tried, outbox, enqueue } = await given(({ id }) => {
      if (id === 'bad') throw new Error('boom')
      return sent
    })
    await enqueue('bad', 'good')
    await outbox.drain()
    assert.deepEqual(tried, ['bad', 'good'])
    ports.clock.advanceSeconds(15)
    await outbox.drain()
    assert.deepEqual(tried, ['bad', 'good', 'bad'])
  })

  test('a message of a node that died is sent by another once its lease is over', async () => {
    const { ports, tried, outbox, enqueue } = await given()
    await enqueue('a')
    await ports.storage.installation.claimMessages(10, 120, ports.clock.now())
    await outbox.drain()
    assert.deepEqual(tried, [])
    ports.clock.advanceSeconds(120)
    await outbox.drain()
    assert.deepEqual(tried, ['a'])
  })

  test('a storage that fails is logged, and the next kick goes on', async () => {
    const { ports, tried, enqueue, send } = await given()
    let isBroken = true
    const claimMessages: typeof ports.storage.installation.claimMessages = async (...args) => {
      if (isBroken) throw new Error('no disk')
      return ports.storage.installation.claimMessages(...args)
    }
    const storage = { commit: ports.storage.commit, installation: { ...ports.storage.installation, claimMessages } }
    const outbox = createOutboxDispatcher({ ...ports, storage, send })
    await enqueue('a')
    await outbox.drain()
    assert.equal(ports.lines.at(-1)?.message, 'the outbox could not be read')
    isBroken = false
    await outbox.drain()
    assert.deepEqual(tried, ['a'])
  })

  test('logs neither code nor address', async () => {
    const { ports, outbox, enqueue } = await given(() => busy)
    await enqueue('a')
    await outbox.drain()
    assert.ok(ports.lines.length > 0)
    assert.doesNotMatch(JSON.stringify(ports.lines), /123456|alice/)
  })

  test('the timer starts a run, and stops with the dispatcher', async () => {
    const { ports, tried, enqueue, send } = await given()
    let tick = () => {}
    let isStopped = false
    const outbox = createOutboxDispatcher({
      ...ports,
      send,
      repeat: (seconds, job) => {
        assert.equal(seconds, 15)
        tick = job
        return { [Symbol.dispose]: () => void (isStopped = true) }
      },
    })
    await enqueue('a')
    tick()
    await outbox.drain()
    assert.deepEqual(tried, ['a'])
    await outbox[Symbol.asyncDispose]()
    assert.equal(isStopped, true)
  })

  test('disposal waits for what is being sent and starts nothing more', async () => {
    let release = () => {}
    const { tried, outbox, enqueue } = await given(() => new Promise((resolve) => (release = () => resolve(sent))))
    await enqueue('a')
    outbox.kick()
    while (tried.length === 0) await new Promise((resolve) => setImmediate(resolve))
    let isDisposed = false
    const disposal = outbox[Symbol.asyncDispose]().then(() => void (isDisposed = true))
    await new Promise((resolve) => setImmediate(resolve))
    assert.equal(isDisposed, false)
    release()
    await disposal
    await enqueue('b')
    outbox.kick()
    await outbox.drain()
    assert.deepEqual(tried, ['a'])
  })
})
