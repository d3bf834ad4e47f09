import { checkSecretHash } from '../../flows/app-clients/check-secret-hash.ts'
import { confirmSignUp } from '../../flows/users/confirm-sign-up.ts'
import { requireAppClient } from '../../flows/app-clients/require-app-client.ts'
import { sessionOfConfirmation } from '../../flows/users/sign-up-session.ts'
import type { TriggerPorts } from '../../flows/triggers/trigger.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ConfirmSignUp = operation(
  'ConfirmSignUp',
  async ({ input, refuse, request }, ports: TriggerPorts & Pick<Ports, 'clock' | 'random' | 'sealing' | 'storage'>) => {
    const { Username: username, SecretHash: secretHash, ConfirmationCode: code } = input
    const { client, pool } = await requireAppClient(ports, refuse, input.ClientId)
    checkSecretHash(refuse, client, { username, secretHash, use: 'account' })
    const { ForceAliasCreation: forceAliasCreation = false, ClientMetadata: clientMetadata } = input
    const confirmation = {
      pool,
      client,
      username,
      code,
      forceAliasCreation,
      request,
      clientMetadata,
      session: input.Session,
    }
    const confirmed = await confirmSignUp(ports, refuse, confirmation)
    const Session = sessionOfConfirmation(ports, { pool, client }, confirmed)
    return Session === undefined ? {} : { Session }
  },
)
