import type { UserPool } from './user-pool.ts'

/** How sure one may be of who signed in (cognito-web contract, section 4.5). */
export type AcrLevel = 1 | 2 | 3 | 4

export const acrLevels: readonly AcrLevel[] = [1, 2, 3, 4]

/** What the pool calls a level: its own name for it, or Cognito's. */
export function acrName({ configuration }: Pick<UserPool, 'configuration'>, level: AcrLevel): string {
  return configuration.AcrConfiguration?.[`Level${level}`]?.AcrValue ?? `urn:cognito:loa:${level}`
}

/** The level that these methods, named as in `amr`, amount to; undefined for none that has a level. */
export function acrLevel(methods: readonly string[]): AcrLevel | undefined {
  const has = (...names: readonly string[]) => names.some((name) => methods.includes(name))
  if (has('pwd') && has('otp')) return 4
  if (has('swk', 'hwk') || (has('pwd') && has('sms', 'email_otp'))) return 3
  if (has('sms', 'email_otp')) return 2
  return has('pwd', 'fed') ? 1 : undefined
}

/**
 * The level of a sign-in that a provider vouched for: what its own `acr` is mapped to, and the lowest without that. The
 * pool's name of a level may stand on either side of the mapping: no source tells which is Cognito's.
 */
export function vouchedLevel(
  pool: Pick<UserPool, 'configuration'>,
  mapping: Readonly<Record<string, string>> | undefined,
  acr: string | undefined,
): AcrLevel {
  const pairs = Object.entries(mapping ?? {})
  const names = pairs.flatMap(([left, right]) => (left === acr ? [right] : right === acr ? [left] : []))
  return acrLevels.findLast((level) => names.includes(acrName(pool, level))) ?? 1
}

/** The first of the named levels that the user can reach, by whatever reaches more too. Unknown names are no wish. */
export function targetLevel(
  pool: Pick<UserPool, 'configuration'>,
  wished: readonly string[],
  highest: AcrLevel,
): AcrLevel | undefined {
  for (const name of wished) {
    const level = acrLevels.find((each) => acrName(pool, each) === name)
    if (level !== undefined && level <= highest) return level
  }
  return undefined
}

/** What is wrong with the pool's own names for its levels. */
export function acrFault({ configuration }: Pick<UserPool, 'configuration'>): string | undefined {
  const own = Object.entries(configuration.AcrConfiguration ?? {})
  const stranger = own.find(([level]) => !acrLevels.some((each) => `Level${each}` === level))
  if (stranger !== undefined) return `Invalid ACR level ${stranger[0]}.`
  const unfit = own.find(([, { AcrValue }]) => !/^[^\s"'\\]{1,64}$/u.test(AcrValue))
  if (unfit !== undefined) return `Invalid ACR value for ${unfit[0]}.`
  const names = new Set(acrLevels.map((level) => acrName({ configuration }, level)))
  return names.size === acrLevels.length ? undefined : 'ACR values must be unique.'
}
