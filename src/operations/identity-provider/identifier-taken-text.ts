import type { UserPool } from '../../domain/user-pools/user-pool.ts'

/** In our own words: no source tells Cognito's. */
export function identifierTakenText({ id }: UserPool): string {
  return `An identity provider of user pool ${id} already has one of these identifiers.`
}
