import { checkSecretHash } from '../../flows/app-clients/check-secret-hash.ts'
import { confirmPassword } from '../../flows/password-changes/recover-password-confirm.ts'
import { requireAppClient } from '../../flows/app-clients/require-app-client.ts'
import type { TriggerPorts } from '../../flows/triggers/trigger.ts'
import type { Ports } from '../../ports/ports.ts'
import { originOfPublicRequest } from '../auth/request-origin.ts'
import { operation } from '../operation.ts'

export const ConfirmForgotPassword = operation(
  'ConfirmForgotPassword',
  async (
    { input, refuse, request },
    ports: TriggerPorts &
      Pick<Ports, 'addresses' | 'clock' | 'compromisedPasswords' | 'passwordWork' | 'sealing' | 'storage'>,
  ) => {
    const { Username: username, SecretHash: secretHash, ConfirmationCode: code, Password: password } = input
    const { client, pool } = await requireAppClient(ports, refuse, input.ClientId)
    const origin = originOfPublicRequest(request, client, input.UserContextData)
    checkSecretHash(refuse, client, { username, secretHash, use: 'account' })
    const confirmation = {
      pool,
      client,
      username,
      code,
      password,
      request: origin,
      clientMetadata: input.ClientMetadata,
    }
    await confirmPassword(ports, refuse, confirmation)
    return {}
  },
)
