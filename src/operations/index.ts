// Every operation that answers here, by wire name. Those of the model that are missing answer UnknownOperationException.
import { AddCustomAttributes } from './user-pool/AddCustomAttributes.ts'
import { AddUserPoolClientSecret } from './app-client/AddUserPoolClientSecret.ts'
import { AdminAddUserToGroup } from './group/AdminAddUserToGroup.ts'
import { AdminConfirmSignUp } from './user/AdminConfirmSignUp.ts'
import { AdminCreateUser } from './user/AdminCreateUser.ts'
import { AdminDeleteSoftwareToken } from './mfa/AdminDeleteSoftwareToken.ts'
import { AdminDeleteUser } from './user/AdminDeleteUser.ts'
import { AdminDeleteUserAttributes } from './user/AdminDeleteUserAttributes.ts'
import { AdminDisableProviderForUser } from './identity-provider/AdminDisableProviderForUser.ts'
import { AdminDisableUser } from './user/AdminDisableUser.ts'
import { AdminEnableUser } from './user/AdminEnableUser.ts'
import { AdminForgetDevice } from './device/AdminForgetDevice.ts'
import { AdminGetDevice } from './device/AdminGetDevice.ts'
import { AdminGetUser } from './user/AdminGetUser.ts'
import { AdminGetUserAuthFactors } from './mfa/AdminGetUserAuthFactors.ts'
import { AdminInitiateAuth } from './auth/AdminInitiateAuth.ts'
import { AdminLinkProviderForUser } from './identity-provider/AdminLinkProviderForUser.ts'
import { AdminListDevices } from './device/AdminListDevices.ts'
import { AdminListGroupsForUser } from './group/AdminListGroupsForUser.ts'
import { AdminListUserAuthEvents } from './threat-protection/AdminListUserAuthEvents.ts'
import { AdminListUserSessions } from './session/AdminListUserSessions.ts'
import { AdminRemoveUserFromGroup } from './group/AdminRemoveUserFromGroup.ts'
import { AdminResetUserPassword } from './user/AdminResetUserPassword.ts'
import { AdminRespondToAuthChallenge } from './auth/AdminRespondToAuthChallenge.ts'
import { AdminRevokeUserSession } from './session/AdminRevokeUserSession.ts'
import { AdminSetUserMFAPreference } from './mfa/AdminSetUserMFAPreference.ts'
import { AdminSetUserPassword } from './user/AdminSetUserPassword.ts'
import { AdminSetUserSettings } from './mfa/AdminSetUserSettings.ts'
import { AdminUpdateAuthEventFeedback } from './threat-protection/AdminUpdateAuthEventFeedback.ts'
import { AdminUpdateDeviceStatus } from './device/AdminUpdateDeviceStatus.ts'
import { AdminUpdateUserAttributes } from './user/AdminUpdateUserAttributes.ts'
import { AdminUserGlobalSignOut } from './auth/AdminUserGlobalSignOut.ts'
import { AssociateSoftwareToken } from './mfa/AssociateSoftwareToken.ts'
import { ChangePassword } from './user/ChangePassword.ts'
import { CompleteWebAuthnRegistration } from './passkey/CompleteWebAuthnRegistration.ts'
import { ConfirmDevice } from './device/ConfirmDevice.ts'
import { ConfirmForgotPassword } from './user/ConfirmForgotPassword.ts'
import { ConfirmSignUp } from './user/ConfirmSignUp.ts'
import { CreateGroup } from './group/CreateGroup.ts'
import { CreateIdentityProvider } from './identity-provider/CreateIdentityProvider.ts'
import { CreateManagedLoginBranding } from './branding/CreateManagedLoginBranding.ts'
import { CreateResourceServer } from './resource-server/CreateResourceServer.ts'
import { CreateTerms } from './terms/CreateTerms.ts'
import { CreateUserImportJob } from './user-import/CreateUserImportJob.ts'
import { CreateUserPool } from './user-pool/CreateUserPool.ts'
import { CreateUserPoolClient } from './app-client/CreateUserPoolClient.ts'
import { CreateUserPoolDomain } from './domain/CreateUserPoolDomain.ts'
import { CreateUserPoolReplica } from './replica/CreateUserPoolReplica.ts'
import { DeleteGroup } from './group/DeleteGroup.ts'
import { DeleteIdentityProvider } from './identity-provider/DeleteIdentityProvider.ts'
import { DeleteManagedLoginBranding } from './branding/DeleteManagedLoginBranding.ts'
import { DeleteResourceServer } from './resource-server/DeleteResourceServer.ts'
import { DeleteTerms } from './terms/DeleteTerms.ts'
import { DeleteUser } from './user/DeleteUser.ts'
import { DeleteUserAttributes } from './user/DeleteUserAttributes.ts'
import { DeleteUserPool } from './user-pool/DeleteUserPool.ts'
import { DeleteUserPoolClient } from './app-client/DeleteUserPoolClient.ts'
import { DeleteUserPoolClientSecret } from './app-client/DeleteUserPoolClientSecret.ts'
import { DeleteUserPoolDomain } from './domain/DeleteUserPoolDomain.ts'
import { DeleteUserPoolReplica } from './replica/DeleteUserPoolReplica.ts'
import { DeleteWebAuthnCredential } from './passkey/DeleteWebAuthnCredential.ts'
import { DescribeIdentityProvider } from './identity-provider/DescribeIdentityProvider.ts'
import { DescribeManagedLoginBranding } from './branding/DescribeManagedLoginBranding.ts'
import { DescribeManagedLoginBrandingByClient } from './branding/DescribeManagedLoginBrandingByClient.ts'
import { DescribeResourceServer } from './resource-server/DescribeResourceServer.ts'
import { DescribeRiskConfiguration } from './threat-protection/DescribeRiskConfiguration.ts'
import { DescribeTerms } from './terms/DescribeTerms.ts'
import { DescribeTermsByClient } from './terms/DescribeTermsByClient.ts'
import { DescribeUserImportJob } from './user-import/DescribeUserImportJob.ts'
import { DescribeUserPool } from './user-pool/DescribeUserPool.ts'
import { DescribeUserPoolClient } from './app-client/DescribeUserPoolClient.ts'
import { DescribeUserPoolDomain } from './domain/DescribeUserPoolDomain.ts'
import { ForgetDevice } from './device/ForgetDevice.ts'
import { ForgotPassword } from './user/ForgotPassword.ts'
import { GetCSVHeader } from './user-import/GetCSVHeader.ts'
import { GetClientToken } from './auth/GetClientToken.ts'
import { GetDevice } from './device/GetDevice.ts'
import { GetGroup } from './group/GetGroup.ts'
import { GetIdentityProviderByIdentifier } from './identity-provider/GetIdentityProviderByIdentifier.ts'
import { GetLogDeliveryConfiguration } from './log-delivery/GetLogDeliveryConfiguration.ts'
import { GetProvisionedLimit } from './limit/GetProvisionedLimit.ts'
import { GetSigningCertificate } from './user-pool/GetSigningCertificate.ts'
import { GetTokensFromRefreshToken } from './auth/GetTokensFromRefreshToken.ts'
import { GetUICustomization } from './branding/GetUICustomization.ts'
import { GetUser } from './user/GetUser.ts'
import { GetUserAttributeVerificationCode } from './user/GetUserAttributeVerificationCode.ts'
import { GetUserAuthFactors } from './mfa/GetUserAuthFactors.ts'
import { GetUserPoolClientSessionConfiguration } from './session/GetUserPoolClientSessionConfiguration.ts'
import { GetUserPoolMfaConfig } from './user-pool/GetUserPoolMfaConfig.ts'
import { GetUserPoolSessionConfiguration } from './session/GetUserPoolSessionConfiguration.ts'
import { GlobalSignOut } from './auth/GlobalSignOut.ts'
import { InitiateAuth } from './auth/InitiateAuth.ts'
import { ListDevices } from './device/ListDevices.ts'
import { ListGroups } from './group/ListGroups.ts'
import { ListIdentityProviders } from './identity-provider/ListIdentityProviders.ts'
import { ListResourceServers } from './resource-server/ListResourceServers.ts'
import { ListTagsForResource } from './tag/ListTagsForResource.ts'
import { ListTerms } from './terms/ListTerms.ts'
import { ListUserImportJobs } from './user-import/ListUserImportJobs.ts'
import { ListUserPoolClientSecrets } from './app-client/ListUserPoolClientSecrets.ts'
import { ListUserPoolClients } from './app-client/ListUserPoolClients.ts'
import { ListUserPoolReplicas } from './replica/ListUserPoolReplicas.ts'
import { ListUserPools } from './user-pool/ListUserPools.ts'
import { ListUserSessions } from './session/ListUserSessions.ts'
import { ListUsers } from './user/ListUsers.ts'
import { ListUsersInGroup } from './group/ListUsersInGroup.ts'
import { ListWebAuthnCredentials } from './passkey/ListWebAuthnCredentials.ts'
import { ResendConfirmationCode } from './user/ResendConfirmationCode.ts'
import { RespondToAuthChallenge } from './auth/RespondToAuthChallenge.ts'
import { RevokeToken } from './auth/RevokeToken.ts'
import { RevokeUserSession } from './session/RevokeUserSession.ts'
import { SetLogDeliveryConfiguration } from './log-delivery/SetLogDeliveryConfiguration.ts'
import { SetRiskConfiguration } from './threat-protection/SetRiskConfiguration.ts'
import { SetUICustomization } from './branding/SetUICustomization.ts'
import { SetUserMFAPreference } from './mfa/SetUserMFAPreference.ts'
import { SetUserPoolClientSessionConfiguration } from './session/SetUserPoolClientSessionConfiguration.ts'
import { SetUserPoolMfaConfig } from './user-pool/SetUserPoolMfaConfig.ts'
import { SetUserPoolSessionConfiguration } from './session/SetUserPoolSessionConfiguration.ts'
import { SetUserSettings } from './mfa/SetUserSettings.ts'
import { SignUp } from './user/SignUp.ts'
import { StartWebAuthnRegistration } from './passkey/StartWebAuthnRegistration.ts'
import { StartUserImportJob } from './user-import/StartUserImportJob.ts'
import { StopUserImportJob } from './user-import/StopUserImportJob.ts'
import { TagResource } from './tag/TagResource.ts'
import { UntagResource } from './tag/UntagResource.ts'
import { UpdateAuthEventFeedback } from './threat-protection/UpdateAuthEventFeedback.ts'
import { UpdateDeviceStatus } from './device/UpdateDeviceStatus.ts'
import { UpdateGroup } from './group/UpdateGroup.ts'
import { UpdateIdentityProvider } from './identity-provider/UpdateIdentityProvider.ts'
import { UpdateManagedLoginBranding } from './branding/UpdateManagedLoginBranding.ts'
import { UpdateProvisionedLimit } from './limit/UpdateProvisionedLimit.ts'
import { UpdateResourceServer } from './resource-server/UpdateResourceServer.ts'
import { UpdateTerms } from './terms/UpdateTerms.ts'
import { UpdateUserAttributes } from './user/UpdateUserAttributes.ts'
import { UpdateUserPool } from './user-pool/UpdateUserPool.ts'
import { UpdateUserPoolClient } from './app-client/UpdateUserPoolClient.ts'
import { UpdateUserPoolDomain } from './domain/UpdateUserPoolDomain.ts'
import { UpdateUserPoolReplica } from './replica/UpdateUserPoolReplica.ts'
import { VerifySoftwareToken } from './mfa/VerifySoftwareToken.ts'
import { VerifyUserAttribute } from './user/VerifyUserAttribute.ts'

