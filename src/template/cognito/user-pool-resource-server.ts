import { orGone } from './answer.ts'
import { coerceInput } from './coerce.ts'
import type { CognitoResource } from './resource.ts'
import { jsonText } from '../json.ts'

/** `AWS::Cognito::UserPoolResourceServer` */
export const userPoolResourceServer: CognitoResource = {
  known: ['Identifier', 'Name', 'Scopes', 'UserPoolId'],
  identity: ['Identifier', 'UserPoolId'],

  create: async ({ properties, invoke, fail }) => {
    await invoke('CreateResourceServer', coerceInput('CreateResourceServerRequest', properties, fail))
    return jsonText(properties.Identifier)
  },

  update: async ({ properties, invoke, fail }) => {
    await invoke('UpdateResourceServer', coerceInput('UpdateResourceServerRequest', properties, fail))
  },

  describe: async ({ properties, invoke }, identifier) => {
    const input = { UserPoolId: properties.UserPoolId ?? '', Identifier: identifier }
    return (await orGone(invoke('DescribeResourceServer', input))) === undefined ? undefined : {}
  },
}
