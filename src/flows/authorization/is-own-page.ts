import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { isAccountPage } from './account-pages.ts'
import { isDevicePage } from './device-pages.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'

/** Whether a redirect URI is a page of this domain that takes the browser's session and no code. */
export function isOwnPage(domain: PoolDomain, client: AppClient, redirectUri: string): boolean {
  return isAccountPage(domain, client, redirectUri) || isDevicePage(domain, client, redirectUri)
}
