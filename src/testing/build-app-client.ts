import { appClientSettings } from '../domain/app-clients/app-client-configuration.ts'
import type { AppClient, AppClientConfiguration } from '../domain/app-clients/app-client.ts'

export interface AppClientOverrides extends Partial<Omit<AppClient, 'configuration'>> {
  readonly configuration?: Partial<AppClientConfiguration>
}

/** A public client with Cognito's defaults that may use the OAuth code flow, but for what is overridden. */
export function buildAppClient({ configuration, ...overrides }: AppClientOverrides = {}): AppClient {
  const createdAt = new Date('2026-01-01T00:00:00Z')
  return {
    poolId: 'us-east-1_AbCdEf123',
    id: '1example23456789',
    name: 'test',
    secrets: [],
    createdAt,
    updatedAt: createdAt,
    version: 1,
    ...overrides,
    configuration: {
      ...appClientSettings({}),
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'],
      CallbackURLs: ['https://app.example.com/callback'],
      LogoutURLs: ['https://app.example.com/signed-out'],
      SupportedIdentityProviders: ['COGNITO'],
      ...configuration,
    },
  }
}
