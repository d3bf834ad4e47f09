import assert from 'node:assert/strict'
import type { PendingSignIn } from '../../../domain/federation/pending-sign-in.ts'
import { givenPool, mustCommit, type Behaviour } from './given.ts'
import type { GuardCase } from './guard-case.ts'
import { after, fresh } from './records.ts'
import type { PendingSignInWrite } from '../pending-sign-ins.ts'
import type { Write } from '../storage.ts'

export function aPendingSignIn(poolId: string, overrides: Partial<PendingSignIn> = {}): PendingSignIn {
  return {
    poolId,
    stateHash: fresh('state'),
    browserHash: 'browser',
    providerName: 'Acme',
    query: 'client_id=client&state=a%20b',
    memory: { nonce: 'nonce' },
    expiresAt: after(300),
    ...overrides,
  }
}

export const pendingSignInWrites: Readonly<Record<PendingSignInWrite['write'], Behaviour>> = {
  async createPendingSignIn({ storage, poolId }) {
    const pending = aPendingSignIn(poolId)
    await mustCommit(storage, { write: 'createPendingSignIn', pending })
    assert.deepEqual(await storage.pendingSignIns.find(poolId, pending.stateHash), pending)
    const other = await givenPool(storage)
    assert.equal(await storage.pendingSignIns.find(other.poolId, pending.stateHash), undefined)
  },

  async takePendingSignIn({ storage, poolId }) {
    const pending = aPendingSignIn(poolId)
    const { stateHash } = pending
    await mustCommit(storage, { write: 'createPendingSignIn', pending })
    await mustCommit(storage, { write: 'takePendingSignIn', poolId, stateHash, now: after(299) })
    assert.equal(await storage.pendingSignIns.find(poolId, stateHash), undefined)
  },
}

export const pendingSignInGuards: Readonly<Record<'pending-sign-in-exists', Readonly<Record<string, GuardCase>>>> = {
  'pending-sign-in-exists': {
    'one that is not there': ({ poolId }) => ({
      fails: { write: 'takePendingSignIn', poolId, stateHash: 'none', now: after(0) },
    }),
    'one that has expired': ({ poolId }) => {
      const pending = aPendingSignIn(poolId)
      return {
        given: [{ write: 'createPendingSignIn', pending }],
        fails: { write: 'takePendingSignIn', poolId, stateHash: pending.stateHash, now: pending.expiresAt },
      }
    },
    'one of another pool': ({ poolId }) => {
      const pending = aPendingSignIn(poolId)
      return {
        given: [{ write: 'createPendingSignIn', pending }],
        fails: { write: 'takePendingSignIn', poolId: 'another', stateHash: pending.stateHash, now: after(0) },
      }
    },
  },
}

export function pendingSignInContest(poolId: string): {
  readonly given: readonly Write[]
  readonly attempt: () => Write
  readonly winners: number
} {
  const pending = aPendingSignIn(poolId)
  return {
    given: [{ write: 'createPendingSignIn', pending }],
    attempt: () => ({ write: 'takePendingSignIn', poolId, stateHash: pending.stateHash, now: after(1) }),
    winners: 1,
  }
}
