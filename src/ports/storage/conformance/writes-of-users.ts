import assert from 'node:assert/strict'
import type { Behaviour } from './given.ts'
import { alias, mustCommit, wholePage } from './given.ts'
import * as make from './records.ts'
import type { GroupWrite } from '../groups.ts'
import type { UserWrite } from '../users.ts'

export const userWrites: Readonly<Record<(UserWrite | GroupWrite)['write'], Behaviour>> = {
  async createUser({ storage, poolId }) {
    const user = make.aUser(poolId)
    const bare = make.aUser(poolId, {
      status: 'FORCE_CHANGE_PASSWORD',
      enabled: false,
      attributes: {},
      pendingAttributes: {},
      password: undefined,
      passwordSetAt: undefined,
      passwordHistory: [],
      mfaFactors: [],
      preferredMfaFactor: undefined,
    })
    const email = alias('ada@example.com', 'email')
    // An alias that is named twice is held once, and does not stand in its own way.
    await mustCommit(
      storage,
      { write: 'createUser', user, aliases: [email, alias(user.username), email] },
      { write: 'createUser', user: bare, aliases: [] },
    )
    assert.deepEqual(await storage.users.find(poolId, user.sub), user)
    assert.deepEqual(await storage.users.find(poolId, bare.sub), bare)
    assert.deepEqual(await storage.users.findByAlias(poolId, [email]), user)
    assert.equal(await storage.users.find('another', user.sub), undefined)
    assert.equal(await storage.users.count(poolId), 3)
  },

  async updateUser({ storage, poolId, user }) {
    const family = make.aTokenFamily(user)
    const signOut = { write: 'signOutEverywhere', poolId, sub: user.sub, at: make.after(7) } as const
    await mustCommit(storage, { write: 'createTokenFamily', family }, signOut)
    const argon = { kind: 'argon2id', phc: '$argon2id$x' } as const
    const attributes = { 'custom:b': '2', 'custom:a': '1', email: 'new@example.com' }
    const changed = { ...user, enabled: false, attributes, password: argon, passwordHistory: [], version: 2 }
    const aliases = [alias('second'), alias('new@example.com', 'email')]
    await mustCommit(storage, { write: 'updateUser', user: changed, aliases })
    assert.deepEqual(await storage.users.find(poolId, user.sub), changed)
    assert.deepEqual(
      Object.keys((await storage.users.find(poolId, user.sub))?.attributes ?? {}),
      Object.keys(attributes),
    )
    assert.deepEqual(await storage.users.findByAlias(poolId, [alias('second')]), changed)
    assert.equal(await storage.users.findByAlias(poolId, [alias(user.sub)]), undefined)
    assert.deepEqual(await storage.users.findSignedOutAt(poolId, user.sub), make.after(7))
  },

  async deleteUser({ storage, poolId, user }) {
    const group = make.aGroup(poolId)
    const device = make.aDevice(user)
    const code = make.aCode(poolId, { subject: user.sub })
    const family = make.aTokenFamily(user)
    const session = make.aLoginSession(user)
    const { sub } = user
    await mustCommit(
      storage,
      { write: 'createGroup', group },
      { write: 'addUserToGroup', poolId, name: group.name, sub, at: make.noon },
      { write: 'createDevice', device },
      { write: 'putCode', code },
      { write: 'associateSoftwareToken', poolId, sub, pendingSecret: 'SECRET' },
      { write: 'createTokenFamily', family },
      { write: 'createLoginSession', session },
      { write: 'recordAuthEvent', event: make.anAuthEvent(user) },
    )
    await mustCommit(storage, { write: 'deleteUser', poolId, sub })
    assert.equal(await storage.users.find(poolId, sub), undefined)
    assert.equal(await storage.users.findByAlias(poolId, [alias(sub)]), undefined)
    assert.equal(await storage.users.count(poolId), 0)
    assert.deepEqual((await storage.groups.listMembers(poolId, group.name, wholePage)).items, [])
    assert.equal(await storage.factors.findDevice(poolId, sub, device.key), undefined)
    assert.equal(await storage.factors.findCode(poolId, sub, code.purpose), undefined)
    assert.equal(await storage.factors.findSoftwareToken(poolId, sub), undefined)
    assert.equal(await storage.sessions.findTokenFamily(poolId, family.id), undefined)
    assert.equal(await storage.sessions.findLoginSession(poolId, session.idHash), undefined)
    assert.deepEqual((await storage.users.listAuthEvents(poolId, sub, wholePage)).items, [])
    // The name is free again.
    await mustCommit(storage, { write: 'createUser', user: make.aUser(poolId), aliases: [alias(sub)] })
  },

  async signOutEverywhere({ storage, poolId, user }) {
    const family = make.aTokenFamily(user)
    const revoked = make.aTokenFamily(user, { revokedAt: make.after(1) })
    const session = make.aLoginSession(user)
    const bystander = make.aUser(poolId)
    const others = make.aTokenFamily(bystander)
    const code = make.anAuthorizationCode(user)
    const spent = make.anAuthorizationCode(user, { familyId: family.id })
    await mustCommit(
      storage,
      { write: 'createUser', user: bystander, aliases: [] },
      { write: 'createTokenFamily', family },
      { write: 'createTokenFamily', family: revoked },
      { write: 'createTokenFamily', family: others },
      { write: 'createLoginSession', session },
      { write: 'createAuthorizationCode', code },
      { write: 'createAuthorizationCode', code: spent },
    )
    assert.equal(await storage.users.findSignedOutAt(poolId, user.sub), undefined)
    await mustCommit(storage, { write: 'signOutEverywhere', poolId, sub: user.sub, at: make.after(9) })
    await mustCommit(storage, { write: 'signOutEverywhere', poolId, sub: user.sub, at: make.after(8) })
    assert.deepEqual(await storage.users.findSignedOutAt(poolId, user.sub), make.after(9))
    const { findTokenFamily } = storage.sessions
    assert.deepEqual(await findTokenFamily(poolId, family.id), { ...family, revokedAt: make.after(9) })
    assert.deepEqual(await findTokenFamily(poolId, revoked.id), revoked)
    assert.deepEqual(await findTokenFamily(poolId, others.id), others)
    assert.equal(await storage.sessions.findLoginSession(poolId, session.idHash), undefined)
    assert.equal(await storage.sessions.findAuthorizationCode(poolId, code.codeHash), undefined)
    assert.deepEqual(await storage.sessions.findAuthorizationCode(poolId, spent.codeHash), spent)
  },

  async recordAuthEvent({ storage, poolId, user }) {
    const event = make.anAuthEvent(user)
    await mustCommit(storage, { write: 'recordAuthEvent', event })
    assert.deepEqual((await storage.users.listAuthEvents(poolId, user.sub, wholePage)).items, [event])
  },

  async recordFeedback({ storage, poolId, user }) {
    const event = make.anAuthEvent(user)
    const said = (value: 'Valid' | 'Invalid') => ({ value, provider: 'Admin', at: make.after(9) })
    const of = { poolId, sub: user.sub, eventId: event.id }
    await mustCommit(
      storage,
      { write: 'recordAuthEvent', event },
      { write: 'recordFeedback', ...of, feedback: said('Valid') },
      { write: 'recordFeedback', ...of, feedback: said('Invalid') },
    )
    const { items } = await storage.users.listAuthEvents(poolId, user.sub, wholePage)
    assert.deepEqual(items, [{ ...event, feedback: said('Invalid') }])
  },

  async createGroup({ storage, poolId }) {
    const group = make.aGroup(poolId)
    await mustCommit(storage, { write: 'createGroup', group })
    assert.deepEqual(await storage.groups.find(poolId, group.name), group)
  },

  async updateGroup({ storage, poolId }) {
    const group = make.aGroup(poolId)
    const changed = { ...group, description: undefined, precedence: 7, updatedAt: make.after(9) }
    await mustCommit(storage, { write: 'createGroup', group }, { write: 'updateGroup', group: changed })
    assert.deepEqual(await storage.groups.find(poolId, group.name), changed)
  },

  async deleteGroup({ storage, poolId, user }) {
    const group = make.aGroup(poolId)
    const { name } = group
    await mustCommit(
      storage,
      { write: 'createGroup', group },
      { write: 'addUserToGroup', poolId, name, sub: user.sub, at: make.noon },
    )
    await mustCommit(storage, { write: 'deleteGroup', poolId, name })
    assert.equal(await storage.groups.find(poolId, name), undefined)
    assert.deepEqual((await storage.groups.listOfUser(poolId, user.sub, wholePage)).items, [])
    assert.deepEqual(await storage.users.find(poolId, user.sub), user)
  },

  async addUserToGroup({ storage, poolId, user }) {
    const group = make.aGroup(poolId)
    const add = { write: 'addUserToGroup', poolId, name: group.name, sub: user.sub, at: make.noon } as const
    await mustCommit(storage, { write: 'createGroup', group }, add)
    await mustCommit(storage, add)
    assert.deepEqual((await storage.groups.listMembers(poolId, group.name, wholePage)).items, [user])
    assert.deepEqual((await storage.groups.listOfUser(poolId, user.sub, wholePage)).items, [group])
  },

  async removeUserFromGroup({ storage, poolId, user }) {
    const group = make.aGroup(poolId)
    const { name } = group
    const remove = { write: 'removeUserFromGroup', poolId, name, sub: user.sub } as const
    await mustCommit(
      storage,
      { write: 'createGroup', group },
      { write: 'addUserToGroup', poolId, name, sub: user.sub, at: make.noon },
    )
    await mustCommit(storage, remove)
    await mustCommit(storage, remove)
    assert.deepEqual((await storage.groups.listMembers(poolId, name, wholePage)).items, [])
  },
}
