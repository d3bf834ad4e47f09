import type { PoolDomain } from '../../user-pools/domain-request.ts'

/** How identity providers know a pool (cognito-web contract, section 6.2). */
export interface ServiceProvider {
  readonly entityId: string
  /** Where responses are posted to: the assertion consumer service. */
  readonly responseUrl: string
  readonly logoutUrl: string
}

export function serviceProviderOf({ pool, baseUrl }: Pick<PoolDomain, 'pool' | 'baseUrl'>): ServiceProvider {
  return {
    entityId: `urn:amazon:cognito:sp:${pool.id}`,
    responseUrl: `${baseUrl}/saml2/idpresponse`,
    logoutUrl: `${baseUrl}/saml2/logout`,
  }
}
