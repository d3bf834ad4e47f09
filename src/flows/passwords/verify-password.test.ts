import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ExplicitAuthFlowsType } from '../../contract/shapes.gen.ts'
import { hashPassword } from '../../crypto/passwords/password-hash.ts'
import type { PasswordCredential, User } from '../../domain/users/user.ts'
import { refusalOf } from '../../testing/call-operation.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { signInClient } from '../../testing/sign-in-client.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { makeCredential, makePasswordCredential } from './make-password-credential.ts'
import { passwordKind } from './password-kind.ts'
import { passwordMatches, verifyPasswordOf } from './verify-password.ts'

const passwordOnly: readonly ExplicitAuthFlowsType[] = ['ALLOW_USER_PASSWORD_AUTH']

async function poolWith(ports: TestPorts, ...clients: (readonly ExplicitAuthFlowsType[])[]) {
  const pool = await givenPool(ports)
  const made = []
  for (const [at, ExplicitAuthFlows] of clients.entries()) {
    made.push(await givenClient(ports, pool, { id: `client${at}`, configuration: { ExplicitAuthFlows } }))
  }
  return { pool, clients: made }
}

describe('passwordKind', () => {
  test('is a verifier as soon as one client needs it, and in a pool without clients', async () => {
    await using ports = await testPorts()
    const { pool } = await poolWith(ports)
    assert.equal(await passwordKind(ports, pool), 'srp')
    await givenClient(ports, pool, { id: 'one', configuration: { ExplicitAuthFlows: passwordOnly } })
    assert.equal(await passwordKind(ports, pool), 'argon2id')
    const many = Array.from({ length: 70 }, (_, at) => `more${at}`)
    for (const id of many) await givenClient(ports, pool, { id, configuration: { ExplicitAuthFlows: passwordOnly } })
    assert.equal(await passwordKind(ports, pool), 'argon2id')
    await givenClient(ports, pool, { id: 'zzz', configuration: { ExplicitAuthFlows: undefined } })
    assert.equal(await passwordKind(ports, pool), 'srp')
  })
})

describe('a password', () => {
  for (const flows of [passwordOnly, ['ALLOW_USER_SRP_AUTH'] as const]) {
    test(`of a pool that allows ${flows.join()} matches itself and nothing else`, async () => {
      await using ports = await testPorts()
      const { pool } = await poolWith(ports, flows)
      const password = await makePasswordCredential(ports, pool, 'alice', 'Pässw0rd! 🐇')
      const matches = (username: string, candidate: string) =>
        passwordMatches(ports, pool, { username, password }, candidate)
      assert.equal(await matches('alice', 'Pässw0rd! 🐇'), true)
      assert.equal(await matches('alice', 'Pässw0rd! 🐰'), false)
      assert.equal(await matches('alice', 'Pa\u0308ssw0rd! 🐇'), false, 'it is kept to the letter')
      assert.equal(await passwordMatches(ports, pool, { username: 'alice', password: undefined }, ''), false)
      const again = await makePasswordCredential(ports, pool, 'alice', 'Pässw0rd! 🐇')
      assert.notDeepEqual(again, password, 'each has a salt of its own')
    })
  }

  test('is verified in a bounded place, which says when it is full', async () => {
    await using ports = await testPorts()
    const { pool } = await poolWith(ports)
    const password = await makePasswordCredential(ports, pool, 'alice', 'Passw0rd!')
    const full = { ...ports, passwordWork: { run: async () => ({ kind: 'busy' }) as const } }
    const refusal = 'TooManyRequestsException: Too many requests'
    assert.equal(await refusalOf(makePasswordCredential(full, pool, 'alice', 'Passw0rd!')), refusal)
    assert.equal(await refusalOf(passwordMatches(full, pool, { username: 'alice', password }, 'x')), refusal)
    assert.equal(await verifyPasswordOf(full, { username: 'alice', password, pool, decoyKind: 'srp' }, 'x'), 'busy')
  })

  test('that nobody has is worked on like one that somebody has', async () => {
    await using ports = await testPorts()
    const { pool } = await poolWith(ports)
    let jobs = 0
    const run: TestPorts['passwordWork']['run'] = async (job) => {
      jobs += 1
      return { kind: 'done', result: await job() }
    }
    for (const decoyKind of ['srp', 'argon2id'] as const) {
      const nobody = { username: 'nobody', password: undefined, pool, decoyKind }
      assert.equal(await verifyPasswordOf({ ...ports, passwordWork: { run } }, nobody, 'Passw0rd!'), 'mismatch')
    }
    assert.equal(jobs, 2)
  })
})

describe('a right password is kept as the pool keeps new ones', () => {
  async function signInWith(
    ports: TestPorts,
    flows: readonly ExplicitAuthFlowsType[],
    credential: (before: User) => Promise<PasswordCredential>,
  ) {
    const { pool, clients } = await poolWith(ports, flows)
    const [client] = clients
    assert.ok(client)
    const user = await givenUser(ports, pool)
    const older = { ...user, password: await credential(user), version: 2 }
    await ports.storage.commit([
      { write: 'updateUser', user: older, aliases: [{ namespace: 'username', key: 'alice' }] },
    ])
    const app = signInClient(ports, { pool, client })
    assert.ok((await app.withPassword('alice', 'Passw0rd!')).AuthenticationResult)
    return { app, user: older, stored: await ports.storage.users.find(pool.id, user.sub) }
  }
  const withSrp = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'] as const
  const cheap = { memoryKiB: 1024, passes: 1, lanes: 1 }

  test('a hash becomes a verifier once a client allows SRP', async () => {
    await using ports = await testPorts()
    const { app, user, stored } = await signInWith(ports, withSrp, async () => ({
      kind: 'argon2id',
      phc: await hashPassword('Passw0rd!', (size) => ports.random.bytes(size)),
    }))
    assert.equal(stored?.password?.kind, 'srp')
    assert.deepEqual([stored.passwordSetAt, stored.updatedAt], [user.passwordSetAt, user.updatedAt])
    assert.ok((await app.withSrp('alice', 'Passw0rd!')).AuthenticationResult)
  })

  test('a verifier becomes a hash once none does', async () => {
    await using ports = await testPorts()
    const { stored } = await signInWith(ports, passwordOnly, async ({ username }) =>
      makeCredential(ports, { kind: 'srp', pool: buildUserPool(), username, password: 'Passw0rd!' }),
    )
    assert.equal(stored?.password?.kind, 'argon2id')
  })

  test('a cheaper hash becomes a costlier one', async () => {
    await using ports = await testPorts()
    const { stored } = await signInWith(ports, passwordOnly, async () => ({
      kind: 'argon2id',
      phc: await hashPassword('Passw0rd!', (size) => ports.random.bytes(size), cheap),
    }))
    assert.ok(stored?.password?.kind === 'argon2id')
    assert.match(stored.password.phc, /m=19456,t=2,p=1/)
  })
})
