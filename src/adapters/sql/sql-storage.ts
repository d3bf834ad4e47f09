import type { GatewaySessionStore } from '../../ports/gateway-sessions.ts'
import type { GuardName, Storage } from '../../ports/storage/storage.ts'
import type { TemplateState } from '../../ports/template-state.ts'
import { appClientQueries } from './app-clients/queries.ts'
import type { OwnGuard } from './applied.ts'
import { attemptQueries } from './attempts/queries.ts'
import { consentQueries } from './consents/queries.ts'
import { deletionPlanQueries } from './deletion-plans/queries.ts'
import { deviceAuthorizationQueries } from './device-authorizations/queries.ts'
import { encryptionKeyQueries } from './encryption-keys/queries.ts'
import { brandingQueries } from './branding/queries.ts'
import type { SqlConnection } from './engine.ts'
import { factorQueries } from './factors/queries.ts'
import { sqlGatewaySessions } from './gateway-sessions/gateway-sessions.ts'
import { groupQueries } from './groups/queries.ts'
import { identityProviderQueries } from './identity-providers/queries.ts'
import { installationQueries } from './installation/queries.ts'
import { pendingSignInQueries } from './pending-sign-ins/queries.ts'
import { passkeyQueries } from './passkeys/queries.ts'
import { logRecordQueries } from './log-records/queries.ts'
import { prepareWrite } from './prepare-write.ts'
import { provisionedLimitQueries } from './provisioned-limits/queries.ts'
import { changesOf, forgetChanged, newReadCache, type CacheChange, type ReadCache } from './read-cache.ts'
import { removeInSteps } from './remove-in-steps.ts'
import { replicaQueries } from './replicas/queries.ts'
import type { Sealer } from './sealed.ts'
import { sessionQueries } from './sessions/queries.ts'
import type { Submit } from './sql-write.ts'
import { sqlTemplateState } from './template-state/template-state.ts'
import { threatProtectionQueries } from './threat-protection/queries.ts'
import { termsQueries } from './terms/queries.ts'
import { commitInSavepoints, type Transact } from './transact.ts'
import { userImportQueries } from './user-imports/queries.ts'
import { userPoolQueries } from './user-pools/queries.ts'
import { userQueries } from './users/queries.ts'

/** The storage port and, on the same database, the memories of the gateway and of applied templates. */
export interface SqlStorage extends Storage {
  readonly gatewaySessions: GatewaySessionStore
  readonly templateState: TemplateState
  /**
   * Everything that `work` commits to the storage it is given becomes true together, or nothing where it throws. Work
   * that others got in the way of is undone and done again, so it has no effect but through that storage.
   */
  readonly atOnce: <Result>(work: (storage: SqlStorage) => Promise<Result>) => Promise<Result>
}

export interface SqlStorageParts {
  readonly reader: SqlConnection
  readonly sealer: Sealer
  readonly cache: ReadCache
  readonly submit: Submit
  readonly transact: Transact
  readonly close: () => Promise<void>
}

export function sqlStorage(parts: SqlStorageParts): SqlStorage {
  const { reader, sealer, cache, submit, close } = parts
  const purge = () => removeInSteps((limit) => submit([{ write: 'purgeRemovedPools', limit }]))
  // Only where somebody follows them.
  const revocations = async () => (await import('./revocations/queries.ts')).revocationQueries(reader, submit)
  return {
    userPools: userPoolQueries(reader, sealer, cache),
    appClients: appClientQueries(reader, sealer, cache),
    users: userQueries(reader, sealer),
    consents: consentQueries(reader),
    deletionPlans: deletionPlanQueries(reader),
    groups: groupQueries(reader, sealer),
    branding: brandingQueries(reader),
    terms: termsQueries(reader),
    identityProviders: identityProviderQueries(reader, sealer),
    factors: factorQueries(reader, sealer),
    encryptionKeys: encryptionKeyQueries(reader, sealer),
    passkeys: passkeyQueries(reader),
    sessions: sessionQueries(reader),
    revocations: {
      list: async (after, limit) => (await revocations()).list(after, limit),
      last: async () => (await revocations()).last(),
    },
    deviceAuthorizations: deviceAuthorizationQueries(reader),
    pendingSignIns: pendingSignInQueries(reader, sealer),
    attempts: attemptQueries(reader),
    replicas: replicaQueries(reader),
    userImports: userImportQueries(reader, sealer),
    provisionedLimits: provisionedLimitQueries(reader),
    quotaUses: { find: async (of) => (await import('./quota-uses/queries.ts')).quotaUseQueries(reader).find(of) },
    // Few installations have several nodes with connections to reach.
    nodes: { find: async (place) => (await import('./nodes/queries.ts')).nodeQueries(reader).find(place) },
    installation: installationQueries(reader, sealer, submit),
    threatProtection: threatProtectionQueries(reader, cache),
    logRecords: logRecordQueries(submit),
    gatewaySessions: sqlGatewaySessions(reader, submit),
    templateState: sqlTemplateState(reader, submit),

    async commit(writes) {
      const outcome = await submit(writes.map((write) => prepareWrite(sealer, write)))
      if (outcome.committed && writes.some(({ write }) => write === 'deleteUserPool')) await purge()
      if (outcome.committed) return { committed: true }
      return { committed: false, guard: portGuard(outcome.guard), alias: outcome.alias }
    },

    atOnce: (work) => workAtOnce(parts, work),

    // Pools too that a node which ended meanwhile did not get through with.
    async deleteExpired(now) {
      // Also where nobody reads them: their age is counted from their place on.
      await (await revocations()).place()
      return (await purge()) + (await removeInSteps((limit) => submit([{ write: 'deleteExpired', now, limit }])))
    },

    [Symbol.asyncDispose]: close,
  }
}

async function workAtOnce<Result>(
  { cache, sealer, transact }: SqlStorageParts,
  work: (storage: SqlStorage) => Promise<Result>,
): Promise<Result> {
  const changes: CacheChange[] = []
  try {
    return await transact(async (on) => {
      const commit = commitInSavepoints(on)
      let fault: Error | undefined
      const inside = work(
        sqlStorage({
          reader: on,
          sealer,
          // What it reads may be undone: nothing is kept, and nobody else sees it.
          cache: newReadCache({ longestMs: 0, monotonicMs: () => 0 }),
          async submit(writes) {
            changes.push(...writes.flatMap(changesOf))
            try {
              return await commit(writes)
            } catch (error) {
              fault ??= error instanceof Error ? error : new Error('the commit failed', { cause: error })
              throw error
            }
          },
          transact: (inner) => inner(on),
          close: async () => {},
        }),
      )
      const result = await inside.catch((error: unknown) => {
        throw fault !== undefined && on.engine.isConflict(fault) ? fault : error
      })
      // Whatever the work made of it: the transaction is broken.
      if (fault !== undefined) throw fault
      return result
    }, changes)
  } finally {
    forgetChanged(cache, changes)
  }
}

function portGuard(guard: GuardName | OwnGuard): GuardName {
  switch (guard) {
    case 'gateway-session-free':
    case 'gateway-session-version':
    case 'gateway-session-exists':
      throw new Error(`${guard} is no guard of the storage port`)
    default:
      return guard
  }
}
