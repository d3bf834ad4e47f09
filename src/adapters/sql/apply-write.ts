import { applyAppClientWrite } from './app-clients/apply-writes.ts'
import { done, type Applied } from './applied.ts'
import { applyAttemptWrite } from './attempts/apply-writes.ts'
import { applyConsentWrite } from './consents/apply-writes.ts'
import { applyDeletionPlanWrite } from './deletion-plans/apply-writes.ts'
import { applyDeviceAuthorizationWrite } from './device-authorizations/apply-writes.ts'
import { applyEncryptionKeyWrite } from './encryption-keys/apply-writes.ts'
import { applyBrandingWrite } from './branding/apply-writes.ts'
import type { SqlConnection } from './engine.ts'
import { applyFactorWrite } from './factors/apply-writes.ts'
import { applyGatewaySessionWrite } from './gateway-sessions/apply-writes.ts'
import { applyGroupWrite } from './groups/apply-writes.ts'
import { applyIdentityProviderWrite } from './identity-providers/apply-writes.ts'
import { applyInstallationWrite } from './installation/apply-writes.ts'
import { applyPendingSignInWrite } from './pending-sign-ins/apply-writes.ts'
import { applyPasskeyWrite } from './passkeys/apply-writes.ts'
import { applyLogRecordWrite } from './log-records/apply-writes.ts'
import { applyProvisionedLimitWrite } from './provisioned-limits/apply-writes.ts'
import { applyQuotaWrite } from './quotas/apply-writes.ts'
import { applyReplicaWrite } from './replicas/apply-writes.ts'
import { replace } from './rows.ts'
import { applySessionWrite } from './sessions/apply-writes.ts'
import type { SqlWrite } from './sql-write.ts'
import { applyThreatProtectionWrite } from './threat-protection/apply-writes.ts'
import { applyTermsWrite } from './terms/apply-writes.ts'
import { applyUserImportWrite } from './user-imports/apply-writes.ts'
import { applyUserPoolWrite } from './user-pools/apply-writes.ts'
import { purgeRemovedPools } from './user-pools/purge-removed-pools.ts'
import { applyUserWrite } from './users/apply-writes.ts'

