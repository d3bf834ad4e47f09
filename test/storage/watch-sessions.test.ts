import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openMemoryStorage } from '../../src/adapters/sqlite/open-memory-storage.ts'
import { newDataKey, openSealer } from '../../src/crypto/sealing/seal.ts'
import { givenPool, mustCommit } from '../../src/ports/storage/conformance/given.ts'
import * as make from '../../src/ports/storage/conformance/records.ts'
import type { RevocationKind } from '../../src/ports/storage/revocations.ts'
import type { Storage, Write } from '../../src/ports/storage/storage.ts'
import { watchSessions } from './watch-sessions.ts'

const masterKey = new Uint8Array(32)
const sealer = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })

/** A store whose writers forget to tell one kind of end. */
function forgetting(storage: Storage, kinds: readonly RevocationKind[]): Storage {
  const { last, list } = storage.revocations
  const remembered = async (after: number, limit: number) =>
    (await list(after, limit)).filter(({ kind }) => !kinds.includes(kind))
  return { ...storage, revocations: { last, list: remembered } }
}

describe('the watch over sessions that end', () => {
  const at = make.after(900)
  const client = 'client'
  const ends: Readonly<
    Record<string, { readonly kinds: readonly RevocationKind[]; readonly end: (poolId: string, user: User) => Write }>
  > = {
    revokeTokenFamily: {
      kinds: ['family'],
      end: (poolId) => ({ write: 'revokeTokenFamily', poolId, familyId: 'family', at }),
    },
    disconnectClient: {
      kinds: ['family'],
      end: (poolId, { sub }) => ({ write: 'disconnectClient', poolId, sub, clientId: client, at }),
    },
    revokeLoginSession: {
      kinds: ['family'],
      end: (poolId, { sub }) => ({
        write: 'revokeLoginSession',
        poolId,
        sub,
        sessionId: 'browser',
        revokesFamilies: true,
        at,
      }),
    },
    'createTokenFamily that makes another give way': {
      kinds: ['family'],
      end: (_, user) => ({ write: 'createTokenFamily', family: make.aTokenFamily(user), mostPerUser: 1 }),
    },
    signOutEverywhere: {
      kinds: ['sign-out'],
      end: (poolId, { sub }) => ({ write: 'signOutEverywhere', poolId, sub, at }),
    },
    'updateUser that disables': {
      kinds: ['sign-out'],
      end: (_, user) => ({
        write: 'updateUser',
        user: { ...user, enabled: false, updatedAt: at, version: user.version + 1 },
        aliases: [],
      }),
    },
    deleteUser: { kinds: ['user'], end: (poolId, { sub }) => ({ write: 'deleteUser', poolId, sub }) },
    deleteAppClient: {
      kinds: ['client'],
      end: (poolId) => ({ write: 'deleteAppClient', poolId, clientId: client }),
    },
    deleteUserPool: { kinds: ['pool'], end: (poolId) => ({ write: 'deleteUserPool', poolId }) },
  }

  for (const [what, { kinds, end }] of Object.entries(ends)) {
    for (const forgotten of [[], kinds] as const) {
      const isForgotten = forgotten.length > 0
      test(`${isForgotten ? 'finds out' : 'passes'} ${what}${isForgotten ? ' that tells nothing' : ''}`, async () => {
        const storage = watchSessions(forgetting(await openMemoryStorage(sealer), forgotten))
        await using _ = storage
        const { poolId, user } = await givenPool(storage)
        const family = make.aTokenFamily(user, { id: 'family', clientId: client, originSessionId: 'browser' })
        await mustCommit(
          storage,
          { write: 'createAppClient', client: make.aClient(poolId, { id: client }) },
          { write: 'createTokenFamily', family },
        )
        const ending = storage.commit([end(poolId, user)])
        if (isForgotten) await assert.rejects(ending, /was not told/)
        else assert.deepEqual(await ending, { committed: true })
      })
    }
  }
})

type User = Awaited<ReturnType<typeof givenPool>>['user']
