/** A pool's issuer as AWS spells it; `issuer-cognito-idp` is the form of pools whose `IssuerConfiguration` is UPDATED. */
const awsIssuer =
  /^https:\/\/(?:issuer-)?cognito-idp\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([a-z0-9-]+_[A-Za-z0-9]+)\/?$/

/** The id of the pool that an issuer in AWS's spelling belongs to. */
export function findPoolIdOfIssuer(issuer: string): string | undefined {
  const [, region, poolId] = awsIssuer.exec(issuer) ?? []
  return region !== undefined && poolId?.startsWith(`${region}_`) ? poolId : undefined
}

/**
 * Maps the issuer that a template spells AWS's way to the one that the pool's tokens carry here. `findIssuer` answers
 * for pools of this installation only: a template may also trust a pool that lives on AWS, whose issuer stays as it is.
 */
export function createResolveIssuer(findIssuer: (poolId: string) => string | undefined): (issuer: string) => string {
  return (issuer) => {
    const poolId = findPoolIdOfIssuer(issuer)
    return (poolId === undefined ? undefined : findIssuer(poolId)) ?? issuer
  }
}
