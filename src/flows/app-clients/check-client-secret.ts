import { isEqualText } from '../../crypto/constant-time.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'

/** Whether a client has shown its secret, where operations take it as it is. A public client need not have one. */
export function checkClientSecret(client: AppClient, presented: string | undefined): 'right' | 'missing' | 'wrong' {
  if (client.secrets.length === 0) return 'right'
  if (!presented) return 'missing'
  // Every secret is compared, so that time does not tell which was nearly right.
  const matches = client.secrets.filter(({ value }) => isEqualText(presented, value))
  return matches.length > 0 ? 'right' : 'wrong'
}
