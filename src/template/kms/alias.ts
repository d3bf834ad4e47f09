import { orGone } from '../cognito/answer.ts'
import type { CognitoResource } from '../cognito/resource.ts'
import { jsonText } from '../json.ts'

/** `AWS::KMS::Alias` */
export const kmsAlias: CognitoResource = {
  known: ['AliasName', 'TargetKeyId'],
  identity: ['AliasName'],

  create: async ({ properties, invokeKms }) => {
    await invokeKms('CreateAlias', properties)
    return jsonText(properties.AliasName)
  },

  update: async ({ properties, invokeKms }) => {
    await invokeKms('UpdateAlias', properties)
  },

  describe: async ({ invokeKms }, KeyId) => {
    return (await orGone(invokeKms('DescribeKey', { KeyId }))) === undefined ? undefined : {}
  },
}
