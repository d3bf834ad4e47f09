import assert from 'node:assert/strict'
import type { User } from '../../../domain/users/user.ts'
import { allPages, mustCommit, wholePage, type Behaviour } from './given.ts'
import { someTerms } from './records-of-branding.ts'
import { anIdentityProvider } from './records-of-providers.ts'
import * as make from './records.ts'
import type { Write } from '../storage.ts'
import type { UserFilter } from '../users.ts'

const twoAndTwo = 2

export const listings: Readonly<Record<string, Behaviour>> = {
  async 'pools come newest first'({ storage }) {
    const pools = [3, 1, 2, 2].map((seconds) => make.aUserPool({ createdAt: make.after(10 ** 6 + seconds) }))
    await mustCommit(storage, ...pools.map((pool): Write => ({ write: 'createUserPool', pool })))
    const found = await allPages((page) => storage.userPools.list(page), twoAndTwo)
    const [third, first, secondA, secondB] = pools
    assert.deepEqual(found.slice(0, 4), [third, secondB, secondA, first])
  },

  async 'clients come by age'({ storage, poolId }) {
    const clients = [5, 1, 3].map((seconds) => make.aClient(poolId, { createdAt: make.after(seconds) }))
    await mustCommit(storage, ...clients.map((client): Write => ({ write: 'createAppClient', client })))
    const found = await allPages((page) => storage.appClients.list(poolId, page), twoAndTwo)
    assert.deepEqual(found, [clients[1], clients[2], clients[0]])
  },

  async 'resource servers come by identifier'({ storage, poolId }) {
    const servers = ['c', 'a', 'b'].map((identifier) => make.aResourceServer(poolId, { identifier }))
    await mustCommit(storage, ...servers.map((server): Write => ({ write: 'createResourceServer', server })))
    const found = await allPages((page) => storage.userPools.listResourceServers(poolId, page), twoAndTwo)
    assert.deepEqual(found, [servers[1], servers[2], servers[0]])
  },

  async 'terms come by age'({ storage, poolId }) {
    const clients = [5, 1, 3].map(() => make.aClient(poolId))
    const terms = clients.map((client, index) => someTerms(client, { createdAt: make.after([5, 1, 3][index] ?? 0) }))
    await mustCommit(
      storage,
      ...clients.map((client): Write => ({ write: 'createAppClient', client })),
      ...terms.map((some): Write => ({ write: 'createTerms', terms: some })),
    )
    const found = await allPages((page) => storage.terms.list(poolId, page), twoAndTwo)
    assert.deepEqual(found, [terms[1], terms[2], terms[0]])
  },

  async 'identity providers come by name'({ storage, poolId }) {
    const providers = ['c', 'a', 'b'].map((name) => anIdentityProvider(poolId, { name }))
    await mustCommit(storage, ...providers.map((provider): Write => ({ write: 'createIdentityProvider', provider })))
    const found = await allPages((page) => storage.identityProviders.list(poolId, page), twoAndTwo)
    assert.deepEqual(found, [providers[1], providers[2], providers[0]])
  },

  async 'groups come by name, in the order of code points'({ storage, poolId, user }) {
    const groups = ['b', 'é', 'B', 'a'].map((name) => make.aGroup(poolId, { name }))
    const join = groups.map(({ name }): Write => {
      return { write: 'addUserToGroup', poolId, name, sub: user.sub, at: make.noon }
    })
    await mustCommit(storage, ...groups.map((group): Write => ({ write: 'createGroup', group })), ...join)
    const sorted = [groups[2], groups[3], groups[0], groups[1]]
    assert.deepEqual(await allPages((page) => storage.groups.list(poolId, page), twoAndTwo), sorted)
    const ofUser = await allPages((page) => storage.groups.listOfUser(poolId, user.sub, page), twoAndTwo)
    assert.deepEqual(ofUser, sorted)
  },

  async 'members come in the order of their joining'({ storage, poolId }) {
    const group = make.aGroup(poolId)
    const users = [9, 3, 6].map(() => make.aUser(poolId))
    await mustCommit(storage, { write: 'createGroup', group }, ...users.map(creation))
    const { name } = group
    for (const [index, { sub }] of users.entries()) {
      const at = make.after(index === 0 ? 9 : index)
      await mustCommit(storage, { write: 'addUserToGroup', poolId, name, sub, at })
    }
    const members = await allPages((page) => storage.groups.listMembers(poolId, name, page), twoAndTwo)
    assert.deepEqual(members, [users[1], users[2], users[0]])
  },

  async 'devices come most recently used first'({ storage, poolId, user }) {
    const devices = [1, 3, 2].map((seconds) => make.aDevice(user, { authenticatedAt: make.after(seconds) }))
    await mustCommit(storage, ...devices.map((device): Write => ({ write: 'createDevice', device })))
    const found = await allPages((page) => storage.factors.listDevices(poolId, user.sub, page), twoAndTwo)
    assert.deepEqual(found, [devices[1], devices[2], devices[0]])
  },

  async 'passkeys come by age'({ storage, poolId, user }) {
    const passkeys = [5, 1, 3].map((seconds) => make.aPasskey(user, { createdAt: make.after(seconds) }))
    await mustCommit(storage, ...passkeys.map((passkey): Write => ({ write: 'createPasskey', passkey })))
    const found = await allPages((page) => storage.passkeys.list(poolId, user.sub, page), twoAndTwo)
    assert.deepEqual(found, [passkeys[1], passkeys[2], passkeys[0]])
  },

  async 'events come newest first'({ storage, poolId, user }) {
    const events = [1, 3, 2].map((seconds) => make.anAuthEvent(user, { createdAt: make.after(seconds) }))
    await mustCommit(storage, ...events.map((event): Write => ({ write: 'recordAuthEvent', event })))
    const found = await allPages((page) => storage.users.listAuthEvents(poolId, user.sub, page), twoAndTwo)
    assert.deepEqual(found, [events[1], events[2], events[0]])
  },

  async 'users come by age, and those who join meanwhile at the end'({ storage, poolId, user }) {
    const first = [8, 2, 5].map((seconds) => make.aUser(poolId, { createdAt: make.after(seconds) }))
    await mustCommit(storage, ...first.map(creation))
    const page = await storage.users.list(poolId, undefined, { limit: 2, after: undefined })
    assert.deepEqual(page.items, [user, first[1]])
    const late = make.aUser(poolId, { createdAt: make.after(9) })
    await mustCommit(storage, creation(late))
    const rest = await storage.users.list(poolId, undefined, { limit: 9, after: page.next })
    assert.deepEqual(rest, { items: [first[2], first[0], late], next: undefined })
  },

  async 'a foreign cursor yields an empty page'({ storage, poolId, user }) {
    const forged = ['', 'x', '[]', '[1]', '["a","b"]', '[1,2]', '[1.5,"a"]', '[1,"\\u0000"]', '{"a":1}', 'null']
    for (const text of forged) {
      for (const after of [text, Buffer.from(text).toString('base64url')]) {
        const page = { limit: 10, after }
        const found = await storage.users.list(poolId, undefined, page)
        assert.deepEqual(found, { items: [], next: undefined }, text)
        assert.deepEqual(await storage.users.listAuthEvents(poolId, user.sub, page), { items: [], next: undefined })
      }
    }
  },

  async 'a lookup of hostile text finds nothing'({ storage, poolId, user }) {
    const long = 'x'.repeat(100_000)
    for (const text of ['\0', `${user.sub}\0`, '\uD800', "'; drop table users; --", '%', '_', long]) {
      assert.equal(await storage.users.find(poolId, text), undefined)
      assert.equal(await storage.users.findByAlias(poolId, [{ namespace: 'username', key: text }]), undefined)
      assert.equal(await storage.userPools.find(text), undefined)
      assert.equal(await storage.passkeys.find(poolId, text), undefined)
      assert.equal(await storage.appClients.find(text), undefined)
      assert.equal(await storage.identityProviders.find(poolId, text), undefined)
      assert.equal(await storage.identityProviders.findByIdentifier(poolId, text), undefined)
      assert.equal(await storage.attempts.findLock(poolId, text, make.noon), undefined)
      for (const attribute of ['username', 'email', 'sub', 'status', 'cognito:user_status'] as const) {
        const filter: UserFilter = { attribute, operator: 'equals', value: text }
        assert.deepEqual(await storage.users.list(poolId, filter, wholePage), { items: [], next: undefined })
      }
    }
  },
}

function creation(user: User): Write {
  return { write: 'createUser', user, aliases: [] }
}
