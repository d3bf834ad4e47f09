import type { SchemaChange } from './migration.ts'
import { userPoolTables } from './0001-user-pools.ts'
import { userTables } from './0002-users.ts'
import { groupTables } from './0003-groups.ts'
import { factorTables } from './0004-factors.ts'
import { sessionTables } from './0005-sessions.ts'
import { attemptTables } from './0006-attempts.ts'
import { installationTables } from './0007-installation.ts'
import { gatewaySessionTables } from './0008-gateway-sessions.ts'
import { passkeyTables } from './0009-passkeys.ts'
import { deadMessageIndex } from './0010-dead-messages.ts'
import { identityProviderTables } from './0011-identity-providers.ts'
import { brandingAndTermsTables } from './0012-branding-and-terms.ts'
import { userImportTables } from './0013-user-imports.ts'
import { replicaTables } from './0014-replicas.ts'
import { threatProtectionTables } from './0015-threat-protection.ts'
import { encryptionKeyTables } from './0016-encryption-keys.ts'
import { sessionTracking } from './0017-session-tracking.ts'
import { userPoolRemoval } from './0018-user-pool-removal.ts'
import { pendingSignInTables } from './0019-pending-sign-ins.ts'
import { accountCentre } from './0020-account-centre.ts'
import { deletionPlans } from './0021-deletion-plans.ts'
import { deviceAuthorizationTables } from './0022-device-authorizations.ts'
import { logoutNotices } from './0023-logout-notices.ts'
import { consents } from './0024-consents.ts'
import { formerStyles } from './0025-former-styles.ts'
import { quotaUses } from './0026-quota-uses.ts'

/** In order. A released step never changes. */
export const migrations: Readonly<Record<string, SchemaChange>> = {
  '0001-user-pools': userPoolTables,
  '0002-users': userTables,
  '0003-groups': groupTables,
  '0004-factors': factorTables,
  '0005-sessions': sessionTables,
  '0006-attempts': attemptTables,
  '0007-installation': installationTables,
  '0008-gateway-sessions': gatewaySessionTables,
  '0009-passkeys': passkeyTables,
  '0010-dead-messages': deadMessageIndex,
  '0011-identity-providers': identityProviderTables,
  '0012-branding-and-terms': brandingAndTermsTables,
  '0013-user-imports': userImportTables,
  '0014-replicas': replicaTables,
  '0015-threat-protection': threatProtectionTables,
  '0016-encryption-keys': encryptionKeyTables,
  '0017-session-tracking': sessionTracking,
  '0018-user-pool-removal': userPoolRemoval,
  '0019-pending-sign-ins': pendingSignInTables,
  '0020-account-centre': accountCentre,
  '0021-deletion-plans': deletionPlans,
  '0022-device-authorizations': deviceAuthorizationTables,
  '0023-logout-notices': logoutNotices,
  '0024-consents': consents,
  '0025-former-styles': formerStyles,
  '0026-quota-uses': quotaUses,
}
