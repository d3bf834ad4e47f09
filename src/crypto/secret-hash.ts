import { createHmac } from 'node:crypto'
import { isEqualText } from './constant-time.ts'

/** SECRET_HASH: `username` is the USERNAME of that very call, as the client sent it. */
export function secretHash(clientSecret: string, username: string, clientId: string): string {
  return createHmac('sha256', clientSecret).update(username).update(clientId).digest('base64')
}

/** Whether a SECRET_HASH fits one of the client's secrets; every secret is tried, whichever fits. */
export function isSecretHash(
  candidate: string,
  clientSecrets: readonly string[],
  username: string,
  clientId: string,
): boolean {
  return clientSecrets.filter((secret) => isEqualText(candidate, secretHash(secret, username, clientId))).length > 0
}
