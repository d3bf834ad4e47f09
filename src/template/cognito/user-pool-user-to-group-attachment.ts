import { coerceInput } from './coerce.ts'
import type { CognitoResource } from './resource.ts'

/** `AWS::Cognito::UserPoolUserToGroupAttachment` */
export const userPoolUserToGroupAttachment: CognitoResource = {
  known: ['GroupName', 'Username', 'UserPoolId'],
  identity: ['GroupName', 'Username', 'UserPoolId'],

  create: async ({ properties, generatedName, invoke, fail }) => {
    await invoke('AdminAddUserToGroup', coerceInput('AdminAddUserToGroupRequest', properties, fail))
    return generatedName
  },

  update: async () => {},

  describe: async () => ({}),
}
