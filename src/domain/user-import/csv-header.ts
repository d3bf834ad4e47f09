import type { UserPool } from '../user-pools/user-pool.ts'

export const usernameColumn = 'cognito:username'
export const mfaColumn = 'cognito:mfa_enabled'
/** No source tells how Cognito calls it. */
export const passwordHashColumn = 'cognito:password_hash'

/** The columns of a pool's file, in Cognito's order; those of password hashes come beside them. */
export function csvHeader(pool: Pick<UserPool, 'configuration'>): readonly string[] {
  const names = (pool.configuration.SchemaAttributes ?? []).flatMap(({ Name }) => Name ?? [])
  return [...names.filter((name) => name !== 'sub'), mfaColumn, usernameColumn]
}

/**
 * What is wrong with the first line of a file. All columns must be there, once each, in any order; one for password
 * hashes must be there exactly when the job has an algorithm for them.
 */
export function headerFault(
  columns: readonly string[],
  pool: Pick<UserPool, 'configuration'>,
  hasPasswordHashes: boolean,
): string | undefined {
  const expected = [...csvHeader(pool), ...(hasPasswordHashes ? [passwordHashColumn] : [])]
  const missing = expected.filter((name) => !columns.includes(name)).length
  if (missing > 0) return 'The header of the CSV file lacks columns of the user pool.'
  return columns.length === expected.length ? undefined : 'The header of the CSV file has columns that do not belong.'
}
