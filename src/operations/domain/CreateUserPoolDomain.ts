import { requireUserPool } from '../../flows/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

const prefixPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const hostPattern = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/
const reservedWords = ['aws', 'amazon', 'cognito']

export const CreateUserPoolDomain = operation(
  'CreateUserPoolDomain',
  async ({ input, refuse }, ports: Pick<Ports, 'storage' | 'clock'>) => {
    const { Domain, CustomDomainConfig, ManagedLoginVersion = 1 } = input
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    if (ManagedLoginVersion !== 1 && ManagedLoginVersion !== 2) {
      throw refuse('InvalidParameterException', 'ManagedLoginVersion must be 1 or 2.')
    }
    if (ManagedLoginVersion === 2 && pool.configuration.UserPoolTier === 'LITE') {
      throw refuse('FeatureUnavailableInTierException', 'Managed login is not available on the LITE plan.')
    }
    if (!(CustomDomainConfig ? hostPattern : prefixPattern).test(Domain)) {
      throw refuse(
        'InvalidParameterException',
        `${Domain} is not a valid ${CustomDomainConfig ? 'custom domain' : 'domain prefix'}.`,
      )
    }
    const reserved = CustomDomainConfig ? undefined : reservedWords.find((word) => Domain.includes(word))
    if (reserved) throw refuse('InvalidParameterException', `Domain cannot contain reserved word: ${reserved}`)

    const domains = await ports.storage.userPools.listDomains(pool.id)
    if (domains.some((domain) => (domain.customDomainConfig === undefined) === (CustomDomainConfig === undefined))) {
      throw refuse('InvalidParameterException', 'User pool already has a domain configured.')
    }
    const result = await ports.storage.commit([
      {
        write: 'createDomain',
        domain: {
          domain: Domain,
          poolId: pool.id,
          customDomainConfig: CustomDomainConfig,
          managedLoginVersion: ManagedLoginVersion,
          createdAt: ports.clock.now(),
        },
      },
    ])
    if (!result.committed)
      throw refuse('InvalidParameterException', 'Domain already associated with another user pool.')
    return {
      ManagedLoginVersion,
      ...(CustomDomainConfig ? { CloudFrontDomain: Domain } : {}),
    }
  },
)
