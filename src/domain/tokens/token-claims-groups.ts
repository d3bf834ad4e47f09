import type { Group } from '../groups/group.ts'

export interface GroupClaims {
  readonly 'cognito:groups': readonly string[] | undefined
  readonly 'cognito:roles': readonly string[] | undefined
  readonly 'cognito:preferred_role': string | undefined
}

/** Claims that follow from the groups of a user; absent when there is nothing to say. */
export function groupClaims(groups: readonly Group[]): GroupClaims {
  const ranked = groups.toSorted((left, right) => rank(left) - rank(right))
  const roles = new Set(ranked.flatMap(({ roleArn }) => roleArn ?? []))
  return {
    'cognito:groups': ranked.length > 0 ? ranked.map(({ name }) => name) : undefined,
    'cognito:roles': roles.size > 0 ? [...roles] : undefined,
    'cognito:preferred_role': preferredRole(ranked),
  }
}

/** The role of lowest precedence. Cognito: none where two groups tie with different roles, or no group is ranked. */
function preferredRole(ranked: readonly Group[]): string | undefined {
  const [first] = ranked.filter(({ roleArn, precedence }) => roleArn !== undefined && precedence !== undefined)
  if (first === undefined) return undefined
  const tied = ranked.filter(({ roleArn, precedence }) => roleArn !== undefined && precedence === first.precedence)
  return tied.every(({ roleArn }) => roleArn === first.roleArn) ? first.roleArn : undefined
}

function rank({ precedence }: Group): number {
  return precedence ?? Number.MAX_SAFE_INTEGER
}
