import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'
import { sdkClient, startInstallation, type Installation } from './installation.ts'

// The calls of the AWS provider for Terraform, resource by resource: create, read, compare, update, read, compare,
// delete, read. What it reads it compares with what was written; anything else is a plan that never ends.

/** One resource as the provider manages it. Its id is whatever the reading needs. */
interface Sequence {
  readonly resource: string
  readonly create: () => Promise<string>
  /** What the provider keeps as state. */
  readonly read: (id: string) => Promise<object>
  readonly sent: object
  readonly update?: (id: string) => Promise<unknown>
  readonly updated?: object
  readonly destroy: (id: string) => Promise<unknown>
  /** What tells the provider that it is gone: an exception, or an answer with nothing in it. */
  readonly gone: string | object
}

let installation: Installation
let sdk: CognitoIdentityProvider
let UserPoolId: string
let ClientId: string

before(async () => {
  installation = await startInstallation()
  const { config } = sdkClient(installation.ready)
  sdk = new CognitoIdentityProvider({
    region: config.region,
    endpoint: installation.ready.identityUrl,
    credentials: config.credentials,
  })
  const { UserPool } = await sdk.createUserPool({
    PoolName: 'terraform',
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
  })
  UserPoolId = UserPool?.Id ?? ''
  const { UserPoolClient } = await sdk.createUserPoolClient({ UserPoolId, ClientName: 'terraform' })
  ClientId = UserPoolClient?.ClientId ?? ''
  await sdk.createUserPoolDomain({ UserPoolId, Domain: 'terraform-look' })
})
after(() => installation[Symbol.asyncDispose]())

/** Every member of `expected`, as it is in `state`. */
function shared(state: any, expected: any): unknown {
  if (Array.isArray(expected) || expected instanceof Uint8Array || typeof expected !== 'object' || expected === null)
    return state
  return Object.fromEntries(Object.keys(expected).map((name) => [name, shared(state?.[name], expected[name])]))
}

async function outcome(reading: Promise<object>): Promise<unknown> {
  return reading.catch((error: Error) => error.name)
}

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9" fill="#BF80FF"/></svg>')
const google = {
  attributes_url: 'https://people.googleapis.com/v1/people/me?personFields=',
  attributes_url_add_attributes: 'true',
  authorize_scopes: 'email',
  authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
  client_id: 'test-url.apps.googleusercontent.com',
  client_secret: 'client_secret',
  oidc_issuer: 'https://accounts.google.com',
  token_request_method: 'POST',
  token_url: 'https://www.googleapis.com/oauth2/v4/token',
}

const poolSent = {
  Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: false, TemporaryPasswordValidityDays: 3 } },
  AutoVerifiedAttributes: ['email' as const],
  UsernameConfiguration: { CaseSensitive: false },
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email' as const, Priority: 1 }] },
  DeletionProtection: 'INACTIVE' as const,
  UserPoolTags: { team: 'identity' },
}
const clientSent = {
  ClientName: 'web',
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH' as const, 'ALLOW_REFRESH_TOKEN_AUTH' as const],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code' as const],
  AllowedOAuthScopes: ['email', 'openid'],
  CallbackURLs: ['https://app.example.com/callback'],
  LogoutURLs: ['https://app.example.com/'],
  SupportedIdentityProviders: ['COGNITO'],
  AccessTokenValidity: 10,
  TokenValidityUnits: { AccessToken: 'minutes' as const },
  PreventUserExistenceErrors: 'ENABLED' as const,
  EnableTokenRevocation: true,
  ReadAttributes: ['email'],
}

