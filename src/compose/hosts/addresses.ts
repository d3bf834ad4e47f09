import type { Addresses } from '../../ports/addresses.ts'

export interface AddressOptions {
  /** `https://localhost:9443`, without a slash behind. */
  readonly publicUrl: () => string
  readonly issuer: 'host' | 'aws'
  /** Where programs find a pool's OAuth endpoints: below the issuer where host names of their own may not resolve. */
  readonly endpoints: 'own-host' | 'below-public-url'
  readonly securityContact?: string | undefined
}

/** Spells every outward address from configuration. The public URL is asked for late: a free port is known late. */
export function createAddresses({ publicUrl, issuer, endpoints, securityContact }: AddressOptions): Addresses {
  const domainOrigin: Addresses['domainOrigin'] = ({ domain, poolId, customDomainConfig }) => {
    const { hostname, port } = new URL(publicUrl())
    const suffix = port === '' ? '' : `:${port}`
    return customDomainConfig
      ? `https://${domain}${suffix}`
      : `https://${domain}.auth.${regionOf(poolId)}.${hostname}${suffix}`
  }
  return {
    issuer: (poolId, type) => (issuer === 'aws' ? awsIssuer(poolId, type) : `${publicUrl()}/${poolId}`),
    importUpload: (poolId, jobId) => `${publicUrl()}/_imports/${poolId}/${jobId}`,
    domainOrigin,
    endpointsBase: (poolId, domain) =>
      domain === undefined || endpoints === 'below-public-url' ? `${publicUrl()}/${poolId}` : domainOrigin(domain),
    securityContact,
  }
}

/** Where a stage of an API is to be reached, but for its own domains. */
export type StageUrl = (apiId: string, stage: string) => string

/** `$default` has no segment of its own. */
export function withStage(apiUrl: string, stage: string): string {
  return stage === '$default' ? apiUrl : `${apiUrl}/${stage}`
}

/** Cognito: pools whose IssuerConfiguration is UPDATED have a host of their own for it. */
function awsIssuer(poolId: string, type: Parameters<Addresses['issuer']>[1]): string {
  return `https://${type === 'UPDATED' ? 'issuer-' : ''}cognito-idp.${regionOf(poolId)}.amazonaws.com/${poolId}`
}

function regionOf(poolId: string): string {
  return poolId.slice(0, poolId.lastIndexOf('_'))
}
