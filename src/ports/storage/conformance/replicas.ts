import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import type { SigningCertificate } from '../../../domain/user-pools/signing-certificate.ts'
import type { UserPoolReplica } from '../../../domain/user-pools/user-pool-replica.ts'
import type { GuardCase } from './guard-case.ts'
import { mustCommit, type Behaviour } from './given.ts'
import * as make from './records.ts'
import type { ProvisionedLimitWrite } from '../provisioned-limits.ts'
import type { ReplicaWrite } from '../replicas.ts'
import type { GuardName } from '../storage.ts'
import type { UserPoolWrite } from '../user-pools.ts'

type OwnWrite =
  | ReplicaWrite
  | ProvisionedLimitWrite
  | Extract<UserPoolWrite, { readonly write: 'createSigningCertificate' }>

export function aReplica(poolId: string, overrides: Partial<UserPoolReplica> = {}): UserPoolReplica {
  const tags = { team: 'notes' }
  return { poolId, region: 'eu-north-1', isActive: false, tags, createdAt: make.noon, goneAt: undefined, ...overrides }
}

export function aSigningCertificate(poolId: string): SigningCertificate {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { poolId, privateKey, certificate: Uint8Array.of(1, 2, 3), createdAt: make.noon }
}

export const replicaWrites: Readonly<Record<OwnWrite['write'], Behaviour>> = {
  async createReplica({ storage, poolId }) {
    assert.equal(await storage.replicas.find(poolId), undefined)
    const replica = aReplica(poolId, { goneAt: make.after(30) })
    await mustCommit(storage, { write: 'createReplica', replica })
    assert.deepEqual(await storage.replicas.find(poolId), replica)
    // One that is gone makes room for the next.
    const next = aReplica(poolId, { region: 'eu-west-1', createdAt: make.after(30) })
    await mustCommit(storage, { write: 'createReplica', replica: next })
    assert.deepEqual(await storage.replicas.find(poolId), next)
  },

  async updateReplica({ storage, poolId }) {
    const replica = aReplica(poolId)
    const { region } = replica
    await mustCommit(
      storage,
      { write: 'createReplica', replica },
      { write: 'updateReplica', poolId, region, isActive: true },
    )
    assert.deepEqual(await storage.replicas.find(poolId), { ...replica, isActive: true })
  },

  async deleteReplica({ storage, poolId }) {
    const replica = aReplica(poolId)
    const goneAt = make.after(9)
    await mustCommit(
      storage,
      { write: 'createReplica', replica },
      { write: 'deleteReplica', poolId, region: replica.region, goneAt },
    )
    assert.deepEqual(await storage.replicas.find(poolId), { ...replica, goneAt })
  },

  async setProvisionedLimit({ storage }) {
    const named = { accountId: '123456789012', region: make.fresh('eu-west-'), category: 'UserRead' }
    const { provisionedLimits } = storage
    assert.equal(await provisionedLimits.find(named), undefined)
    for (const value of [200, 150]) {
      await mustCommit(storage, { write: 'setProvisionedLimit', limit: { ...named, value } })
      assert.equal(await provisionedLimits.find(named), value)
    }
    assert.equal(await provisionedLimits.find({ ...named, category: 'UserList' }), undefined)
    assert.equal(await provisionedLimits.find({ ...named, accountId: '999999999999' }), undefined)
  },

  async createSigningCertificate({ storage, poolId }) {
    assert.equal(await storage.userPools.findSigningCertificate(poolId), undefined)
    const certificate = aSigningCertificate(poolId)
    await mustCommit(storage, { write: 'createSigningCertificate', certificate })
    const { privateKey, ...rest } = (await storage.userPools.findSigningCertificate(poolId)) ?? certificate
    assert.deepEqual(rest, { poolId, certificate: certificate.certificate, createdAt: make.noon })
    assert.ok(privateKey.equals(certificate.privateKey))
  },
}

type OwnGuard = Extract<GuardName, `replica-${string}` | 'signing-certificate-free'>

export const replicaGuards: Readonly<Record<OwnGuard, Readonly<Record<string, GuardCase>>>> = {
  'replica-free': {
    'a second one': ({ poolId }) => ({
      given: [{ write: 'createReplica', replica: aReplica(poolId) }],
      fails: { write: 'createReplica', replica: aReplica(poolId, { region: 'eu-west-1' }) },
    }),
    'one beside another that is still being deleted': ({ poolId }) => ({
      given: [{ write: 'createReplica', replica: aReplica(poolId, { goneAt: make.after(30) }) }],
      fails: { write: 'createReplica', replica: aReplica(poolId, { createdAt: make.after(29) }) },
    }),
  },
  'replica-exists': {
    'a change of none': ({ poolId }) => ({
      fails: { write: 'updateReplica', poolId, region: 'eu-north-1', isActive: true },
    }),
    'a change of one in another region': ({ poolId }) => ({
      given: [{ write: 'createReplica', replica: aReplica(poolId) }],
      fails: { write: 'updateReplica', poolId, region: 'eu-west-1', isActive: true },
    }),
    'a change of one that is being deleted': ({ poolId }) => ({
      given: [{ write: 'createReplica', replica: aReplica(poolId, { goneAt: make.after(30) }) }],
      fails: { write: 'updateReplica', poolId, region: 'eu-north-1', isActive: true },
    }),
    'a second deletion': ({ poolId }) => ({
      given: [{ write: 'createReplica', replica: aReplica(poolId, { goneAt: make.after(30) }) }],
      fails: { write: 'deleteReplica', poolId, region: 'eu-north-1', goneAt: make.after(60) },
    }),
  },
  'signing-certificate-free': {
    'a second one': ({ poolId }) => ({
      given: [{ write: 'createSigningCertificate', certificate: aSigningCertificate(poolId) }],
      fails: { write: 'createSigningCertificate', certificate: aSigningCertificate(poolId) },
    }),
  },
}
