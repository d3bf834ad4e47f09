import { checkSecretHash } from '../../flows/check-secret-hash.ts'
import { confirmSignUp } from '../../flows/confirm-sign-up.ts'
import { requireAppClient } from '../../flows/require-app-client.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ConfirmSignUp = operation(
  'ConfirmSignUp',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'sealing' | 'storage'>) => {
    const { Username: username, SecretHash: secretHash, ConfirmationCode: code } = input
    const { client, pool } = await requireAppClient(ports, refuse, input.ClientId)
    checkSecretHash(refuse, client, { username, secretHash, use: 'account' })
    const forceAliasCreation = input.ForceAliasCreation ?? false
    await confirmSignUp(ports, refuse, { pool, client, username, code, forceAliasCreation })
    return {}
  },
)
