import { checkUserPoolDomain } from '../../flows/user-pools/check-user-pool-domain.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { managedLoginVersion } from './managed-login-version.ts'
import { refuseRouting } from './refuse-routing.ts'
import { noSuchDomain, requireOwnDomain } from './require-own-domain.ts'

/** A prefix stays a prefix and a custom domain one: only its certificate and the version of the pages change. */
export const UpdateUserPoolDomain = operation(
  'UpdateUserPoolDomain',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { pool, domain: before } = await requireOwnDomain(ports, refuse, input)
    refuseRouting(refuse, input.Routing)
    if (input.CustomDomainConfig && !before.customDomainConfig) {
      throw refuse('InvalidParameterException', noSuchDomain)
    }
    const domain = {
      ...before,
      customDomainConfig: input.CustomDomainConfig ?? before.customDomainConfig,
      managedLoginVersion: managedLoginVersion(refuse, input.ManagedLoginVersion ?? before.managedLoginVersion),
    }
    checkUserPoolDomain(refuse, pool, domain)
    // With the pool's version in the commit, a change of plan at the same moment is not overlooked.
    const result = await ports.storage.commit([
      { write: 'updateUserPool', pool: { ...pool, version: pool.version + 1 } },
      { write: 'updateDomain', domain },
    ])
    if (!result.committed) {
      throw refuse('ConcurrentModificationException', 'The user pool was changed by another request.')
    }
    return {
      ManagedLoginVersion: domain.managedLoginVersion,
      CloudFrontDomain: domain.customDomainConfig && domain.domain,
    }
  },
)
