import type { IssuerType } from '../contract/shapes.gen.ts'
import type { UserPoolDomain } from '../domain/user-pools/user-pool-domain.ts'

/** Where this installation answers, as outside programs spell it. Never derived from a request. */
export interface Addresses {
  /** The `iss` claim, and the base of a pool's `/.well-known/*`. Where AWS's spelling is used, a pool has one of two. */
  issuer(poolId: string, type?: IssuerType): string
  /** Where the file of an import job is sent. */
  importUpload(poolId: string, jobId: string): string
  /** The origin of a pool's OAuth endpoints and pages, for a domain it has. */
  domainOrigin(domain: Pick<UserPoolDomain, 'customDomainConfig' | 'domain' | 'poolId'>): string
  /**
   * What discovery puts before `/oauth2/…`: the domain, or a path of the issuer's host where programs may be unable to
   * resolve the domain's name, and for pools without one.
   */
  endpointsBase(poolId: string, domain: UserPoolDomain | undefined): string
  /** Where somebody writes to who has found a weakness, as a URI: `/.well-known/security.txt` names it. */
  readonly securityContact?: string | undefined
}
