import { needsRehash } from '../../crypto/password-hash.ts'
import { newUuid } from '../../crypto/identifiers.ts'
import { refused } from '../../domain/sign-in/refusal-reason.ts'
import type { PasswordCredential, User } from '../../domain/user.ts'
import { makeCredential } from '../make-password-credential.ts'
import { passwordKind } from '../password-kind.ts'
import { verifyPasswordOf } from '../verify-password.ts'
import { advance } from './advance.ts'
import { findSignInUser } from './find-sign-in-user.ts'
import { recordGuess } from './record-guess.ts'
import type { SignInContext, SignInPorts, SignInStep } from './sign-in-step.ts'
import { failedProof, standingBeforeProof } from './standing.ts'
import { updateOf } from './with-mfa-factor.ts'

export interface PasswordSignIn {
  readonly username: string
  readonly password: string
  readonly deviceKey?: string | undefined
}

/** Begins a sign-in with a password in clear: the flows USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH, and the pages. */
export async function signInWithPassword(
  ports: SignInPorts,
  context: SignInContext,
  { username, password, deviceKey }: PasswordSignIn,
): Promise<SignInStep> {
  const { pool, client } = context
  const [found, kind] = await Promise.all([findSignInUser(ports, pool, username), passwordKind(ports, pool, client)])
  const { user, sub } = found
  const barred = await standingBeforeProof(ports, context, found)
  if (barred !== undefined) return barred

  const holder = { username: user?.username ?? sub, password: user?.password, pool, decoyKind: kind }
  const verdict = await verifyPasswordOf(ports, holder, password)
  if (verdict === 'busy') return refused('busy')
  if (user === undefined || verdict === 'mismatch') {
    return recordGuess(ports, context, { sub, user, proof: 'pwd', refusal: failedProof(user) })
  }
  const eventId = newUuid((size) => ports.random.bytes(size))
  return advance(ports, {
    context,
    progress: { poolId: pool.id, clientId: client.id, username, sub, eventId, proofs: [] },
    answered: undefined,
    event: { kind: 'password-proven' },
    user: await withCurrentCredential(ports, { context, user, kind, password }),
    writes: [],
    namedDeviceKey: deviceKey,
  })
}

/**
 * A right password is the occasion to keep it as the pool would keep a new one: as a verifier since a client asks for
 * SRP, as a hash since none does any more, or as a costlier hash. The sign-in does not depend on it.
 */
async function withCurrentCredential(
  ports: SignInPorts,
  { context: { pool }, user, kind, password }: Upgrade,
): Promise<User> {
  const { username, password: credential } = user
  if (credential === undefined || isCurrent(credential, kind)) return user
  const work = await ports.passwordWork.run(() => makeCredential(ports, { kind, pool, username, password }))
  if (work.kind === 'busy') return user
  const upgraded = { ...user, password: work.result, version: user.version + 1 }
  const { committed } = await ports.storage.commit([updateOf(pool, upgraded)])
  return committed ? upgraded : user
}

interface Upgrade {
  readonly context: SignInContext
  readonly user: User
  readonly kind: PasswordCredential['kind']
  readonly password: string
}

function isCurrent(credential: PasswordCredential, kind: PasswordCredential['kind']): boolean {
  return credential.kind === kind && !(credential.kind === 'argon2id' && needsRehash(credential.phc))
}
