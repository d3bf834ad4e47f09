const regionPattern = /^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/

/** What is wrong with the name of a region. Whether AWS has one of that name is not asked: it opens new ones. */
export function regionFault(region: string): string | undefined {
  return regionPattern.test(region) ? undefined : `Invalid Region: ${region}`
}

/** The region that a pool's id begins with; undefined for what is no id of a pool. */
export function regionOfPoolId(poolId: string): string | undefined {
  return /^([\w-]+)_[0-9a-zA-Z]+$/.exec(poolId)?.[1]
}
