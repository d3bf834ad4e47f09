import type { AppClientRow } from './app-clients/tables.ts'
import type { AttemptRow, LockoutRow } from './attempts/tables.ts'
import type { ConsentRow } from './consents/tables.ts'
import type { DeletionPlanRow } from './deletion-plans/tables.ts'
import type { DeviceAuthorizationRow } from './device-authorizations/tables.ts'
import type { EncryptionKeyRow, KeyAliasRow } from './encryption-keys/tables.ts'
import type { BrandingRow, FormerStyleRow, UiCustomizationRow } from './branding/tables.ts'
import type { DeviceRow, RecoveryCodeRow, SoftwareTokenRow, VerificationCodeRow } from './factors/tables.ts'
import type { GatewaySessionRow } from './gateway-sessions/tables.ts'
import type { GroupMemberRow, GroupRow } from './groups/tables.ts'
import type { IdentityProviderRow, ProviderIdentifierRow } from './identity-providers/tables.ts'
import type { AccessKeyRow, InstallationValueRow, MessageRow } from './installation/tables.ts'
import type { AuthorizationCodeRow, LoginSessionRow, SpentSessionRow, TokenFamilyRow } from './sessions/tables.ts'
import type { PendingSignInRow } from './pending-sign-ins/tables.ts'
import type { PasskeyRow } from './passkeys/tables.ts'
import type { LogRecordRow } from './log-records/tables.ts'
import type {
  ClientRiskConfigurationRow,
  LogConfigurationRow,
  RiskConfigurationRow,
} from './threat-protection/tables.ts'
import type { ProvisionedLimitRow } from './provisioned-limits/tables.ts'
import type { NodeRow } from './nodes/tables.ts'
import type { QuotaUsesRow } from './quota-uses/tables.ts'
import type { ReplicaRow } from './replicas/tables.ts'
import type { RevocationEndRow, RevocationRow, UnplacedRevocationRow } from './revocations/tables.ts'
import type { ActiveImportRow, ImportChunkRow, ImportJobRow, ImportOutcomesRow } from './user-imports/tables.ts'
import type { TemplateStateRow } from './template-state/tables.ts'
import type { TermsRow } from './terms/tables.ts'
import type {
  DomainRow,
  ResourceServerRow,
  SigningCertificateRow,
  SigningKeyRow,
  UserPoolRow,
} from './user-pools/tables.ts'
import type { AuthEventRow, UserAliasRow, UserCountRow, UsersTable } from './users/tables.ts'

export interface Schema {
  readonly user_pools: UserPoolRow
  readonly signing_keys: SigningKeyRow
  readonly signing_certificates: SigningCertificateRow
  readonly user_pool_replicas: ReplicaRow
  readonly user_import_jobs: ImportJobRow
  readonly active_user_imports: ActiveImportRow
  readonly user_import_chunks: ImportChunkRow
  readonly user_import_outcomes: ImportOutcomesRow
  readonly provisioned_limits: ProvisionedLimitRow
  readonly nodes: NodeRow
  readonly quota_uses: QuotaUsesRow
  readonly user_pool_domains: DomainRow
  readonly resource_servers: ResourceServerRow
  readonly app_clients: AppClientRow
  readonly users: UsersTable
  readonly user_aliases: UserAliasRow
  readonly user_counts: UserCountRow
  readonly auth_events: AuthEventRow
  readonly consents: ConsentRow
  readonly deletion_plans: DeletionPlanRow
  readonly groups: GroupRow
  readonly group_members: GroupMemberRow
  readonly managed_login_brandings: BrandingRow
  readonly former_styles: FormerStyleRow
  readonly ui_customizations: UiCustomizationRow
  readonly terms: TermsRow
  readonly identity_providers: IdentityProviderRow
  readonly identity_provider_identifiers: ProviderIdentifierRow
  readonly verification_codes: VerificationCodeRow
  readonly software_tokens: SoftwareTokenRow
  readonly recovery_codes: RecoveryCodeRow
  readonly devices: DeviceRow
  readonly passkeys: PasskeyRow
  readonly token_families: TokenFamilyRow
  readonly authorization_codes: AuthorizationCodeRow
  readonly device_authorizations: DeviceAuthorizationRow
  readonly login_sessions: LoginSessionRow
  readonly spent_sessions: SpentSessionRow
  readonly revocations: RevocationRow
  readonly revocation_end: RevocationEndRow
  readonly unplaced_revocations: UnplacedRevocationRow
  readonly pending_sign_ins: PendingSignInRow
  readonly lockouts: LockoutRow
  readonly attempts: AttemptRow
  readonly messages: MessageRow
  readonly access_keys: AccessKeyRow
  readonly encryption_keys: EncryptionKeyRow
  readonly key_aliases: KeyAliasRow
  readonly gateway_sessions: GatewaySessionRow
  readonly template_state: TemplateStateRow
  readonly installation_values: InstallationValueRow
  readonly risk_configurations: RiskConfigurationRow
  readonly client_risk_configurations: ClientRiskConfigurationRow
  readonly log_configurations: LogConfigurationRow
  readonly log_records: LogRecordRow
}
