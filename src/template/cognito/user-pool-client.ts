import type { JsonObject } from '../json.ts'
import { orGone, requireTextIn, structureIn } from './answer.ts'
import { coerceInput } from './coerce.ts'
import type { CognitoResource, ResourceCall } from './resource.ts'

/** `AWS::Cognito::UserPoolClient` */
export const userPoolClient: CognitoResource = {
  known: [
    'AccessTokenValidity',
    'AllowedOAuthFlows',
    'AllowedOAuthFlowsUserPoolClient',
    'AllowedOAuthScopes',
    'AnalyticsConfiguration',
    'AuthSessionValidity',
    'CallbackURLs',
    'ClientName',
    'DefaultRedirectURI',
    'EnablePropagateAdditionalUserContextData',
    'EnableTokenRevocation',
    'ExplicitAuthFlows',
    'GenerateSecret',
    'IdTokenValidity',
    'LogoutURLs',
    'PreventUserExistenceErrors',
    'ReadAttributes',
    'RefreshTokenRotation',
    'RefreshTokenValidity',
    'SupportedIdentityProviders',
    'TokenValidityUnits',
    'UserPoolId',
    'WriteAttributes',
  ],
  identity: ['UserPoolId', 'GenerateSecret'],

  create: async (call) => {
    const input = coerceInput('CreateUserPoolClientRequest', withName(call), call.fail)
    const client = structureIn(await call.invoke('CreateUserPoolClient', input), 'UserPoolClient')
    return requireTextIn(client, 'ClientId')
  },

  update: async (call, clientId) => {
    const input = coerceInput('UpdateUserPoolClientRequest', withName(call), call.fail)
    await call.invoke('UpdateUserPoolClient', { ...input, ClientId: clientId })
  },

  describe: async ({ properties, invoke }, clientId) => {
    const input = { UserPoolId: properties.UserPoolId ?? '', ClientId: clientId }
    const answer = await orGone(invoke('DescribeUserPoolClient', input))
    if (answer === undefined) return undefined
    const { ClientName, ClientSecret } = structureIn(answer, 'UserPoolClient')
    return {
      ClientId: clientId,
      ...(ClientName !== undefined && { Name: ClientName }),
      ...(ClientSecret !== undefined && { ClientSecret }),
    }
  },
}

function withName(call: ResourceCall): JsonObject {
  return { ...call.properties, ClientName: call.properties.ClientName ?? call.generatedName }
}
