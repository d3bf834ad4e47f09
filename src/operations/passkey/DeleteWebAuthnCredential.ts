import { deletePasskey } from '../../flows/passkey-changes/delete-passkey.ts'
import { requireOwnPassword } from '../../flows/passkey-changes/require-own-password.ts'
import { requireAccessTokenOnly } from '../../flows/tokens/require-access-token.ts'
import { requireRecentAuthentication } from '../../flows/tokens/require-recent-authentication.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DeleteWebAuthnCredential = operation(
  'DeleteWebAuthnCredential',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>) => {
    const token = await requireAccessTokenOnly(ports, refuse, input.AccessToken)
    const { pool, user } = requireRecentAuthentication(ports, refuse, token)
    requireOwnPassword(refuse, user)
    const { CredentialId: credentialId } = input
    await deletePasskey(ports, refuse, { pool, user, credentialId, keepsWayIn: false })
    return {}
  },
)