export const operations = {
  AddCustomAttributes,
  AddUserPoolClientSecret,
  AdminAddUserToGroup,
  AdminConfirmSignUp,
  AdminCreateUser,
  AdminDeleteSoftwareToken,
  AdminDeleteUser,
  AdminDeleteUserAttributes,
  AdminDisableProviderForUser,
  AdminDisableUser,
  AdminEnableUser,
  AdminForgetDevice,
  AdminGetDevice,
  AdminGetUser,
  AdminGetUserAuthFactors,
  AdminInitiateAuth,
  AdminLinkProviderForUser,
  AdminListDevices,
  AdminListGroupsForUser,
  AdminListUserAuthEvents,
  AdminListUserSessions,
  AdminRemoveUserFromGroup,
  AdminResetUserPassword,
  AdminRespondToAuthChallenge,
  AdminRevokeUserSession,
  AdminSetUserMFAPreference,
  AdminSetUserPassword,
  AdminSetUserSettings,
  AdminUpdateAuthEventFeedback,
  AdminUpdateDeviceStatus,
  AdminUpdateUserAttributes,
  AdminUserGlobalSignOut,
  AssociateSoftwareToken,
  ChangePassword,
  CompleteWebAuthnRegistration,
  ConfirmDevice,
  ConfirmForgotPassword,
  ConfirmSignUp,
  CreateGroup,
  CreateIdentityProvider,
  CreateManagedLoginBranding,
  CreateResourceServer,
  CreateTerms,
  CreateUserImportJob,
  CreateUserPool,
  CreateUserPoolClient,
  CreateUserPoolDomain,
  CreateUserPoolReplica,
  DeleteGroup,
  DeleteIdentityProvider,
  DeleteManagedLoginBranding,
  DeleteResourceServer,
  DeleteTerms,
  DeleteUser,
  DeleteUserAttributes,
  DeleteUserPool,
  DeleteUserPoolClient,
  DeleteUserPoolClientSecret,
  DeleteUserPoolDomain,
  DeleteUserPoolReplica,
  DeleteWebAuthnCredential,
  DescribeIdentityProvider,
  DescribeManagedLoginBranding,
  DescribeManagedLoginBrandingByClient,
  DescribeResourceServer,
  DescribeRiskConfiguration,
  DescribeTerms,
  DescribeTermsByClient,
  DescribeUserImportJob,
  DescribeUserPool,
  DescribeUserPoolClient,
  DescribeUserPoolDomain,
  ForgetDevice,
  ForgotPassword,
  GetCSVHeader,
  GetClientToken,
  GetDevice,
  GetGroup,
  GetIdentityProviderByIdentifier,
  GetLogDeliveryConfiguration,
  GetProvisionedLimit,
  GetSigningCertificate,
  GetTokensFromRefreshToken,
  GetUICustomization,
  GetUser,
  GetUserAttributeVerificationCode,
  GetUserAuthFactors,
  GetUserPoolClientSessionConfiguration,
  GetUserPoolMfaConfig,
  GetUserPoolSessionConfiguration,
  GlobalSignOut,
  InitiateAuth,
  ListDevices,
  ListGroups,
  ListIdentityProviders,
  ListResourceServers,
  ListTagsForResource,
  ListTerms,
  ListUserImportJobs,
  ListUserPoolClientSecrets,
  ListUserPoolClients,
  ListUserPoolReplicas,
  ListUserPools,
  ListUserSessions,
  ListUsers,
  ListUsersInGroup,
  ListWebAuthnCredentials,
  ResendConfirmationCode,
  RespondToAuthChallenge,
  RevokeToken,
  RevokeUserSession,
  SetLogDeliveryConfiguration,
  SetRiskConfiguration,
  SetUICustomization,
  SetUserMFAPreference,
  SetUserPoolClientSessionConfiguration,
  SetUserPoolMfaConfig,
  SetUserPoolSessionConfiguration,
  SetUserSettings,
  SignUp,
  StartWebAuthnRegistration,
  StartUserImportJob,
  StopUserImportJob,
  TagResource,
  UntagResource,
  UpdateAuthEventFeedback,
  UpdateDeviceStatus,
  UpdateGroup,
  UpdateIdentityProvider,
  UpdateManagedLoginBranding,
  UpdateProvisionedLimit,
  UpdateResourceServer,
  UpdateTerms,
  UpdateUserAttributes,
  UpdateUserPool,
  UpdateUserPoolClient,
  UpdateUserPoolDomain,
  UpdateUserPoolReplica,
  VerifySoftwareToken,
  VerifyUserAttribute,
}
