import { beginRegistration } from '../../flows/passkey-changes/begin-registration.ts'
import { requirePasskeyOwner } from '../../flows/passkey-changes/require-passkey-owner.ts'
import { requireRecentAuthentication } from '../../flows/tokens/require-recent-authentication.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const StartWebAuthnRegistration = operation(
  'StartWebAuthnRegistration',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>) => {
    const token = await requirePasskeyOwner(ports, refuse, input.AccessToken)
    requireRecentAuthentication(ports, refuse, token)
    return { CredentialCreationOptions: await beginRegistration(ports, refuse, token) }
  },
)
