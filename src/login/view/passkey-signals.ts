import { loginName } from '../../domain/users/login-name.ts'
import type { User } from '../../domain/users/user.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { findUsablePasskeys } from '../../flows/passkeys/find-usable-passkeys.ts'
import { userHandle } from '../../flows/passkeys/user-handle.ts'
import type { Ports } from '../../ports/ports.ts'
import type { PasskeySignal } from './passkey-signal.ts'

/** What the keeper of somebody's passkeys should know: which ones the account has, and what it is called. */
export async function passkeySignals(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  pool: UserPool,
  user: User,
): Promise<readonly PasskeySignal[]> {
  const { relyingParty, passkeys } = await findUsablePasskeys(ports, pool, user.sub)
  if (relyingParty === undefined) return []
  const of = { rpId: relyingParty.id, userId: userHandle(user.sub) }
  const allAcceptedCredentialIds = passkeys.map(({ credentialId }) => credentialId)
  const userName = loginName(pool, user)
  const displayName = user.attributes.name ?? userName
  return [
    { name: 'signalAllAcceptedCredentials', ...of, allAcceptedCredentialIds },
    { name: 'signalCurrentUserDetails', ...of, userName, displayName },
  ]
}
