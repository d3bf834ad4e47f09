import type { Write } from '../../ports/storage/storage.ts'
import { prepareAppClientWrite } from './app-clients/prepare-writes.ts'
import { prepareAttemptWrite } from './attempts/prepare-writes.ts'
import { prepareDeviceAuthorizationWrite } from './device-authorizations/prepare-writes.ts'
import { prepareEncryptionKeyWrite } from './encryption-keys/prepare-writes.ts'
import { prepareBrandingWrite } from './branding/prepare-writes.ts'
import { prepareFactorWrite } from './factors/prepare-writes.ts'
import { prepareGroupWrite } from './groups/prepare-writes.ts'
import { prepareIdentityProviderWrite } from './identity-providers/prepare-writes.ts'
import { prepareInstallationWrite } from './installation/prepare-writes.ts'
import { preparePendingSignInWrite } from './pending-sign-ins/prepare-writes.ts'
import { preparePasskeyWrite } from './passkeys/prepare-writes.ts'
import { prepareLogRecordWrite } from './log-records/prepare-writes.ts'
import { prepareReplicaWrite } from './replicas/prepare-writes.ts'
import type { Sealer } from './sealed.ts'
import { prepareSessionWrite } from './sessions/prepare-writes.ts'
import type { SqlWrite } from './sql-write.ts'
import { prepareThreatProtectionWrite } from './threat-protection/prepare-writes.ts'
import { prepareTermsWrite } from './terms/prepare-writes.ts'
import { prepareUserImportWrite } from './user-imports/prepare-writes.ts'
import { prepareUserPoolWrite } from './user-pools/prepare-writes.ts'
import { prepareUserWrite } from './users/prepare-writes.ts'

/** Turns an intent of the port into rows with sealed secrets. No secret goes further than this. */
export function prepareWrite(sealer: Sealer, write: Write): SqlWrite {
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
      return prepareUserPoolWrite(sealer, write)
    case 'createAppClient':
    case 'updateAppClient':
    case 'deleteAppClient':
      return prepareAppClientWrite(sealer, write)
    case 'createUser':
    case 'updateUser':
    case 'deleteUser':
    case 'signOutEverywhere':
    case 'recordAuthEvent':
    case 'recordFeedback':
      return prepareUserWrite(sealer, write)
    case 'createGroup':
    case 'updateGroup':
    case 'deleteGroup':
    case 'addUserToGroup':
    case 'removeUserFromGroup':
      return prepareGroupWrite(write)
    case 'createBranding':
    case 'updateBranding':
    case 'deleteBranding':
    case 'putUiCustomization':
    case 'deleteUiCustomization':
      return prepareBrandingWrite(write)
    case 'createTerms':
    case 'updateTerms':
    case 'deleteTerms':
      return prepareTermsWrite(write)
    case 'createIdentityProvider':
    case 'updateIdentityProvider':
    case 'deleteIdentityProvider':
    case 'requireIdentityProviders':
      return prepareIdentityProviderWrite(sealer, write)
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
      return prepareFactorWrite(sealer, write)
    case 'createPasskey':
    case 'usePasskey':
    case 'renamePasskey':
    case 'deletePasskey':
      return preparePasskeyWrite(write)
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
      return prepareSessionWrite(write)
    case 'createDeviceAuthorization':
    case 'decideDeviceAuthorization':
    case 'pollDeviceAuthorization':
    case 'slowDeviceAuthorization':
    case 'takeDeviceAuthorization':
      return prepareDeviceAuthorizationWrite(write)
    case 'createPendingSignIn':
    case 'takePendingSignIn':
      return preparePendingSignInWrite(sealer, write)
    case 'recordFailure':
    case 'clearFailures':
    case 'unlock':
    case 'countAttempt':
      return prepareAttemptWrite(write)
    case 'createEncryptionKey':
    case 'createKeyAlias':
    case 'moveKeyAlias':
      return prepareEncryptionKeyWrite(sealer, write)
    case 'createAccessKey':
    case 'deleteAccessKey':
    case 'enqueueMessage':
    case 'completeMessage':
    case 'failMessage':
    case 'reviveMessage':
    case 'discardMessage':
      return prepareInstallationWrite(sealer, write)
    case 'putRiskConfiguration':
    case 'putLogConfigurations':
      return prepareThreatProtectionWrite(write)
    case 'enqueueLogRecord':
    case 'removeLogRecord':
    case 'retryLogRecord':
      return prepareLogRecordWrite(write)
    case 'createImportJob':
    case 'putImportChunk':
    case 'completeImportUpload':
    case 'startImportJob':
    case 'stopImportJob':
    case 'claimImportJob':
    case 'advanceImportJob':
    case 'finishImportJob':
    case 'requireNoImport':
      return prepareUserImportWrite(sealer, write)
    case 'createReplica':
    case 'updateReplica':
    case 'deleteReplica':
      return prepareReplicaWrite(write)
    case 'grantConsent':
    case 'requireConsent':
    case 'revokeConsent':
    case 'planDeletion':
    case 'dropDeletionPlan':
    case 'takeDueDeletion':
    case 'setProvisionedLimit':
    case 'takeQuotaUses':
    case 'returnQuotaUses':
    case 'announceNode':
    case 'withdrawNode':
    case 'requireRoom':
      return write
  }
}
