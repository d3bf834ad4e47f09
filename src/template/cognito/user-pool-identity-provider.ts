import { orGone } from './answer.ts'
import { coerceInput } from './coerce.ts'
import type { CognitoResource } from './resource.ts'
import { jsonText } from '../json.ts'

/** `AWS::Cognito::UserPoolIdentityProvider` */
export const userPoolIdentityProvider: CognitoResource = {
  known: ['AttributeMapping', 'IdpIdentifiers', 'ProviderDetails', 'ProviderName', 'ProviderType', 'UserPoolId'],
  identity: ['ProviderName', 'ProviderType', 'UserPoolId'],

  create: async ({ properties, invoke, fail }) => {
    await invoke('CreateIdentityProvider', coerceInput('CreateIdentityProviderRequest', properties, fail))
    return jsonText(properties.ProviderName)
  },

  update: async ({ properties, invoke, fail }) => {
    await invoke('UpdateIdentityProvider', coerceInput('UpdateIdentityProviderRequest', properties, fail))
  },

  describe: async ({ properties, invoke }, providerName) => {
    const input = { UserPoolId: properties.UserPoolId ?? '', ProviderName: providerName }
    return (await orGone(invoke('DescribeIdentityProvider', input))) === undefined ? undefined : {}
  },
}
