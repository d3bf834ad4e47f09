import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

/** Cognito: an unknown domain is an empty description, not an error. */
export const DescribeUserPoolDomain = operation(
  'DescribeUserPoolDomain',
  async ({ input, request }, ports: Pick<Ports, 'storage'>) => {
    const domain = await ports.storage.userPools.findDomain(input.Domain)
    if (!domain) return { DomainDescription: {} }
    return {
      DomainDescription: {
        UserPoolId: domain.poolId,
        AWSAccountId: request.accountId,
        Domain: domain.domain,
        Status: 'ACTIVE',
        CustomDomainConfig: domain.customDomainConfig,
        CloudFrontDistribution: domain.customDomainConfig && domain.domain,
        ManagedLoginVersion: domain.managedLoginVersion,
      },
    }
  },
)