const sequences: readonly Sequence[] = [
  {
    resource: 'aws_cognito_user_pool',
    create: async () => {
      const { UserPool } = await sdk.createUserPool({ PoolName: 'pool', ...poolSent })
      const Id = UserPool?.Id ?? ''
      await sdk.setUserPoolMfaConfig({
        UserPoolId: Id,
        MfaConfiguration: 'OPTIONAL',
        SoftwareTokenMfaConfiguration: { Enabled: true },
      })
      return Id
    },
    read: async (id) => {
      const { UserPool } = await sdk.describeUserPool({ UserPoolId: id })
      const { $metadata: _, ...mfa } = await sdk.getUserPoolMfaConfig({ UserPoolId: id })
      return { ...UserPool, ...mfa }
    },
    sent: { Name: 'pool', ...poolSent, MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } },
    update: (id) => {
      const { UsernameConfiguration: _, ...changeable } = poolSent
      const UserPoolTags = { team: 'other' }
      return sdk.updateUserPool({ UserPoolId: id, ...changeable, MfaConfiguration: 'OPTIONAL', UserPoolTags })
    },
    updated: { ...poolSent, UserPoolTags: { team: 'other' } },
    destroy: (id) => sdk.deleteUserPool({ UserPoolId: id }),
    gone: 'ResourceNotFoundException',
  },
  {
    resource: 'aws_cognito_user_pool_client',
    create: async () => (await sdk.createUserPoolClient({ UserPoolId, ...clientSent })).UserPoolClient?.ClientId ?? '',
    read: async (id) => (await sdk.describeUserPoolClient({ UserPoolId, ClientId: id })).UserPoolClient ?? {},
    sent: clientSent,
    update: (id) => sdk.updateUserPoolClient({ UserPoolId, ClientId: id, ...clientSent, AccessTokenValidity: 20 }),
    updated: { ...clientSent, AccessTokenValidity: 20 },
    destroy: (id) => sdk.deleteUserPoolClient({ UserPoolId, ClientId: id }),
    gone: 'ResourceNotFoundException',
  },
  {
    resource: 'aws_cognito_user_pool_domain',
    create: async () => {
      const custom = { CustomDomainConfig: { CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' } }
      await sdk.createUserPoolDomain({
        UserPoolId,
        Domain: 'login.terraform.example',
        ManagedLoginVersion: 1,
        ...custom,
      })
      return 'login.terraform.example'
    },
    // The provider waits until it is ACTIVE.
    read: async (Domain) => (await sdk.describeUserPoolDomain({ Domain })).DomainDescription ?? {},
    sent: {
      Domain: 'login.terraform.example',
      ManagedLoginVersion: 1,
      Status: 'ACTIVE',
      CustomDomainConfig: { CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' },
    },
    update: (Domain) => {
      const CustomDomainConfig = { CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/2' }
      return sdk.updateUserPoolDomain({ UserPoolId, Domain, ManagedLoginVersion: 2, CustomDomainConfig })
    },
    updated: {
      ManagedLoginVersion: 2,
      Status: 'ACTIVE',
      CustomDomainConfig: { CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/2' },
    },
    destroy: (Domain) => sdk.deleteUserPoolDomain({ UserPoolId, Domain }),
    gone: {},
  },
  {
    resource: 'aws_cognito_user_group',
    create: async () => {
      await sdk.createGroup({ UserPoolId, GroupName: 'editors', Description: 'Managed by Terraform', Precedence: 42 })
      return 'editors'
    },
    read: async (GroupName) => (await sdk.getGroup({ UserPoolId, GroupName })).Group ?? {},
    sent: { GroupName: 'editors', Description: 'Managed by Terraform', Precedence: 42, RoleArn: undefined },
    update: (GroupName) => sdk.updateGroup({ UserPoolId, GroupName, Description: 'Updated', Precedence: 0 }),
    updated: { Description: 'Updated', Precedence: 0 },
    destroy: (GroupName) => sdk.deleteGroup({ UserPoolId, GroupName }),
    gone: 'ResourceNotFoundException',
  },
  {
    resource: 'aws_cognito_resource_server',
    create: async () => {
      const Scopes = [{ ScopeName: 'read', ScopeDescription: 'Read' }]
      await sdk.createResourceServer({ UserPoolId, Identifier: 'https://api.example.com', Name: 'api', Scopes })
      return 'https://api.example.com'
    },
    read: async (Identifier) => (await sdk.describeResourceServer({ UserPoolId, Identifier })).ResourceServer ?? {},
    sent: { Name: 'api', Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read' }] },
    update: (Identifier) => sdk.updateResourceServer({ UserPoolId, Identifier, Name: 'renamed', Scopes: [] }),
    updated: { Name: 'renamed', Scopes: [] },
    destroy: (Identifier) => sdk.deleteResourceServer({ UserPoolId, Identifier }),
    gone: 'ResourceNotFoundException',
  },
  {
    resource: 'aws_cognito_identity_provider',
    create: async () => {
      const named = { ProviderName: 'Google', ProviderType: 'Google' } as const
      await sdk.createIdentityProvider({ UserPoolId, ...named, ProviderDetails: google, IdpIdentifiers: ['test'] })
      return 'Google'
    },
    read: async (ProviderName) =>
      (await sdk.describeIdentityProvider({ UserPoolId, ProviderName })).IdentityProvider ?? {},
    // The mapping of the username is Cognito's own, and the provider knows it as computed.
    sent: {
      ProviderType: 'Google',
      ProviderDetails: google,
      IdpIdentifiers: ['test'],
      AttributeMapping: { username: 'sub' },
    },
    update: (ProviderName) => {
      const AttributeMapping = { email: 'email', username: 'sub' }
      const ProviderDetails = { ...google, client_secret: 'updated_client_secret' }
      return sdk.updateIdentityProvider({ UserPoolId, ProviderName, ProviderDetails, AttributeMapping })
    },
    updated: {
      ProviderDetails: { ...google, client_secret: 'updated_client_secret' },
      IdpIdentifiers: ['test'],
      AttributeMapping: { email: 'email', username: 'sub' },
    },
    destroy: (ProviderName) => sdk.deleteIdentityProvider({ UserPoolId, ProviderName }),
    gone: 'ResourceNotFoundException',
  },
  {
    resource: 'aws_cognito_user',
    create: async () => {
      const UserAttributes = [{ Name: 'email', Value: 'ada@example.com' }]
      await sdk.adminCreateUser({ UserPoolId, Username: 'ada', MessageAction: 'SUPPRESS', UserAttributes })
      return 'ada'
    },
    read: async (Username) => {
      const { UserAttributes = [], Enabled, UserStatus } = await sdk.adminGetUser({ UserPoolId, Username })
      return { Enabled, UserStatus, ...Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value])) }
    },
    sent: { Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD', email: 'ada@example.com' },
    update: async (Username) => {
      await sdk.adminUpdateUserAttributes({ UserPoolId, Username, UserAttributes: [{ Name: 'name', Value: 'Ada' }] })
      await sdk.adminDeleteUserAttributes({ UserPoolId, Username, UserAttributeNames: ['email'] })
      await sdk.adminSetUserPassword({ UserPoolId, Username, Password: 'Correct-h0rse-battery', Permanent: true })
      await sdk.adminDisableUser({ UserPoolId, Username })
    },
    updated: { Enabled: false, UserStatus: 'CONFIRMED', name: 'Ada', email: undefined },
    destroy: (Username) => sdk.adminDeleteUser({ UserPoolId, Username }),
    gone: 'UserNotFoundException',
  },
  {
    resource: 'aws_cognito_user_in_group',
    create: async () => {
      await sdk.createGroup({ UserPoolId, GroupName: 'members' })
      await sdk.adminCreateUser({ UserPoolId, Username: 'grace', MessageAction: 'SUPPRESS' })
      await sdk.adminAddUserToGroup({ UserPoolId, Username: 'grace', GroupName: 'members' })
      return 'grace'
    },
    read: async (Username) => {
      const { Groups = [] } = await sdk.adminListGroupsForUser({ UserPoolId, Username })
      return Object.fromEntries(Groups.map(({ GroupName }) => [GroupName, true]))
    },
    sent: { members: true },
    destroy: (Username) => sdk.adminRemoveUserFromGroup({ UserPoolId, Username, GroupName: 'members' }),
    gone: {},
  },
  {
    resource: 'aws_cognito_managed_login_branding',
    create: async () => {
      const Assets = [{ Category: 'PAGE_FOOTER_BACKGROUND', ColorMode: 'DARK', Extension: 'SVG', Bytes: svg } as const]
      const { ManagedLoginBranding: made } = await sdk.createManagedLoginBranding({
        UserPoolId,
        ClientId,
        UseCognitoProvidedValues: true,
        Assets,
      })
      return made?.ManagedLoginBrandingId ?? ''
    },
    read: async (ManagedLoginBrandingId) => {
      const asked = { UserPoolId, ManagedLoginBrandingId }
      const { ManagedLoginBranding: own } = await sdk.describeManagedLoginBranding(asked)
      const merged = await sdk.describeManagedLoginBranding({ ...asked, ReturnMergedResources: true })
      assert.ok(Object.keys(merged.ManagedLoginBranding?.Settings ?? {}).includes('components'))
      // An imported resource learns its client by asking for each.
      const { ManagedLoginBranding: byClient } = await sdk.describeManagedLoginBrandingByClient({
        UserPoolId,
        ClientId,
      })
      assert.equal(byClient?.ManagedLoginBrandingId, ManagedLoginBrandingId)
      return own ?? {}
    },
    sent: {
      UseCognitoProvidedValues: true,
      Settings: undefined,
      Assets: [
        { Category: 'PAGE_FOOTER_BACKGROUND', ColorMode: 'DARK', Extension: 'SVG', Bytes: Uint8Array.from(svg) },
      ],
    },
    update: (ManagedLoginBrandingId) => {
      const Settings = { components: { form: { backgroundImage: { enabled: true }, borderRadius: 8.5 } } }
      return sdk.updateManagedLoginBranding({
        UserPoolId,
        ManagedLoginBrandingId,
        Settings,
        UseCognitoProvidedValues: false,
      })
    },
    updated: {
      UseCognitoProvidedValues: false,
      Settings: { components: { form: { backgroundImage: { enabled: true }, borderRadius: 8.5 } } },
    },
    destroy: (ManagedLoginBrandingId) => sdk.deleteManagedLoginBranding({ UserPoolId, ManagedLoginBrandingId }),
    gone: 'ResourceNotFoundException',
  },
  {
    resource: 'aws_cognito_user_pool_ui_customization',
    create: async () => {
      await sdk.setUICustomization({
        UserPoolId,
        ClientId: 'ALL',
        CSS: '.label-customizable {font-weight: 400;}',
        ImageFile: png,
      })
      return 'ALL'
    },
    read: async (id) => (await sdk.getUICustomization({ UserPoolId, ClientId: id })).UICustomization ?? {},
    sent: { UserPoolId: undefined, ClientId: 'ALL', CSS: '.label-customizable {font-weight: 400;}' },
    update: (id) =>
      sdk.setUICustomization({ UserPoolId, ClientId: id, CSS: '.label-customizable {font-weight: 100;}' }),
    updated: { ClientId: 'ALL', CSS: '.label-customizable {font-weight: 100;}', ImageUrl: undefined },
    // There is no deleting: nothing is set instead, and the provider takes an empty answer for none.
    destroy: (id) => sdk.setUICustomization({ UserPoolId, ClientId: id }),
    gone: {},
  },
  {
    resource: 'aws_cognito_risk_configuration',
    create: async () => {
      await sdk.setRiskConfiguration({
        UserPoolId,
        RiskExceptionConfiguration: { BlockedIPRangeList: ['10.10.10.10/32'] },
      })
      return UserPoolId
    },
    read: async () => {
      const { RiskConfiguration } = await sdk.describeRiskConfiguration({ UserPoolId })
      // The provider keeps no dates.
      const { LastModifiedDate: _, ...state } = RiskConfiguration ?? {}
      return state
    },
    sent: { RiskExceptionConfiguration: { BlockedIPRangeList: ['10.10.10.10/32'] } },
    update: () => {
      const CompromisedCredentialsRiskConfiguration = {
        EventFilter: ['SIGN_IN' as const],
        Actions: { EventAction: 'NO_ACTION' as const },
      }
      return sdk.setRiskConfiguration({ UserPoolId, CompromisedCredentialsRiskConfiguration })
    },
    updated: {
      CompromisedCredentialsRiskConfiguration: { EventFilter: ['SIGN_IN'], Actions: { EventAction: 'NO_ACTION' } },
      RiskExceptionConfiguration: undefined,
    },
    destroy: () => sdk.setRiskConfiguration({ UserPoolId }),
    gone: { UserPoolId: 'the pool' },
  },
  {
    resource: 'aws_cognito_log_delivery_configuration',
    create: async () => {
      await sdk.setLogDeliveryConfiguration({ UserPoolId, LogConfigurations: [logs('ERROR')] })
      return UserPoolId
    },
    read: async () => (await sdk.getLogDeliveryConfiguration({ UserPoolId })).LogDeliveryConfiguration ?? {},
    sent: { LogConfigurations: [logs('ERROR')] },
    update: () => sdk.setLogDeliveryConfiguration({ UserPoolId, LogConfigurations: [] }),
    updated: { LogConfigurations: [] },
    destroy: () => sdk.setLogDeliveryConfiguration({ UserPoolId, LogConfigurations: [] }),
    gone: { UserPoolId: 'the pool', LogConfigurations: [] },
  },
]

function logs(LogLevel: 'ERROR' | 'INFO') {
  const LogGroupArn = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/terraform'
  return { LogLevel, EventSource: 'userNotification' as const, CloudWatchLogsConfiguration: { LogGroupArn } }
}

describe('the AWS provider for Terraform', () => {
  for (const { resource, create, read, sent, update, updated = {}, destroy, gone } of sequences) {
    test(`manages ${resource} without drift`, async () => {
      const id = await create()
      const first = await read(id)
      const wanted = 'UserPoolId' in sent ? { ...sent, UserPoolId } : sent
      assert.deepEqual(shared(first, wanted), wanted)
      assert.deepEqual(await read(id), first)
      await update?.(id)
      assert.deepEqual(shared(await read(id), updated), updated)
      await destroy(id)
      const expected = typeof gone === 'object' && 'UserPoolId' in gone ? { ...gone, UserPoolId } : gone
      assert.deepEqual(await outcome(read(id)), expected)
    })
  }
})
