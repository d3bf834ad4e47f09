import { extraOf } from '../../domain/extras/extras.ts'
import { commonSpellings, hasContextWord } from '../../domain/passwords/password-blocklist.ts'
import { passwordFault, wordedFault, type PasswordOccasion } from '../../domain/passwords/password-policy.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { judgeCompromise } from './judge-compromise.ts'

export interface ProposedPassword {
  readonly pool: UserPool
  readonly password: string
  readonly occasion: PasswordOccasion
  /** Names that whoever asks has given: what the store knows of a user may tell that there is one. */
  readonly names: readonly (string | undefined)[]
  /** Where people choose for themselves. Cognito: what administrators set is not looked up. */
  readonly chosen?: { readonly clientId: string; readonly event: 'SIGN_UP' | 'PASSWORD_CHANGE' }
}

export interface NewPasswordVerdict {
  /** In the words of InvalidPasswordException. */
  readonly fault: string | undefined
  /** For the record of what happened. */
  readonly isCompromised: boolean
}

/**
 * What is wrong with a password that is about to be set: the pool's policy, its blocklist where it has one, threat protection. Every way to set a password asks.
 */
export async function judgeNewPassword(
  ports: Pick<Ports, 'compromisedPasswords' | 'storage'>,
  { pool, password, occasion, names, chosen }: ProposedPassword,
): Promise<NewPasswordVerdict> {
  const fault =
    passwordFault(pool, password, occasion) ?? (await blocklistFault(ports, { pool, password, occasion, names }))
  if (fault !== undefined) return { fault, isCompromised: false }
  if (chosen === undefined) return { fault: undefined, isCompromised: false }
  const { isCompromised, isBlocked } = await judgeCompromise(ports, { pool, ...chosen }, password)
  return { fault: isBlocked ? 'Provided password cannot be used for security reasons.' : undefined, isCompromised }
}

/** Its last part for the names that only the user's own record has: for where who asks is proven later. */
export function ownNameFault(
  { pool, password, occasion }: Pick<ProposedPassword, 'pool' | 'password' | 'occasion'>,
  user: Pick<User, 'username' | 'attributes'>,
): string | undefined {
  return extraOf(pool, 'password-blocklist') && hasContextWord(password, namesOf(user))
    ? wordedFault(occasion, nameInPassword)
    : undefined
}

/** The names of an account that a password must not be made of. */
export function namesOf({ username, attributes }: Pick<User, 'username' | 'attributes'>): ProposedPassword['names'] {
  return [username, attributes.email]
}

const nameInPassword = 'Password must not contain a name that belongs to the account'

async function blocklistFault(
  ports: Pick<Ports, 'compromisedPasswords'>,
  { pool, password, occasion, names }: ProposedPassword,
): Promise<string | undefined> {
  if (!extraOf(pool, 'password-blocklist')) return undefined
  if (hasContextWord(password, [pool.name, ...names])) return wordedFault(occasion, nameInPassword)
  return (await isCommon(ports, password)) ? wordedFault(occasion, 'Password is too common') : undefined
}

async function isCommon(ports: Pick<Ports, 'compromisedPasswords'>, password: string): Promise<boolean> {
  const found = await Promise.all(commonSpellings(password).map((each) => ports.compromisedPasswords.includes(each)))
  return found.includes(true)
}
