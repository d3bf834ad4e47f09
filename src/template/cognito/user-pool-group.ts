import { jsonText } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { orGone } from './answer.ts'
import { coerceInput } from './coerce.ts'
import type { CognitoResource, ResourceCall } from './resource.ts'

/** `AWS::Cognito::UserPoolGroup` */
export const userPoolGroup: CognitoResource = {
  known: ['Description', 'GroupName', 'Precedence', 'RoleArn', 'UserPoolId'],
  identity: ['GroupName', 'UserPoolId'],

  create: async (call) => {
    const input = coerceInput('CreateGroupRequest', withName(call), call.fail)
    await call.invoke('CreateGroup', input)
    return jsonText(input.GroupName)
  },

  update: async (call) => {
    await call.invoke('UpdateGroup', coerceInput('UpdateGroupRequest', withName(call), call.fail))
  },

  describe: async ({ properties, invoke }, groupName) => {
    const input = { UserPoolId: properties.UserPoolId ?? '', GroupName: groupName }
    return (await orGone(invoke('GetGroup', input))) === undefined ? undefined : {}
  },
}

function withName(call: ResourceCall): JsonObject {
  return { ...call.properties, GroupName: call.properties.GroupName ?? call.generatedName }
}
