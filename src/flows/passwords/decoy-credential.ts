import { fakeSrpSalt, fakeSrpVerifier } from '../../crypto/srp/srp-unknown-user.ts'
import type { SrpIdentity } from '../../crypto/srp/srp.ts'
import type { Ports } from '../../ports/ports.ts'

/**
 * The SRP credential that a name nobody has, or a user without one, seems to have: the same at every attempt. Making
 * it takes about as long as reading and opening a real one does.
 */
export function decoyCredential(
  ports: Pick<Ports, 'sealing'>,
  { realm, username }: SrpIdentity,
): { readonly kind: 'srp'; readonly salt: Uint8Array; readonly verifier: Uint8Array } {
  const key = ports.sealing.keyFor('unknown-user')
  return { kind: 'srp', salt: fakeSrpSalt(key, realm, username), verifier: fakeSrpVerifier(key, realm, username) }
}
