import type { Refusal, Refuse } from '../../contract/refusal.ts'
import { isContactAttribute } from '../../domain/users/contact.ts'
import type { UserAlias } from '../../domain/users/user.ts'

/** Cognito: an address that turns out to be taken when it is verified is worded differently from one being written. */
export function aliasTaken(
  refuse: Refuse<'AliasExistsException'>,
  alias: UserAlias | undefined,
  when: 'verified' | 'written',
): Refusal {
  if (!alias || !isContactAttribute(alias.namespace)) {
    return refuse('AliasExistsException', 'User account already exists for the alias.')
  }
  const given = when === 'written' ? 'given ' : ''
  return refuse('AliasExistsException', `An account with the ${given}${alias.namespace} already exists.`)
}

/** The same at creation, where the name itself may be what is taken. Cognito: two operations word that differently. */
export function usernameTaken(
  refuse: Refuse<'UsernameExistsException'>,
  { namespace }: UserAlias,
  usernameText: string,
): Refusal {
  const text = namespace === 'username' ? usernameText : `An account with the given ${namespace} already exists.`
  return refuse('UsernameExistsException', text)
}
