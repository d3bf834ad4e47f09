import type { AuthenticationResultType } from '../../contract/shapes.gen.ts'
import type { ProvenSignIn } from '../../flows/sessions/authenticated.ts'
import type { IssuedTokens } from '../../flows/tokens/issue-tokens.ts'

/** AuthenticationResult, with the new device's name where a sign-in made one. */
export function authenticationResult(
  { accessToken, idToken, expiresInSeconds }: IssuedTokens,
  refreshToken: string | undefined,
  newDevice?: ProvenSignIn['newDevice'],
): AuthenticationResultType {
  return {
    AccessToken: accessToken,
    ExpiresIn: expiresInSeconds,
    TokenType: 'Bearer',
    RefreshToken: refreshToken,
    IdToken: idToken,
    NewDeviceMetadata: newDevice && { DeviceKey: newDevice.deviceKey, DeviceGroupKey: newDevice.deviceGroupKey },
  }
}
