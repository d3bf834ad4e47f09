import { identitiesOf } from '../../domain/users/linked-identities.ts'
import { isPasskeyAllowed } from '../../domain/user-pools/passkey-offer.ts'
import { firstFactorFacts } from '../../domain/sign-in/first-factors.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { findUsablePasskeys } from '../passkeys/find-usable-passkeys.ts'

export type SignInMethod = 'password' | 'code' | 'passkey' | 'provider'

/** What a user can begin a sign-in with; `withoutPasskey` is one that is about to go. */
export async function findSignInMethods(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  pool: UserPool,
  user: User,
  { withoutPasskey }: { readonly withoutPasskey?: string } = {},
): Promise<readonly SignInMethod[]> {
  const usable = isPasskeyAllowed(pool) ? (await findUsablePasskeys(ports, pool, user.sub)).passkeys : []
  const passkeys = usable.filter(({ credentialId }) => credentialId !== withoutPasskey).length
  const facts = firstFactorFacts(pool, user, passkeys)
  return [
    ...(user.password === undefined ? [] : ['password' as const]),
    ...facts.codesGoTo.map(() => 'code' as const),
    ...(facts.hasPasskey ? ['passkey' as const] : []),
    ...identitiesOf(user).map(() => 'provider' as const),
  ]
}
