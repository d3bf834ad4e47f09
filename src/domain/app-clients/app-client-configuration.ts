import type {
  CreateUserPoolClientRequest,
  ExplicitAuthFlowsType,
  UpdateUserPoolClientRequest,
} from '../../contract/shapes.gen.ts'
import type { AppClientConfiguration } from './app-client.ts'
import { defaultRefreshTokenValidity } from './token-validity.ts'

type Settings = Omit<CreateUserPoolClientRequest, 'UserPoolId' | 'ClientName' | 'GenerateSecret' | 'ClientSecret'> &
  Omit<UpdateUserPoolClientRequest, 'UserPoolId' | 'ClientName' | 'ClientId'>

/** Cognito: the flows come back in this order, whatever order they were sent in. */
const flowOrder: readonly ExplicitAuthFlowsType[] = [
  'ADMIN_NO_SRP_AUTH',
  'CUSTOM_AUTH_FLOW_ONLY',
  'USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_CLIENT_TOKEN_AUTH',
]

/** The client's settings with Cognito's defaults (contract, section 7.3); what is unset stays unset. */
export function appClientSettings(settings: Settings): AppClientConfiguration {
  const { ExplicitAuthFlows: flows, RefreshTokenRotation: rotation } = settings
  return {
    ...settings,
    ExplicitAuthFlows: flows && flowOrder.filter((flow) => flows.includes(flow)),
    ReadAttributes: unlessEmpty(settings.ReadAttributes),
    WriteAttributes: unlessEmpty(settings.WriteAttributes),
    AllowedOAuthFlowsUserPoolClient: settings.AllowedOAuthFlowsUserPoolClient ?? false,
    AuthSessionValidity: settings.AuthSessionValidity ?? 3,
    EnablePropagateAdditionalUserContextData: settings.EnablePropagateAdditionalUserContextData ?? false,
    EnableTokenRevocation: settings.EnableTokenRevocation ?? true,
    RefreshTokenValidity: settings.RefreshTokenValidity || defaultRefreshTokenValidity(settings.TokenValidityUnits),
    // Cognito: switched off, the grace period is stored as 0 whatever was sent.
    RefreshTokenRotation: rotation && {
      Feature: rotation.Feature,
      RetryGracePeriodSeconds: rotation.Feature === 'ENABLED' ? (rotation.RetryGracePeriodSeconds ?? 0) : 0,
    },
    TokenValidityUnits: settings.TokenValidityUnits ?? {},
  }
}

/** A list of no attributes is no list, which every reader and writer of attributes may then rely on. */
function unlessEmpty(names: readonly string[] | undefined): readonly string[] | undefined {
  return names?.length ? names : undefined
}
