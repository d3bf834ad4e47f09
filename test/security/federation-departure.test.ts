import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { codeIn } from './browser.ts'
import { givenProviders, locationOf } from './federation-providers.ts'

/** As many as one address may send off in five minutes. */
const mostOfOneAddress = 600

async function openGate(through?: (ports: TestPorts) => TestPorts) {
  const at = await givenProviders(through)
  const { query } = at.browse()
  const departFrom = async (sourceIp: string): Promise<string> => {
    const call = {
      method: 'GET',
      path: '/oauth2/authorize',
      query: `${query}&identity_provider=Acme`,
      sourceIp,
    } as const
    return new URL(locationOf(await at.on.visit(at.pool.id, call))).origin
  }
  const crowd = async (sourceIp: (index: number) => string, size: number) => {
    for (let index = 0; index < size; index += 1) await departFrom(sourceIp(index))
  }
  return { ...at, departFrom, crowd }
}

describe('the way out to an identity provider', () => {
  test('lets so many of one address through in five minutes, and keeps nobody else out', async () => {
    await using at = await openGate()
    const { on, acme, browse, leave, come, departFrom, crowd } = at
    const earlier = browse()
    const { state, nonce } = await leave(earlier)
    const flood = '198.51.100.9'
    await crowd(() => flood, mostOfOneAddress)
    const { commits } = on.ports
    const before = commits.length
    assert.notEqual(await departFrom(flood), acme.issuer)
    assert.equal(commits.slice(before).filter(({ result }) => result.committed).length, 0, 'nothing is kept of it')
    assert.equal(await departFrom('198.51.100.10'), acme.issuer)
    acme.idToken = { nonce }
    assert.ok(codeIn(await come(earlier, state)), 'who was away already comes back')
    on.ports.clock.advanceSeconds(300)
    assert.equal(await departFrom(flood), acme.issuer)
  })

  test('takes a network of IPv6 for one address', async () => {
    await using at = await openGate()
    await at.crowd((index) => `2001:db8:0:1::${index.toString(16)}`, mostOfOneAddress)
    assert.notEqual(await at.departFrom('2001:db8:0:1:ffff::1'), at.acme.issuer)
    assert.equal(await at.departFrom('2001:db8:0:2::1'), at.acme.issuer)
  })

  test('has a limit of the pool too, which an operator may raise', async () => {
    await using at = await openGate()
    const { on, pool, acme, departFrom } = at
    const { id: poolId, accountId, region } = pool
    const count = { write: 'countAttempt', poolId, subject: 'everybody', action: 'begin-federated-sign-in' } as const
    const now = on.now()
    for (let counted = 0; counted < 25 * 300; counted += 500) {
      const writes = Array.from({ length: 500 }, () => ({ ...count, limit: 1e9, windowSeconds: 300, now }) as const)
      assert.ok((await on.ports.storage.commit(writes)).committed)
    }
    assert.notEqual(await departFrom('192.0.2.1'), acme.issuer)
    const limit = { accountId, region, category: 'UserFederation', value: 26 }
    await on.ports.storage.commit([{ write: 'setProvisionedLimit', limit }])
    assert.equal(await departFrom('192.0.2.1'), acme.issuer)
  })

  test('tells a person who has to wait, and a program by its status', async () => {
    await using at = await openGate()
    const page = await at.on.visit(at.pool.id, { method: 'GET', path: '/error', query: 'error=too_many_sign_ins' })
    assert.deepEqual([page.status, page.headers['retry-after']], [429, '300'])
    assert.match(page.body, /Too many attempts\. Wait a while, then try again\./)
  })
})

describe('this harness', () => {
  test('finds a store that counts no departures', async () => {
    await using at = await openGate(withoutCounts)
    await at.crowd(() => '198.51.100.9', mostOfOneAddress)
    assert.equal(await at.departFrom('198.51.100.9'), at.acme.issuer)
  })
})

/** The defect: whatever counts is left out. */
function withoutCounts(ports: TestPorts): TestPorts {
  const commit: TestPorts['storage']['commit'] = (writes) =>
    ports.storage.commit(writes.filter(({ write }) => write !== 'countAttempt'))
  return { ...ports, storage: { ...ports.storage, commit } }
}
