import assert from 'node:assert/strict'
import type { Consent, ConsentWrite } from '../consents.ts'
import { aDeviceAuthorization, approvalOf } from './device-authorizations.ts'
import { givenPool, mustCommit, type Behaviour, type Given } from './given.ts'
import type { GuardCase } from './guard-case.ts'
import * as make from './records.ts'

export type ConsentingWrite = ConsentWrite['write'] | 'disconnectClient'

async function givenClient({ storage, poolId, user: { sub } }: Given) {
  const client = make.aClient(poolId)
  await mustCommit(storage, { write: 'createAppClient', client })
  return { client, parties: { poolId, sub, clientId: client.id } }
}

export const consentWrites: Readonly<Record<ConsentingWrite, Behaviour>> = {
  async grantConsent(given) {
    const { storage, poolId, user } = given
    const { parties, client } = await givenClient(given)
    const { parties: others } = await givenClient(given)
    assert.equal(await storage.consents.find(parties), undefined)
    const first = { write: 'grantConsent', ...parties, scopes: ['openid', 'email'], at: make.noon } as const
    await mustCommit(storage, { ...first, ...others, at: make.after(1) }, first)
    const consent: Consent = { ...parties, scopes: ['email', 'openid'], grantedAt: make.noon }
    assert.deepEqual(await storage.consents.find(parties), consent)
    assert.deepEqual(await storage.consents.find({ ...parties, poolId: 'another' }), undefined)

    await mustCommit(storage, { ...first, scopes: ['email', 'notes/read'], at: make.after(5) })
    const more = { ...consent, scopes: ['email', 'openid', 'notes/read'] }
    const other = { ...consent, ...others, grantedAt: make.after(1) }
    assert.deepEqual(await storage.consents.list(poolId, user.sub), [more, other])

    // It goes with the client, and with the user.
    await mustCommit(storage, { write: 'deleteAppClient', poolId, clientId: client.id })
    assert.deepEqual(await storage.consents.list(poolId, user.sub), [other])
    await mustCommit(storage, { write: 'deleteUser', poolId, sub: user.sub })
    assert.deepEqual(await storage.consents.list(poolId, user.sub), [])
  },

  async requireConsent(given) {
    const { storage } = given
    const { parties } = await givenClient(given)
    await mustCommit(
      storage,
      { write: 'grantConsent', ...parties, scopes: ['openid', 'email'], at: make.noon },
      { write: 'requireConsent', ...parties, scopes: ['openid'] },
      { write: 'requireConsent', ...parties, scopes: ['email', 'openid'] },
    )
  },

  async revokeConsent(given) {
    const { storage } = given
    const { parties } = await givenClient(given)
    await mustCommit(storage, { write: 'revokeConsent', ...parties })
    await mustCommit(storage, { write: 'grantConsent', ...parties, scopes: ['openid'], at: make.noon })
    await mustCommit(storage, { write: 'revokeConsent', ...parties, sub: 'another' })
    assert.notEqual(await storage.consents.find(parties), undefined)
    await mustCommit(storage, { write: 'revokeConsent', ...parties })
    assert.equal(await storage.consents.find(parties), undefined)
  },

  async disconnectClient({ storage, poolId, user }) {
    const { sub } = user
    const neighbour = await givenPool(storage)
    const mine = { clientId: 'mine', track: undefined }
    const families = {
      mine: make.aTokenFamily(user, mine),
      tracked: make.aTokenFamily(user, { clientId: 'mine' }),
      other: make.aTokenFamily(user, { clientId: 'other' }),
      neighbours: make.aTokenFamily(neighbour.user, mine),
    }
    const codes = {
      waiting: make.anAuthorizationCode(user, { clientId: 'mine' }),
      spent: make.anAuthorizationCode(user, { clientId: 'mine', familyId: families.mine.id }),
      other: make.anAuthorizationCode(user, { clientId: 'other' }),
    }
    await mustCommit(
      storage,
      ...Object.values(families).map((family) => ({ write: 'createTokenFamily', family }) as const),
      ...Object.values(codes).map((code) => ({ write: 'createAuthorizationCode', code }) as const),
    )
    const decision = approvalOf(user)
    const devices = ['mine', 'other'].map((clientId) => aDeviceAuthorization(poolId, { clientId, decision }))
    await mustCommit(
      storage,
      ...devices.map((authorization) => ({ write: 'createDeviceAuthorization', authorization }) as const),
    )
    const waiting = async () =>
      Promise.all(devices.map(async ({ deviceCodeHash }) => storage.deviceAuthorizations.find(poolId, deviceCodeHash)))
    const live = async (now = make.noon) =>
      (await storage.sessions.listLiveFamilies(poolId, sub, now)).map(({ id }) => id).toSorted()
    const own = [families.mine.id, families.tracked.id, families.other.id].toSorted()
    assert.deepEqual(await live(), own)
    assert.deepEqual(await live(families.mine.expiresAt), [])

    const at = make.after(90)
    const disconnect = { write: 'disconnectClient', poolId, sub, clientId: 'mine', at } as const
    await mustCommit(storage, { ...disconnect, sub: 'another' }, { ...disconnect, clientId: 'none' })
    assert.deepEqual(await live(), own)
    assert.deepEqual(await waiting(), devices)
    await mustCommit(storage, disconnect, { ...disconnect, at: make.after(99) })
    assert.deepEqual(await live(), [families.other.id])
    assert.deepEqual(await waiting(), [undefined, devices[1]])
    const ended = await storage.sessions.findTokenFamily(poolId, families.mine.id)
    assert.deepEqual(ended, { ...families.mine, revokedAt: at })
    const kept = await storage.sessions.findTokenFamily(neighbour.poolId, families.neighbours.id)
    assert.deepEqual(kept, families.neighbours)
    assert.equal(await storage.sessions.findAuthorizationCode(poolId, codes.waiting.codeHash), undefined)
    for (const code of [codes.spent, codes.other]) {
      assert.deepEqual(await storage.sessions.findAuthorizationCode(poolId, code.codeHash), code)
    }
  },
}

/** Of no client of the pool. */
const nobody = ({ poolId, user: { sub } }: Pick<Given, 'poolId' | 'user'>) => ({ poolId, sub, clientId: 'none' })

export const consentGuards: Readonly<Record<'consent-given', Readonly<Record<string, GuardCase>>>> = {
  'consent-given': {
    'where none was given': (given) => ({
      fails: { write: 'requireConsent', ...nobody(given), scopes: ['openid'] },
    }),
    'a scope more than was granted': ({ poolId, user: { sub } }) => {
      const client = make.aClient(poolId)
      const parties = { poolId, sub, clientId: client.id }
      return {
        given: [
          { write: 'createAppClient', client },
          { write: 'grantConsent', ...parties, scopes: ['openid'], at: make.noon },
        ],
        fails: { write: 'requireConsent', ...parties, scopes: ['openid', 'email'] },
      }
    },
    'one that was taken back': ({ poolId, user: { sub } }) => {
      const client = make.aClient(poolId)
      const parties = { poolId, sub, clientId: client.id }
      return {
        given: [
          { write: 'createAppClient', client },
          { write: 'grantConsent', ...parties, scopes: ['openid'], at: make.noon },
          { write: 'revokeConsent', ...parties },
        ],
        fails: { write: 'requireConsent', ...parties, scopes: ['openid'] },
      }
    },
  },
}

export const consentToNobody: Readonly<Record<string, GuardCase>> = {
  'a consent to none': (given) => ({
    fails: { write: 'grantConsent', ...nobody(given), scopes: ['openid'], at: make.noon },
  }),
}
