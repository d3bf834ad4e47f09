/** A kind of thing of which there may be only so many. */
export type Quota =
  | { readonly kind: 'user-pools' }
  | {
      readonly kind:
        | 'app-clients'
        | 'branding-styles'
        | 'groups'
        | 'identity-providers'
        | 'import-jobs'
        | 'resource-servers'
      readonly poolId: string
    }
  /** The groups of one user, but for the one that is to be added, which may be among them already. */
  | { readonly kind: 'memberships'; readonly poolId: string; readonly sub: string; readonly besides: string }
  | { readonly kind: 'passkeys'; readonly poolId: string; readonly sub: string }

export type QuotaWrite =
  /** Guard `under-limit`: fewer than `limit` are there. Who adds one at the same moment has to wait for this commit. */
  { readonly write: 'requireRoom'; readonly quota: Quota; readonly limit: number }
