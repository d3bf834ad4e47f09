import type { UserAlias } from '../../domain/users/user.ts'
import type { AppClientQueries, AppClientWrite } from './app-clients.ts'
import type { AttemptQueries, AttemptWrite } from './attempts.ts'
import type { ConsentQueries, ConsentWrite } from './consents.ts'
import type { DeletionPlanQueries, DeletionPlanWrite } from './deletion-plans.ts'
import type { DeviceAuthorizationQueries, DeviceAuthorizationWrite } from './device-authorizations.ts'
import type { EncryptionKeyQueries, EncryptionKeyWrite } from './encryption-keys.ts'
import type { BrandingQueries, BrandingWrite } from './branding.ts'
import type { FactorQueries, FactorWrite } from './factors.ts'
import type { GroupQueries, GroupWrite } from './groups.ts'
import type { IdentityProviderQueries, IdentityProviderWrite } from './identity-providers.ts'
import type { InstallationQueries, InstallationWrite } from './installation.ts'
import type { PendingSignInQueries, PendingSignInWrite } from './pending-sign-ins.ts'
import type { NodeQueries, NodeWrite } from './nodes.ts'
import type { PasskeyQueries, PasskeyWrite } from './passkeys.ts'
import type { LogRecordQueries, LogRecordWrite } from './log-records.ts'
import type { ProvisionedLimitQueries, ProvisionedLimitWrite } from './provisioned-limits.ts'
import type { QuotaUseQueries, QuotaUseWrite } from './quota-uses.ts'
import type { QuotaWrite } from './quotas.ts'
import type { ReplicaQueries, ReplicaWrite } from './replicas.ts'
import type { RevocationQueries } from './revocations.ts'
import type { SessionQueries, SessionWrite } from './sessions.ts'
import type { ThreatProtectionQueries, ThreatProtectionWrite } from './threat-protection.ts'
import type { TermsQueries, TermsWrite } from './terms.ts'
import type { UserImportQueries, UserImportWrite } from './user-imports.ts'
import type { UserPoolQueries, UserPoolWrite } from './user-pools.ts'
import type { UserQueries, UserWrite } from './users.ts'

export type Write =
  | AppClientWrite
  | AttemptWrite
  | ConsentWrite
  | DeletionPlanWrite
  | DeviceAuthorizationWrite
  | EncryptionKeyWrite
  | BrandingWrite
  | FactorWrite
  | GroupWrite
  | IdentityProviderWrite
  | InstallationWrite
  | PasskeyWrite
  | PendingSignInWrite
  | LogRecordWrite
  | NodeWrite
  | ProvisionedLimitWrite
  | QuotaUseWrite
  | QuotaWrite
  | ReplicaWrite
  | SessionWrite
  | ThreatProtectionWrite
  | TermsWrite
  | UserImportWrite
  | UserPoolWrite
  | UserWrite

export type GuardName =
  | 'alias-free'
  | 'app-client-exists'
  | 'app-client-free'
  | 'app-client-version'
  | 'auth-event-exists'
  | 'authorization-code-unspent'
  | 'branding-free'
  | 'branding-version'
  | 'code-unspent'
  | 'consent-given'
  | 'deletion-due'
  | 'device-authorization-approved'
  | 'device-authorization-pending'
  | 'device-exists'
  | 'device-free'
  | 'device-poll-due'
  | 'domain-free'
  | 'encryption-key-exists'
  | 'group-exists'
  | 'group-free'
  | 'identity-provider-exists'
  | 'identity-provider-free'
  | 'identity-provider-version'
  | 'key-alias-exists'
  | 'key-alias-free'
  | 'message-dead'
  | 'login-session-exists'
  | 'import-job-claimable'
  | 'import-job-created'
  | 'import-job-owned'
  | 'import-job-running'
  | 'no-import-running'
  | 'no-other-import'
  | 'node-place-free'
  | 'not-locked'
  | 'passkey-count'
  | 'passkey-exists'
  | 'passkey-free'
  | 'pending-sign-in-exists'
  | 'provider-identifier-free'
  | 'quota-left'
  | 'recovery-code-unspent'
  | 'refresh-token-current'
  | 'replica-exists'
  | 'replica-free'
  | 'resource-server-exists'
  | 'resource-server-free'
  | 'session-unspent'
  | 'signing-certificate-free'
  | 'software-token-pending'
  | 'software-token-step'
  | 'terms-free'
  | 'terms-version'
  | 'under-limit'
  | 'user-code-free'
  | 'user-enabled'
  | 'user-exists'
  | 'user-pool-exists'
  | 'user-pool-has-no-domain'
  | 'user-pool-version'
  | 'user-version'

export type CommitResult =
  | { readonly committed: true }
  /** Nothing was written. `alias` is set for `alias-free`. */
  | { readonly committed: false; readonly guard: GuardName; readonly alias: UserAlias | undefined }

/**
 * The store of everything. Reads are queries; every change of state is one `commit`.  `commit` must apply all writes,
 * in order, or none; must decide every guard inside the transaction; and must resolve only when the change is durable.
 * A failed guard is a value; a fault of the engine rejects with a `StorageFault`, and the change may be there or not. A
 * read that starts after a commit resolved sees it; other nodes may see pools, clients, domains and signing keys a
 * moment later, everything else at once. A write into a pool or onto a user that is not there fails its guard `user-
 * pool-exists` or `user-exists`, listed or not. A cursor that the listing did not give out yields an empty page.
 * Secrets are sealed before they reach the disk. Whatever ends sessions says so in `revocations`, in the same commit.
 */
export interface Storage extends AsyncDisposable {
  readonly userPools: UserPoolQueries
  readonly appClients: AppClientQueries
  readonly users: UserQueries
  readonly consents: ConsentQueries
  readonly deletionPlans: DeletionPlanQueries
  readonly groups: GroupQueries
  readonly branding: BrandingQueries
  readonly terms: TermsQueries
  readonly identityProviders: IdentityProviderQueries
  readonly factors: FactorQueries
  readonly encryptionKeys: EncryptionKeyQueries
  readonly passkeys: PasskeyQueries
  readonly sessions: SessionQueries
  readonly revocations: RevocationQueries
  readonly deviceAuthorizations: DeviceAuthorizationQueries
  readonly pendingSignIns: PendingSignInQueries
  readonly attempts: AttemptQueries
  readonly replicas: ReplicaQueries
  readonly userImports: UserImportQueries
  readonly provisionedLimits: ProvisionedLimitQueries
  readonly quotaUses: QuotaUseQueries
  readonly nodes: NodeQueries
  readonly installation: InstallationQueries
  readonly threatProtection: ThreatProtectionQueries
  readonly logRecords: LogRecordQueries
  commit(writes: readonly Write[]): Promise<CommitResult>
  /** Removes what has expired by `now`; returns how many rows went. */
  deleteExpired(now: Date): Promise<number>
}
