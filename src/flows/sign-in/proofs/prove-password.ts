import { needsRehash } from '../../../crypto/passwords/password-hash.ts'
import type { CompromiseVerdict } from '../../../domain/risk/compromise-verdict.ts'
import { refused, type SignInRefusal } from '../../../domain/sign-in/refusal-reason.ts'
import type { PasswordCredential, PasswordKind, User } from '../../../domain/users/user.ts'
import { judgeCompromise } from '../../passwords/judge-compromise.ts'
import { makeCredential } from '../../passwords/make-password-credential.ts'
import { passwordKind } from '../../passwords/password-kind.ts'
import { verifyPasswordOf } from '../../passwords/verify-password.ts'
import type { SignInUser } from '../find-sign-in-user.ts'
import type { SignInContext, SignInPorts } from '../sign-in-step.ts'
import { failedProof } from '../standing.ts'
import { updateOf } from './with-mfa-factor.ts'

export type PasswordVerdict =
  /** `user` is who proved it, as the store has it now. */
  | { readonly kind: 'right'; readonly user: User; readonly compromise: CompromiseVerdict }
  /** To be counted. */
  | { readonly kind: 'wrong'; readonly refusal: SignInRefusal }
  | SignInRefusal

/** Whether a password in clear is that of whoever signs in, with the same work where nobody does. */
export async function provePassword(
  ports: SignInPorts,
  context: SignInContext,
  { user, sub }: SignInUser,
  password: string,
): Promise<PasswordVerdict> {
  const { pool, client } = context
  const kind = await passwordKind(ports, pool, client)
  const holder = { username: user?.username ?? sub, password: user?.password, pool, decoyKind: kind }
  const verdict = await verifyPasswordOf(ports, holder, password)
  if (verdict === 'busy') return refused('busy')
  if (user === undefined || verdict === 'mismatch') return { kind: 'wrong', refusal: failedProof(user) }
  const compromise = await judgeCompromise(ports, { pool, clientId: client.id, event: 'SIGN_IN' }, password)
  return { kind: 'right', user: await withCurrentCredential(ports, { context, user, kind, password }), compromise }
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
  readonly kind: PasswordKind
  readonly password: string
}

function isCurrent(credential: PasswordCredential, kind: PasswordKind): boolean {
  return credential.kind === kind && !(credential.kind === 'argon2id' && needsRehash(credential.phc))
}
