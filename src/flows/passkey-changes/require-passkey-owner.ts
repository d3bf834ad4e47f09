import type { Refuse } from '../../contract/refusal.ts'
import type { Ports } from '../../ports/ports.ts'
import type { ValidAccessToken } from '../tokens/check-access-token.ts'
import { requireAccessTokenOnly } from '../tokens/require-access-token.ts'
import { requireOwnPassword } from './require-own-password.ts'

/** The signed-in user whose passkeys these are, for operations that have one exception for every token that is no good. */
export async function requirePasskeyOwner(
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
  refuse: Refuse<'NotAuthorizedException' | 'PasswordResetRequiredException'>,
  accessToken: string,
): Promise<ValidAccessToken> {
  const token = await requireAccessTokenOnly(
    ports,
    (_exception, message) => refuse('NotAuthorizedException', message),
    accessToken,
  )
  requireOwnPassword(refuse, token.user)
  return token
}
