import { checkSecretHash } from '../../flows/check-secret-hash.ts'
import { requireAppClient } from '../../flows/require-app-client.ts'
import { resendConfirmationCode } from '../../flows/resend-confirmation-code.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ResendConfirmationCode = operation(
  'ResendConfirmationCode',
  async (
    { input, refuse, request },
    ports: Pick<Ports, 'addresses' | 'clock' | 'codes' | 'random' | 'sealing' | 'storage'>,
  ) => {
    const { ClientId, Username: username, SecretHash: secretHash } = input
    const { client, pool } = await requireAppClient(ports, refuse, ClientId)
    checkSecretHash(refuse, client, { username, secretHash, use: 'account' })
    const details = await resendConfirmationCode(ports, refuse, { pool, client, username, request })
    return { CodeDeliveryDetails: details }
  },
)
