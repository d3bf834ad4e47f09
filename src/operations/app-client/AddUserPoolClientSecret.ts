import { newClientSecret } from '../../crypto/identifiers.ts'
import { addedClientSecret, mostClientSecrets, renderClientSecret } from '../../domain/app-clients/client-secret.ts'
import { changeClientSecrets } from '../../flows/app-clients/change-client-secrets.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

/** Cognito: tells the value of a secret that it made, not of one that was brought. */
export const AddUserPoolClientSecret = operation(
  'AddUserPoolClientSecret',
  async ({ input, refuse }, ports: Pick<Ports, 'storage' | 'clock' | 'random'>) => {
    const value = input.ClientSecret ?? newClientSecret(ports.random.bytes)
    const client = await changeClientSecrets(ports, refuse, input, (before) => {
      if (before.secrets.length === 0 || before.configuration.ClientType === 'DCR') {
        throw refuse('InvalidParameterException', 'A secret can only be added to a regular client that has one.')
      }
      if (before.secrets.length >= mostClientSecrets) {
        throw refuse('LimitExceededException', `A client can have at most ${mostClientSecrets} secrets.`)
      }
      if (before.secrets.some((secret) => secret.value === value)) {
        throw refuse('InvalidParameterException', 'The client has this secret already.')
      }
      return [...before.secrets, addedClientSecret(before, value, ports.clock.now())]
    })
    const added = client.secrets.at(-1)
    return {
      ClientSecretDescriptor: added && {
        ...renderClientSecret(added),
        ClientSecretValue: input.ClientSecret === undefined ? value : undefined,
      },
    }
  },
)
