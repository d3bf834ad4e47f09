import { requirePasskeyOwner } from '../../flows/passkeys/require-passkey-owner.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DeleteWebAuthnCredential = operation(
  'DeleteWebAuthnCredential',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    const { user } = await requirePasskeyOwner(ports, refuse, input.AccessToken)
    const { poolId, sub } = user
    const deletion = { write: 'deletePasskey', poolId, sub, credentialId: input.CredentialId } as const
    const committed = await ports.storage.commit([deletion])
    if (!committed.committed) throw refuse('ResourceNotFoundException', 'The passkey does not exist.')
    return {}
  },
)
