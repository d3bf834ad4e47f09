import type { RandomBytes } from '../../crypto/random-bytes.ts'
import { uniformDigits } from '../../crypto/uniform-digits.ts'
import { passwordPolicy } from './password-policy.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

// Nothing that looks like another character in a mail, and nothing that mark-up would have to escape.
const classes = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '!@#$%*+-=_?']
const shortest = 16

/** A password that fits every policy of the pool's length: the four classes in turn. */
export function newTemporaryPassword(pool: Pick<UserPool, 'configuration'>, random: RandomBytes): string {
  const rounds = Math.ceil(Math.max(passwordPolicy(pool).MinimumLength ?? 0, shortest) / classes.length)
  const drawn = classes.map((alphabet) => uniformDigits(alphabet, rounds, random))
  return Array.from({ length: rounds }, (_, round) => drawn.map((text) => text.charAt(round)).join('')).join('')
}
