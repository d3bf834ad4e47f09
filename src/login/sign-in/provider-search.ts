import type { Ports } from '../../ports/ports.ts'
import type { PageRequest } from '../drawing/page.ts'
import { offeredProviders, ownUsers } from './pool-offers.ts'

/**
 * Whether providers are found by an address instead of shown as buttons: where the style says so, and on the classic pages
 * always, if each of the client's providers goes by a domain. One that did not could not be found.
 */
export async function isSearchingProviders(page: PageRequest, ports: Pick<Ports, 'storage'>): Promise<boolean> {
  const { pool, managedLoginVersion } = page.request.domain
  const names = offeredProviders(page.client).filter((name) => name !== ownUsers)
  const isWished = managedLoginVersion === 1 || page.view.look.layout.federation.isSearch
  if (!isWished || names.length === 0) return false
  const providers = await Promise.all(names.map((name) => ports.storage.identityProviders.find(pool.id, name)))
  const isForClassic = managedLoginVersion === 2 || providers.every((provider) => provider?.type === 'SAML')
  return isForClassic && providers.every((provider) => provider?.identifiers.some((one) => one.includes('.')))
}
