import { requireOwnPassword } from '../../flows/passkeys/require-own-password.ts'
import { requireAccessTokenOnly } from '../../flows/tokens/require-access-token.ts'
import { requireRecentAuthentication } from '../../flows/tokens/require-recent-authentication.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DeleteWebAuthnCredential = operation(
  'DeleteWebAuthnCredential',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    const token = await requireAccessTokenOnly(ports, refuse, input.AccessToken)
    const { user } = requireRecentAuthentication(ports, refuse, token)
    requireOwnPassword(refuse, user)
    const { poolId, sub } = user
    const deletion = { write: 'deletePasskey', poolId, sub, credentialId: input.CredentialId } as const
    const committed = await ports.storage.commit([deletion])
    if (!committed.committed) throw refuse('ResourceNotFoundException', 'The passkey does not exist.')
    return {}
  },
)
