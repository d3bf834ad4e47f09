import type { Refuse } from '../../contract/refusal.ts'
import { isSecretHash } from '../../crypto/secret-hash.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'

/**
 * Cognito: three groups of operations word this in different ways: signing in, refreshing, and everything that people
 * do about their account without being signed in (contract, section 6).
 */
export type SecretHashUse = 'sign-in' | 'refresh' | 'account'

export interface SecretHashClaim {
  /** Exactly the USERNAME or Username of this call. */
  readonly username: string
  readonly secretHash: string | undefined
  readonly use: SecretHashUse
}

/** Refuses a call of a confidential client without the right SECRET_HASH. Public clients may send any, or none. */
export function checkSecretHash(
  refuse: Refuse<'NotAuthorizedException'>,
  client: AppClient,
  { username, secretHash, use }: SecretHashClaim,
): void {
  if (client.secrets.length === 0) return
  if (secretHash === undefined || secretHash === '') {
    const text =
      use === 'account'
        ? `Client ${client.id} is configured for secret but secret was not received`
        : `Client ${client.id} is configured with secret but SECRET_HASH was not received`
    throw refuse('NotAuthorizedException', text)
  }
  const secrets = client.secrets.map(({ value }) => value)
  if (isSecretHash(secretHash, secrets, username, client.id)) return
  const text =
    use === 'refresh'
      ? `SecretHash does not match for the client: ${client.id}`
      : `Unable to verify secret hash for client ${client.id}`
  throw refuse('NotAuthorizedException', text)
}
