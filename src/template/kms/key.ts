import { orGone, requireTextIn, structureIn } from '../cognito/answer.ts'
import type { CognitoResource } from '../cognito/resource.ts'
import { jsonText, type JsonObject } from '../json.ts'

/** `AWS::KMS::Key`: a symmetric key of this installation. Policies, rotation and tags have nobody to act for here. */
export const kmsKey: CognitoResource = {
  known: [
    'BypassPolicyLockoutSafetyCheck',
    'Description',
    'EnableKeyRotation',
    'Enabled',
    'KeyPolicy',
    'KeySpec',
    'KeyUsage',
    'MultiRegion',
    'Origin',
    'PendingWindowInDays',
    'RotationPeriodInDays',
    'Tags',
  ],
  identity: ['KeySpec', 'KeyUsage', 'Origin'],

  create: async ({ properties, invokeKms }) => {
    const given = ['Description', 'KeySpec', 'KeyUsage', 'Origin'].filter((name) => properties[name] !== undefined)
    const input: JsonObject = Object.fromEntries(given.map((name) => [name, jsonText(properties[name])]))
    return requireTextIn(structureIn(await invokeKms('CreateKey', input), 'KeyMetadata'), 'KeyId')
  },

  update: async () => {},

  describe: async ({ invokeKms }, KeyId) => {
    const answer = await orGone(invokeKms('DescribeKey', { KeyId }))
    return answer === undefined ? undefined : { KeyId, Arn: requireTextIn(structureIn(answer, 'KeyMetadata'), 'Arn') }
  },
}