/** Applies one write inside the transaction of its commit. */
export async function applyWrite(on: SqlConnection, write: SqlWrite): Promise<Applied> {
  switch (write.write) {
    case 'createUserPool':
    case 'updateUserPool':
    case 'deleteUserPool':
    case 'createSigningKey':
    case 'retireSigningKey':
    case 'createSigningCertificate':
    case 'createDomain':
    case 'updateDomain':
    case 'deleteDomain':
    case 'createResourceServer':
    case 'updateResourceServer':
    case 'deleteResourceServer':
      return applyUserPoolWrite(on, write)
    case 'createAppClient':
    case 'updateAppClient':
    case 'deleteAppClient':
      return applyAppClientWrite(on, write)
    case 'createUser':
    case 'updateUser':
    case 'deleteUser':
    case 'signOutEverywhere':
    case 'recordAuthEvent':
    case 'recordFeedback':
      return applyUserWrite(on, write)
    case 'grantConsent':
    case 'requireConsent':
    case 'revokeConsent':
      return applyConsentWrite(on, write)
    case 'planDeletion':
    case 'dropDeletionPlan':
    case 'takeDueDeletion':
      return applyDeletionPlanWrite(on, write)
    case 'createGroup':
    case 'updateGroup':
    case 'deleteGroup':
    case 'addUserToGroup':
    case 'removeUserFromGroup':
      return applyGroupWrite(on, write)
    case 'createBranding':
    case 'updateBranding':
    case 'deleteBranding':
    case 'putUiCustomization':
    case 'deleteUiCustomization':
      return applyBrandingWrite(on, write)
    case 'createTerms':
    case 'updateTerms':
    case 'deleteTerms':
      return applyTermsWrite(on, write)
    case 'createIdentityProvider':
    case 'updateIdentityProvider':
    case 'deleteIdentityProvider':
    case 'requireIdentityProviders':
      return applyIdentityProviderWrite(on, write)
    case 'putCode':
    case 'consumeCode':
    case 'recordCodeFailure':
    case 'associateSoftwareToken':
    case 'verifySoftwareToken':
    case 'acceptSoftwareTokenStep':
    case 'deleteSoftwareToken':
    case 'replaceRecoveryCodes':
    case 'consumeRecoveryCode':
    case 'createDevice':
    case 'updateDevice':
    case 'deleteDevice':
      return applyFactorWrite(on, write)
    case 'createPasskey':
    case 'usePasskey':
    case 'renamePasskey':
    case 'deletePasskey':
      return applyPasskeyWrite(on, write)
    case 'createTokenFamily':
    case 'rotateRefreshToken':
    case 'revokeTokenFamily':
    case 'touchTokenFamily':
    case 'createAuthorizationCode':
    case 'consumeAuthorizationCode':
    case 'createLoginSession':
    case 'deleteLoginSession':
    case 'touchLoginSession':
    case 'revokeLoginSession':
    case 'disconnectClient':
    case 'spendSession':
      return applySessionWrite(on, write)
    case 'createDeviceAuthorization':
    case 'decideDeviceAuthorization':
    case 'pollDeviceAuthorization':
    case 'slowDeviceAuthorization':
    case 'takeDeviceAuthorization':
      return applyDeviceAuthorizationWrite(on, write)
    case 'createPendingSignIn':
    case 'takePendingSignIn':
      return applyPendingSignInWrite(on, write)
    case 'recordFailure':
    case 'clearFailures':
    case 'unlock':
    case 'countAttempt':
      return applyAttemptWrite(on, write)
    case 'createEncryptionKey':
    case 'createKeyAlias':
    case 'moveKeyAlias':
      return applyEncryptionKeyWrite(on, write)
    case 'createAccessKey':
    case 'deleteAccessKey':
    case 'enqueueMessage':
    case 'completeMessage':
    case 'failMessage':
    case 'reviveMessage':
    case 'discardMessage':
    case 'claimMessages':
    case 'deleteExpired':
      return applyInstallationWrite(on, write)
    case 'putRiskConfiguration':
    case 'putLogConfigurations':
      return applyThreatProtectionWrite(on, write)
    case 'enqueueLogRecord':
    case 'removeLogRecord':
    case 'retryLogRecord':
    case 'claimLogRecords':
    case 'dropLogRecords':
      return applyLogRecordWrite(on, write)
    case 'createImportJob':
    case 'putImportChunk':
    case 'completeImportUpload':
    case 'startImportJob':
    case 'stopImportJob':
    case 'claimImportJob':
    case 'advanceImportJob':
    case 'finishImportJob':
    case 'requireNoImport':
      return applyUserImportWrite(on, write)
    case 'createReplica':
    case 'updateReplica':
    case 'deleteReplica':
      return applyReplicaWrite(on, write)
    case 'setProvisionedLimit':
      return applyProvisionedLimitWrite(on, write)
    case 'takeQuotaUses':
    case 'returnQuotaUses':
      return (await import('./quota-uses/apply-writes.ts')).applyQuotaUseWrite(on, write)
    case 'announceNode':
    case 'withdrawNode':
      return (await import('./nodes/apply-writes.ts')).applyNodeWrite(on, write)
    case 'requireRoom':
      return applyQuotaWrite(on, write)
    case 'createGatewaySession':
    case 'replaceGatewaySession':
    case 'deleteGatewaySession':
    case 'deleteExpiredGatewaySessions':
      return applyGatewaySessionWrite(on, write)
    case 'purgeRemovedPools':
      return { removed: await purgeRemovedPools(on, write.limit) }
    case 'placeRevocations':
      await (await import('./revocations/place-revocations.ts')).placeRevocations(on)
      return done
    case 'putTemplateState':
      await replace(on, 'template_state', write.row, ['stack', 'logical_id'])
      return done
  }
}
