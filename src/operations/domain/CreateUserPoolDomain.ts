import type { UserPoolDomain } from '../../domain/user-pools/user-pool-domain.ts'
import { checkUserPoolDomain } from '../../flows/user-pools/check-user-pool-domain.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { managedLoginVersion } from './managed-login-version.ts'
import { refuseRouting } from './refuse-routing.ts'

export const CreateUserPoolDomain = operation(
  'CreateUserPoolDomain',
  async ({ input, refuse }, ports: Pick<Ports, 'storage' | 'clock'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    refuseRouting(refuse, input.Routing)
    const domain: UserPoolDomain = {
      domain: input.Domain,
      poolId: pool.id,
      customDomainConfig: input.CustomDomainConfig,
      managedLoginVersion: managedLoginVersion(refuse, input.ManagedLoginVersion ?? 1),
      createdAt: ports.clock.now(),
    }
    checkUserPoolDomain(refuse, pool, domain)
    const others = await ports.storage.userPools.listDomains(pool.id)
    if (others.some((other) => !other.customDomainConfig === !domain.customDomainConfig)) {
      throw refuse('InvalidParameterException', 'User pool already has a domain configured.')
    }
    // With the pool's version in the commit, of two domains created at once only one is.
    const result = await ports.storage.commit([
      { write: 'updateUserPool', pool: { ...pool, version: pool.version + 1 } },
      { write: 'createDomain', domain },
    ])
    if (!result.committed && result.guard === 'domain-free') {
      throw refuse('InvalidParameterException', 'Domain already associated with another user pool.')
    }
    if (!result.committed) {
      throw refuse('ConcurrentModificationException', 'The user pool was changed by another request.')
    }
    return {
      ManagedLoginVersion: domain.managedLoginVersion,
      CloudFrontDomain: domain.customDomainConfig && domain.domain,
    }
  },
)
