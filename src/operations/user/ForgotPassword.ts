import { checkSecretHash } from '../../flows/app-clients/check-secret-hash.ts'
import type { DeliveryPorts } from '../../flows/messages/deliver-code.ts'
import { recoverPassword } from '../../flows/password-changes/recover-password.ts'
import { requireAppClient } from '../../flows/app-clients/require-app-client.ts'
import type { Ports } from '../../ports/ports.ts'
import { originOfPublicRequest } from '../auth/request-origin.ts'
import { operation } from '../operation.ts'

export const ForgotPassword = operation(
  'ForgotPassword',
  async ({ input, refuse, request }, ports: DeliveryPorts & Pick<Ports, 'passwordWork'>) => {
    const { ClientId, Username: username, SecretHash: secretHash } = input
    const { client, pool } = await requireAppClient(ports, refuse, ClientId)
    const origin = originOfPublicRequest(request, client, input.UserContextData)
    checkSecretHash(refuse, client, { username, secretHash, use: 'account' })
    const asked = { pool, client, username, request: origin, clientMetadata: input.ClientMetadata }
    const details = await recoverPassword(ports, refuse, asked)
    return { CodeDeliveryDetails: details }
  },
)
