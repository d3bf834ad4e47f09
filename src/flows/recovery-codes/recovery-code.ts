import { hashCode } from '../../crypto/code.ts'
import { uniformDigits } from '../../crypto/uniform-digits.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'

/** Neither vowels nor what looks like something else (0 and O, 1 and l): no words, and nothing to read wrongly. */
const alphabet = '23456789bcdfghjkmnpqrstvwxyz'
const halfLength = 5

export const recoveryCodeCount = 10

/** 48 bits, in two groups to be read by. */
export function newRecoveryCode(ports: Pick<Ports, 'random'>): string {
  const half = (): string => uniformDigits(alphabet, halfLength, (size) => ports.random.bytes(size))
  return `${half()}-${half()}`
}

/** What is stored and compared instead of a code, however somebody wrote it down. */
export function recoveryCodeHash(
  ports: Pick<Ports, 'sealing'>,
  { poolId, sub }: Pick<User, 'poolId' | 'sub'>,
  code: string,
): string {
  const letters = code
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^0-9a-z]+/g, '')
  return hashCode(ports.sealing.keyFor('verification-code'), 'recovery', `${poolId}/${sub}`, letters)
}
