import type { Provision, Provisioned } from '../../template/resolve.ts'
import { standardResource, type StandardResourceOptions } from '../../template/standard-resource.ts'

export interface ElsewhereOptions extends StandardResourceOptions {
  /** Ids of what lives elsewhere, by logical id. */
  readonly existing: Readonly<Record<string, string>>
}

/** Nothing is created: pools and clients are what the operator says they are, and the rest of a pool is not looked at. */
export function provisionElsewhere(options: ElsewhereOptions): Provision {
  const { accountId, existing, region } = options
  return async (resource): Promise<Provisioned> => {
    const { logicalId, type, fail } = resource
    const id = Object.hasOwn(existing, logicalId) ? existing[logicalId] : undefined
    if (type === 'AWS::IAM::Role' && id !== undefined) {
      return standardResource({ ...resource, properties: { ...resource.properties, RoleName: id } }, options)
    }
    if (type !== 'AWS::Cognito::UserPool' && type !== 'AWS::Cognito::UserPoolClient') {
      return standardResource(resource, options)
    }
    if (id === undefined) {
      throw fail([], 'This gateway has no user pools of its own.', `Say which one it is: --existing ${logicalId}=<id>.`)
    }
    if (type === 'AWS::Cognito::UserPoolClient') return { physicalId: id, attributes: { ClientId: id } }
    const provider = `cognito-idp.${region}.amazonaws.com/${id}`
    return {
      physicalId: id,
      attributes: {
        Arn: `arn:aws:cognito-idp:${region}:${accountId}:userpool/${id}`,
        UserPoolId: id,
        ProviderName: provider,
        ProviderURL: `https://${provider}`,
      },
    }
  }
}
