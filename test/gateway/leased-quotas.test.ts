import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openMemoryStorage } from '../../src/adapters/sqlite/open-memory-storage.ts'
import { newDataKey, openSealer } from '../../src/crypto/sealing/seal.ts'
import type { Quota } from '../../src/gateway/definition/usage-plan.ts'
import { createLeasedQuotas } from '../../src/gateway/throttling/leased-quotas.ts'
import type { QuotaStore } from '../../src/gateway/throttling/quota-lease.ts'
import { createUsageCounters, type UsageCounters } from '../../src/gateway/throttling/usage-counters.ts'
import { now } from './gateway-under-test.ts'

const day = 86_400_000
const holder = {
  key: { id: 'key', name: 'Key', value: 'a-good-key-of-some-length', isEnabled: true },
  plan: { id: 'plan', name: 'Plan', stages: [], throttle: undefined, quota: undefined, keys: [] },
}

function quotaOf(limit: number, overrides: Partial<Quota> = {}): Quota {
  return { limit, period: 'DAY', offset: 0, ...overrides }
}

async function openStore() {
  const masterKey = new Uint8Array(32)
  return openMemoryStorage(openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) }))
}

function processes(store: QuotaStore, count = 1) {
  const time = { now }
  const logged: string[] = []
  const log = { error: (_: unknown, message: string) => void logged.push(message) }
  const options = { clock: { now: () => time.now }, log }
  const all = Array.from({ length: count }, () => createLeasedQuotas(store, options))
  return { all, logged, pass: (ms: number) => void (time.now = new Date(time.now.getTime() + ms)), time }
}

/** How many of these requests, all at once and spread over the processes, go through. */
async function passed(counters: readonly UsageCounters[], quota: Quota, requests: number, at = now): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: requests }, async (_, index) => counters[index % counters.length]?.count(holder, quota, at)),
  )
  return answers.filter(Boolean).length
}

describe('1.17 quotas in a store', () => {
  test('are one quota for several processes, never more than it and nothing of it lost', async () => {
    await using store = await openStore()
    const { all } = processes(store, 4)
    assert.equal(await passed(all, quotaOf(1000), 400), 400)
    assert.equal(await passed(all, quotaOf(1000), 2000), 600)
    for (const each of all) await each[Symbol.asyncDispose]()
  })

  test('survive the process that counted, and what it did not use', async () => {
    await using store = await openStore()
    const first = processes(store)
    assert.equal(await passed(first.all, quotaOf(100), 30), 30)
    for (const each of first.all) await each[Symbol.asyncDispose]()
    const counter = { planId: 'plan', keyId: 'key', period: 'DAY' } as const
    assert.equal((await store.quotaUses.find(counter))?.uses, 30)
    const second = processes(store)
    assert.equal(await passed(second.all, quotaOf(100), 100), 70)
    for (const each of second.all) await each[Symbol.asyncDispose]()
  })

  test('lose a sixteenth of what was left at most to a process that was killed', async () => {
    await using store = await openStore()
    const [killed] = processes(store).all
    assert.equal(await killed?.count(holder, quotaOf(1600), now), true)
    const { all } = processes(store)
    assert.equal(await passed(all, quotaOf(1600), 1600), 1500)
    await killed?.[Symbol.asyncDispose]()
    for (const each of all) await each[Symbol.asyncDispose]()
  })

  test('ask the store once for many requests', async () => {
    await using store = await openStore()
    let commits = 0
    const counting: QuotaStore = {
      quotaUses: store.quotaUses,
      commit: (writes) => {
        commits += 1
        return store.commit(writes)
      },
    }
    const { all } = processes(counting)
    await passed(all, quotaOf(1_000_000), 1)
    for (let i = 0; i < 5000; i += 1) await all[0]?.count(holder, quotaOf(1_000_000), now)
    assert.ok(commits <= 8, `${commits} commits`)
    for (const each of all) await each[Symbol.asyncDispose]()
  })

  test('count the offset in the first period of a key, whoever counted in it', async () => {
    await using store = await openStore()
    const quota = quotaOf(10, { offset: 4 })
    const first = processes(store)
    assert.equal(await passed(first.all, quota, 20), 6)
    for (const each of first.all) await each[Symbol.asyncDispose]()
    const second = processes(store)
    assert.equal(await passed(second.all, quota, 20), 0)
    second.pass(day)
    assert.equal(await passed(second.all, quota, 20, second.time.now), 10)
    for (const each of second.all) await each[Symbol.asyncDispose]()
  })

  test('that the offset uses up begin with the second period', async () => {
    await using store = await openStore()
    const quota = quotaOf(3, { offset: 3 })
    const { all, pass, time } = processes(store)
    assert.equal(await passed(all, quota, 5), 0)
    pass(day)
    assert.equal(await passed(all, quota, 5, time.now), 3)
    for (const each of all) await each[Symbol.asyncDispose]()
  })

  test('let requests through while the store is away, and count them when it is back', async () => {
    await using store = await openStore()
    let isAway = true
    const failing: QuotaStore = {
      quotaUses: {
        find: (counter) => (isAway ? Promise.reject(new Error('no connection')) : store.quotaUses.find(counter)),
      },
      commit: store.commit,
    }
    const { all, logged, pass, time } = processes(failing)
    assert.equal(await passed(all, quotaOf(10), 4), 4)
    assert.equal(logged.length, 1)
    isAway = false
    pass(1001)
    assert.equal(await passed(all, quotaOf(10), 20, time.now), 6)
    for (const each of all) await each[Symbol.asyncDispose]()
  })
})

describe('1.17 quotas without a store', () => {
  test('are divided among processes', async () => {
    const counters = Array.from({ length: 4 }, () => createUsageCounters(4))
    assert.equal(await passed(counters, quotaOf(100, { offset: 40 }), 400), 60)
  })
})
