import type { CognitoResource } from './resource.ts'
import { managedLoginBranding } from './managed-login-branding.ts'
import { setting } from './setting.ts'
import { terms } from './terms.ts'
import { userPoolClient } from './user-pool-client.ts'
import { userPoolDomain } from './user-pool-domain.ts'
import { userPoolGroup } from './user-pool-group.ts'
import { userPoolIdentityProvider } from './user-pool-identity-provider.ts'
import { userPoolResourceServer } from './user-pool-resource-server.ts'
import { userPoolUserToGroupAttachment } from './user-pool-user-to-group-attachment.ts'
import { userPoolUser } from './user-pool-user.ts'
import { userPool } from './user-pool.ts'

export const cognitoResources: Readonly<Record<string, CognitoResource>> = {
  'AWS::Cognito::LogDeliveryConfiguration': setting('SetLogDeliveryConfiguration', ['LogConfigurations', 'UserPoolId']),
  'AWS::Cognito::ManagedLoginBranding': managedLoginBranding,
  'AWS::Cognito::Terms': terms,
  'AWS::Cognito::UserPool': userPool,
  'AWS::Cognito::UserPoolClient': userPoolClient,
  'AWS::Cognito::UserPoolClientSessionConfigurationAttachment': setting('SetUserPoolClientSessionConfiguration', [
    'ClientId',
    'SSOSession',
    'UserPoolId',
  ]),
  'AWS::Cognito::UserPoolDomain': userPoolDomain,
  'AWS::Cognito::UserPoolGroup': userPoolGroup,
  'AWS::Cognito::UserPoolIdentityProvider': userPoolIdentityProvider,
  'AWS::Cognito::UserPoolResourceServer': userPoolResourceServer,
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': setting('SetRiskConfiguration', [
    'AccountTakeoverRiskConfiguration',
    'ClientId',
    'CompromisedCredentialsRiskConfiguration',
    'RiskExceptionConfiguration',
    'UserPoolId',
  ]),
  'AWS::Cognito::UserPoolSessionConfigurationAttachment': setting('SetUserPoolSessionConfiguration', [
    'TokenSession',
    'UserPoolId',
    'UserSessionTracking',
  ]),
  'AWS::Cognito::UserPoolUICustomizationAttachment': setting('SetUICustomization', ['ClientId', 'CSS', 'UserPoolId']),
  'AWS::Cognito::UserPoolUser': userPoolUser,
  'AWS::Cognito::UserPoolUserToGroupAttachment': userPoolUserToGroupAttachment,
}
