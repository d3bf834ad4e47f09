import { checkSecretHash } from '../../flows/check-secret-hash.ts'
import { confirmPassword } from '../../flows/recover-password-confirm.ts'
import { requireAppClient } from '../../flows/require-app-client.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ConfirmForgotPassword = operation(
  'ConfirmForgotPassword',
  async (
    { input, refuse, request },
    ports: Pick<Ports, 'clock' | 'compromisedPasswords' | 'passwordWork' | 'random' | 'sealing' | 'storage'>,
  ) => {
    const { Username: username, SecretHash: secretHash, ConfirmationCode: code, Password: password } = input
    const { client, pool } = await requireAppClient(ports, refuse, input.ClientId)
    checkSecretHash(refuse, client, { username, secretHash, use: 'account' })
    await confirmPassword(ports, refuse, { pool, client, username, code, password, request })
    return {}
  },
)
