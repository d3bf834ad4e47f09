import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { extraOf } from '../../domain/extras/extras.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'

/** Where people enter the code of a device, below the pool's domain. */
export const devicePath = '/device'
/** Where they are asked about it. */
export const deviceConsentPath = '/device/allow'

const form = /^\/device\/allow\?request=[\w-]{1,2048}$/

/** Whether a redirect URI is the page that asks about a device of this client. */
export function isDevicePage({ pool, baseUrl }: PoolDomain, client: AppClient, redirectUri: string): boolean {
  return (
    extraOf(pool, 'device-grant', client) &&
    redirectUri.startsWith(`${baseUrl}${deviceConsentPath}`) &&
    form.test(redirectUri.slice(baseUrl.length))
  )
}

export interface DeviceSignIn {
  readonly clientId: string
  /** The sealed device request. */
  readonly request: string
  readonly scope: string | undefined
  readonly acrValues: readonly string[]
}

/** The authorization request that brings whoever is signed in to the page that asks. */
export function deviceAuthorizationQuery(
  { baseUrl }: PoolDomain,
  { clientId, request, scope, acrValues }: DeviceSignIn,
): string {
  return new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: `${baseUrl}${deviceConsentPath}?request=${request}`,
    ...(scope !== undefined && { scope }),
    ...(acrValues.length > 0 && { acr_values: acrValues.join(' ') }),
  }).toString()
}
