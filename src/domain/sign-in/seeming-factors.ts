import { createHmac } from 'node:crypto'
import { contactAttributes, isEmailAddress, isPhoneNumber, type ContactAttribute } from '../users/contact.ts'
import { canonicalKey } from '../users/user-alias.ts'
import { isPasskeyMfa } from '../factors/passkey-policy.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { FirstFactorFacts } from './first-factors.ts'

/**
 * What a name nobody has seems to have, the same at every attempt: most often a password and an address; now and then
 * only one of the two, or a passkey, so that no choice says that there is somebody behind it.
 */
export function seemingFactors(serverKey: Uint8Array, pool: UserPool, presentedName: string): FirstFactorFacts {
  const name = canonicalKey(pool, presentedName)
  const [kind = 0, passkey = 0, ...contacts] = createHmac('sha256', serverKey)
    .update(JSON.stringify(['first factors', pool.id, name]))
    .digest()
  const draw = kind % 4
  const codesGoTo = contactAttributes.filter((attribute, nth) => isHeld(pool, attribute, name, contacts[nth] ?? 0))
  const isMfaRequired = pool.mfa.MfaConfiguration === 'ON'
  return {
    hasPassword: draw !== 0,
    codesGoTo: draw === 1 || isMfaRequired ? [] : codesGoTo,
    hasPasskey: passkey < 64 && (!isMfaRequired || isPasskeyMfa(pool, undefined)),
  }
}

/** What everybody of the pool has, this name has too; of the rest more have an e-mail address than a phone. */
function isHeld(pool: UserPool, attribute: ContactAttribute, name: string, draw: number): boolean {
  const isNamed = attribute === 'email' ? isEmailAddress(name) : isPhoneNumber(name)
  const isRequired = pool.configuration.SchemaAttributes?.some(({ Name, Required }) => Name === attribute && Required)
  return isNamed || isRequired === true || draw < (attribute === 'email' ? 224 : 128)
}
