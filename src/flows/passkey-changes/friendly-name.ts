import type { Passkey } from '../../domain/factors/passkey.ts'

/** FriendlyCredentialName. Cognito: made by itself, from the kind of authenticator. */
export function friendlyName({ attachment, transports }: Pick<Passkey, 'attachment' | 'transports'>): string {
  const isOfDevice = attachment === undefined ? transports.includes('internal') : attachment === 'platform'
  return isOfDevice ? 'Platform passkey' : 'Roaming passkey'
}
