import { refuse } from '../../contract/refusal.ts'
import { verifyImportedPassword } from '../../crypto/passwords/imported-password-hash.ts'
import { decoyPasswordHash, verifyPassword } from '../../crypto/passwords/password-hash.ts'
import { srpPasswordMatches } from '../../crypto/srp/srp.ts'
import { srpRealm } from '../../domain/sign-in/srp-realm.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { PasswordCredential, PasswordKind } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { decoyCredential } from './decoy-credential.ts'

/** Whoever a password is checked for: a user, an earlier credential of one, or nobody. */
export interface PasswordHolder {
  readonly username: string
  readonly password: PasswordCredential | undefined
}

/**
 * Whether this is the holder's password, in the bounded place for such work. Where there is no credential the same
 * work is done as for one of `decoyKind`, and the answer is no.
 */
export async function verifyPasswordOf(
  ports: Pick<Ports, 'passwordWork' | 'random' | 'sealing'>,
  holder: PasswordHolder & { readonly pool: UserPool; readonly decoyKind: PasswordKind },
  password: string,
): Promise<'match' | 'mismatch' | 'busy'> {
  const { pool, username } = holder
  const credential = holder.password ?? decoyOf(ports, holder)
  const work = await ports.passwordWork.run(async () => credentialMatches(credential, { pool, username, password }))
  if (work.kind === 'busy') return 'busy'
  return work.result && holder.password !== undefined ? 'match' : 'mismatch'
}

/**
 * Whether this is the holder's password: the user's own, or an earlier one as `{ username, password: earlier }`.
 * Throws the refusal TooManyRequestsException when the place for such work is full.
 */
export async function passwordMatches(
  ports: Pick<Ports, 'passwordWork' | 'random' | 'sealing'>,
  pool: UserPool,
  holder: PasswordHolder,
  password: string,
): Promise<boolean> {
  const { username, password: credential } = holder
  const verdict = await verifyPasswordOf(ports, { username, password: credential, pool, decoyKind: 'srp' }, password)
  if (verdict === 'busy') throw refuse('TooManyRequestsException', 'Too many requests')
  return verdict === 'match'
}

function credentialMatches(
  credential: PasswordCredential,
  { pool, username, password }: { readonly pool: UserPool; readonly username: string; readonly password: string },
): Promise<boolean> {
  if (credential.kind === 'argon2id') return verifyPassword(password, credential.phc)
  if (credential.kind === 'imported') {
    return verifyImportedPassword(password, credential.algorithm, credential.hash)
  }
  return srpPasswordMatches({ realm: srpRealm(pool), username }, password, credential.salt, credential.verifier)
}

function decoyOf(
  ports: Pick<Ports, 'random' | 'sealing'>,
  { pool, username, decoyKind }: Parameters<typeof verifyPasswordOf>[1],
): PasswordCredential {
  if (decoyKind === 'argon2id') return { kind: 'argon2id', phc: decoyPasswordHash((size) => ports.random.bytes(size)) }
  return decoyCredential(ports, { realm: srpRealm(pool), username })
}
