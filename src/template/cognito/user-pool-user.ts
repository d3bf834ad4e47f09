import { orGone } from './answer.ts'
import { coerceInput } from './coerce.ts'
import type { CognitoResource } from './resource.ts'
import { jsonText } from '../json.ts'

/** `AWS::Cognito::UserPoolUser` */
export const userPoolUser: CognitoResource = {
  known: [
    'ClientMetadata',
    'DesiredDeliveryMediums',
    'ForceAliasCreation',
    'MessageAction',
    'UserAttributes',
    'Username',
    'UserPoolId',
    'ValidationData',
  ],
  identity: ['Username', 'UserPoolId'],

  create: async ({ properties, generatedName, invoke, fail }) => {
    const named = { ...properties, Username: properties.Username ?? generatedName }
    await invoke('AdminCreateUser', coerceInput('AdminCreateUserRequest', named, fail))
    return jsonText(named.Username)
  },

  update: async ({ properties, invoke, fail }, username) => {
    const { UserPoolId = '', UserAttributes } = properties
    if (UserAttributes === undefined) return
    const input = { UserPoolId, Username: username, UserAttributes }
    await invoke('AdminUpdateUserAttributes', coerceInput('AdminUpdateUserAttributesRequest', input, fail))
  },

  describe: async ({ properties, invoke }, username) => {
    const input = { UserPoolId: properties.UserPoolId ?? '', Username: username }
    return (await orGone(invoke('AdminGetUser', input))) === undefined ? undefined : {}
  },
}
