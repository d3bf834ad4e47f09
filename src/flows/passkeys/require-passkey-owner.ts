import type { Refuse } from '../../contract/refusal.ts'
import type { Ports } from '../../ports/ports.ts'
import type { ValidAccessToken } from '../check-access-token.ts'
import { requireAccessTokenOnly } from '../require-access-token.ts'

/** The signed-in user whose passkeys these are; the operations that ask have few exceptions. */
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
  if (token.user.status === 'RESET_REQUIRED') {
    throw refuse('PasswordResetRequiredException', 'Password reset required for the user')
  }
  return token
}
