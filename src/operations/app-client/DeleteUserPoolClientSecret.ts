import { changeClientSecrets } from '../../flows/app-clients/change-client-secrets.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DeleteUserPoolClientSecret = operation(
  'DeleteUserPoolClientSecret',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    await changeClientSecrets(ports, refuse, input, ({ secrets }) => {
      const kept = secrets.filter(({ id }) => id !== input.ClientSecretId)
      if (kept.length === secrets.length) {
        throw refuse('ResourceNotFoundException', 'User pool client secret does not exist.')
      }
      if (kept.length === 0) {
        throw refuse('InvalidParameterException', 'The last secret of a client cannot be deleted.')
      }
      return kept
    })
    return {}
  },
)
