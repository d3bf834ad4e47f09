import type { Refuse } from '../../contract/refusal.ts'
import { identitiesOf, isNamed, withIdentities, type IdentityName } from '../../domain/users/linked-identities.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { findSignInMethods } from './find-sign-in-methods.ts'
import { changeUser } from './change-user.ts'
import type { UserOfPool } from './require-user.ts'

/** Takes a linked account elsewhere off the user who asks for it, unless they came by it or have nothing else. */
export async function unlinkIdentity(
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
  refuse: Refuse<'InvalidParameterException' | 'TooManyRequestsException' | 'UserNotFoundException'>,
  { pool, user, name }: UserOfPool & { readonly name: IdentityName },
): Promise<void> {
  await changeUser(ports, refuse, { pool, user }, async (before) => {
    const changed = withoutLink(before, name)
    if (changed === undefined) throw refuse('InvalidParameterException', 'The identity is no link of the user.')
    const methods = await findSignInMethods(ports, pool, changed)
    if (methods.length === 0) throw refuse('InvalidParameterException', lastMethod)
    return { user: changed, writes: [] }
  })
}

/** In our own words: Cognito has no page that could say it. */
export const lastMethod = 'The user has no other way to sign in.'

/** The user without this link; undefined where there is none, or where the user came by it. */
export function withoutLink(user: User, name: IdentityName): User | undefined {
  const linked = identitiesOf(user)
  if (!linked.some((identity) => isNamed(identity, name) && !identity.primary)) return undefined
  return withIdentities(
    user,
    linked.filter((identity) => !isNamed(identity, name)),
  )
}
