import { refuse } from '../../contract/refusal.ts'
import { hashPassword } from '../../crypto/passwords/password-hash.ts'
import { srpVerifier } from '../../crypto/srp/srp.ts'
import { srpRealm } from '../../domain/sign-in/srp-realm.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { PasswordCredential, PasswordKind } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { passwordKind } from './password-kind.ts'

const saltLength = 16

/**
 * What to store for a new password of the user with this real username (`User.username`).
 * Throws the refusal TooManyRequestsException when the place for such work is full.
 */
export async function makePasswordCredential(
  ports: Pick<Ports, 'storage' | 'passwordWork' | 'random'>,
  pool: UserPool,
  username: string,
  password: string,
): Promise<PasswordCredential> {
  const kind = await passwordKind(ports, pool)
  const work = await ports.passwordWork.run(() => makeCredential(ports, { kind, pool, username, password }))
  if (work.kind === 'busy') throw refuse('TooManyRequestsException', 'Too many requests')
  return work.result
}

/** The same for a kind that is known already, outside the bounded place: for callers that are inside it. */
export async function makeCredential(
  ports: Pick<Ports, 'random'>,
  request: {
    readonly kind: PasswordKind
    readonly pool: UserPool
    readonly username: string
    readonly password: string
  },
): Promise<PasswordCredential> {
  const { kind, pool, username, password } = request
  const random = (size: number) => ports.random.bytes(size)
  if (kind === 'argon2id') return { kind, phc: await hashPassword(password, random) }
  const salt = random(saltLength)
  return { kind, salt, verifier: await srpVerifier({ realm: srpRealm(pool), username }, password, salt) }
}
