import {
  CreateIdentityProviderCommand,
  CreateManagedLoginBrandingCommand,
  CreateTermsCommand,
  SetUserPoolSessionConfigurationCommand,
  UpdateUserPoolClientCommand,
  type CreateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { addPool, type Pool } from '../pools.ts'
import type { ReferenceSystem } from '../reference-system.ts'

/** Pools that between them have every page. */
export interface KeyboardPools {
  /** Asks everyone for a second factor. */
  readonly strict: Pool
  /** People begin with a password, a code or a passkey. */
  readonly choosing: Pool
  /** People look after their accounts there, and find their organisation's sign-in by its domain. */
  readonly home: Pool
  /** People are asked what the app may do. */
  readonly consenting: Pool
}

const sms = { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', ExternalId: 'harbour' }
const mail = {
  EmailSendingAccount: 'DEVELOPER',
  SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/harbour@example.com',
  From: 'harbour@example.com',
} as const
const byMail: Partial<CreateUserPoolCommandInput> = {
  AliasAttributes: ['email'],
  AutoVerifiedAttributes: ['email'],
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
}

export async function addKeyboardPools(system: ReferenceSystem): Promise<KeyboardPools> {
  const [strict, choosing, home, consenting] = await Promise.all([
    addPool(system, {
      domain: 'strict',
      pool: { ...byMail, EmailConfiguration: mail },
      mfa: {
        MfaConfiguration: 'ON',
        SoftwareTokenMfaConfiguration: { Enabled: true },
        SmsMfaConfiguration: { SmsConfiguration: sms },
        EmailMfaConfiguration: {},
      },
    }),
    addPool(system, {
      domain: 'choosing',
      pool: {
        AutoVerifiedAttributes: ['email'],
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'] } },
      },
      client: { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    }),
    addPool(system, {
      domain: 'home',
      pool: {
        ...byMail,
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
        UserPoolTags: {
          'sallyport:account-centre': 'Harbour',
          'sallyport:device-grant/Harbour': 'on',
          'sallyport:recovery-codes': 'on',
        },
      },
      mfa: { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } },
    }),
    addPool(system, { domain: 'consenting', pool: { UserPoolTags: { 'sallyport:consent': 'on' } } }),
  ])
  await furnish(system, home)
  return { strict, choosing, home, consenting }
}

/** Sessions to end, an organisation to find, terms to read. */
async function furnish(
  { operator, ready }: ReferenceSystem,
  { id: UserPoolId, clientId: ClientId }: Pool,
): Promise<void> {
  await operator.send(
    new SetUserPoolSessionConfigurationCommand({
      UserPoolId,
      UserSessionTracking: 'ENABLED',
      TokenSession: { MaxPerUser: 20 },
    }),
  )
  const elsewhere = `${ready.appUrl}/logo.svg`
  await operator.send(
    new CreateIdentityProviderCommand({
      UserPoolId,
      ProviderName: 'Corp',
      ProviderType: 'OIDC',
      IdpIdentifiers: ['corp.example'],
      ProviderDetails: {
        client_id: 'harbour',
        client_secret: 'secret',
        authorize_scopes: 'openid',
        attributes_request_method: 'GET',
        oidc_issuer: ready.appUrl,
        authorize_url: elsewhere,
        token_url: elsewhere,
        attributes_url: elsewhere,
        jwks_uri: elsewhere,
      },
    }),
  )
  await operator.send(
    new UpdateUserPoolClientCommand({
      UserPoolId,
      ClientId,
      ClientName: 'Harbour',
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      CallbackURLs: [elsewhere],
      SupportedIdentityProviders: ['COGNITO', 'Corp'],
      PreventUserExistenceErrors: 'ENABLED',
    }),
  )
  await operator.send(
    new CreateManagedLoginBrandingCommand({
      UserPoolId,
      ClientId,
      Settings: { categories: { auth: { federation: { interfaceStyle: 'DOMAIN_INPUT' } } } },
    }),
  )
  for (const TermsName of ['terms-of-use', 'privacy-policy']) {
    await operator.send(
      new CreateTermsCommand({
        UserPoolId,
        ClientId,
        TermsName,
        TermsSource: 'LINK',
        Enforcement: 'NONE',
        Links: { 'cognito:default': elsewhere },
      }),
    )
  }
}
