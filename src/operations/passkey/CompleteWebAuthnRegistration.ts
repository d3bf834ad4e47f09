import { completeRegistration } from '../../flows/passkey-changes/complete-registration.ts'
import { requirePasskeyOwner } from '../../flows/passkey-changes/require-passkey-owner.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const CompleteWebAuthnRegistration = operation(
  'CompleteWebAuthnRegistration',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>) => {
    const token = await requirePasskeyOwner(ports, refuse, input.AccessToken)
    await completeRegistration(ports, refuse, token, input.Credential)
    return {}
  },
)
