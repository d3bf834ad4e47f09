import type { UserAlias } from '../../domain/users/user.ts'
import type { ConsentWrite } from '../../ports/storage/consents.ts'
import type { DeletionPlanWrite } from '../../ports/storage/deletion-plans.ts'
import type { NodeWrite } from '../../ports/storage/nodes.ts'
import type { ProvisionedLimitWrite } from '../../ports/storage/provisioned-limits.ts'
import type { QuotaUseWrite } from '../../ports/storage/quota-uses.ts'
import type { QuotaWrite } from '../../ports/storage/quotas.ts'
import type { GuardName } from '../../ports/storage/storage.ts'
import type { SqlAppClientWrite } from './app-clients/prepare-writes.ts'
import type { OwnGuard } from './applied.ts'
import type { SqlAttemptWrite } from './attempts/prepare-writes.ts'
import type { SqlDeviceAuthorizationWrite } from './device-authorizations/prepare-writes.ts'
import type { SqlEncryptionKeyWrite } from './encryption-keys/prepare-writes.ts'
import type { SqlBrandingWrite } from './branding/prepare-writes.ts'
import type { SqlFactorWrite } from './factors/prepare-writes.ts'
import type { SqlGatewaySessionWrite } from './gateway-sessions/apply-writes.ts'
import type { SqlGroupWrite } from './groups/prepare-writes.ts'
import type { SqlIdentityProviderWrite } from './identity-providers/prepare-writes.ts'
import type { SqlInstallationWrite } from './installation/prepare-writes.ts'
import type { SqlLogRecordWrite } from './log-records/prepare-writes.ts'
import type { LogRecordRow } from './log-records/tables.ts'
import type { MessageRow } from './installation/tables.ts'
import type { SqlPendingSignInWrite } from './pending-sign-ins/prepare-writes.ts'
import type { SqlPasskeyWrite } from './passkeys/prepare-writes.ts'
import type { SqlReplicaWrite } from './replicas/prepare-writes.ts'
import type { TemplateStateRow } from './template-state/tables.ts'
import type { PlaceRevocations } from './revocations/place-revocations.ts'
import type { SqlSessionWrite } from './sessions/prepare-writes.ts'
import type { SqlThreatProtectionWrite } from './threat-protection/prepare-writes.ts'
import type { SqlTermsWrite } from './terms/prepare-writes.ts'
import type { SqlUserImportWrite } from './user-imports/prepare-writes.ts'
import type { SqlUserPoolWrite } from './user-pools/prepare-writes.ts'
import type { PurgeRemovedPools } from './user-pools/purge-removed-pools.ts'
import type { SqlUserWrite } from './users/prepare-writes.ts'

export interface PutTemplateState {
  readonly write: 'putTemplateState'
  readonly row: TemplateStateRow
}

/** A write as the committer takes it: rows, secrets sealed. Plain data, so that it can go to another thread. */
export type SqlWrite =
  | SqlAppClientWrite
  | SqlAttemptWrite
  | SqlDeviceAuthorizationWrite
  | SqlEncryptionKeyWrite
  | SqlBrandingWrite
  | SqlFactorWrite
  | SqlGatewaySessionWrite
  | SqlGroupWrite
  | SqlIdentityProviderWrite
  | SqlInstallationWrite
  | SqlPasskeyWrite
  | SqlPendingSignInWrite
  | SqlLogRecordWrite
  | ConsentWrite
  | DeletionPlanWrite
  | NodeWrite
  | ProvisionedLimitWrite
  | QuotaUseWrite
  | QuotaWrite
  | SqlReplicaWrite
  | SqlSessionWrite
  | SqlThreatProtectionWrite
  | SqlTermsWrite
  | SqlUserImportWrite
  | SqlUserPoolWrite
  | SqlUserWrite
  | PlaceRevocations
  | PurgeRemovedPools
  | PutTemplateState

export type SqlCommitResult =
  | {
      readonly committed: true
      readonly claimed: readonly MessageRow[]
      readonly claimedLogs: readonly LogRecordRow[]
      readonly removed: number
    }
  | { readonly committed: false; readonly guard: GuardName | OwnGuard; readonly alias: UserAlias | undefined }

/** Applies all of the writes or none; resolves when they are durable. */
export type Submit = (writes: readonly SqlWrite[]) => Promise<SqlCommitResult>
