import { orGone, structureIn } from './answer.ts'
import { coerceInput } from './coerce.ts'
import type { CognitoResource } from './resource.ts'
import { jsonText } from '../json.ts'

/** `AWS::Cognito::UserPoolDomain` */
export const userPoolDomain: CognitoResource = {
  known: ['CustomDomainConfig', 'Domain', 'ManagedLoginVersion', 'Routing', 'UserPoolId'],
  identity: ['Domain', 'UserPoolId'],

  create: async ({ properties, invoke, fail }) => {
    await invoke('CreateUserPoolDomain', coerceInput('CreateUserPoolDomainRequest', properties, fail))
    return jsonText(properties.Domain)
  },

  update: async ({ properties, invoke, fail }) => {
    await invoke('UpdateUserPoolDomain', coerceInput('UpdateUserPoolDomainRequest', properties, fail))
  },

  describe: async ({ properties, invoke }, domain) => {
    const answer = await orGone(invoke('DescribeUserPoolDomain', { Domain: domain }))
    const { UserPoolId, CloudFrontDistribution } = structureIn(answer, 'DomainDescription')
    // Cognito: a domain that nobody has is described as {}, without an error.
    if (UserPoolId !== properties.UserPoolId) return undefined
    return { ...(CloudFrontDistribution !== undefined && { CloudFrontDistribution }) }
  },
}
