import { isExtraAnywhere } from '../../domain/extras/extras.ts'
import { redeemDeviceCode, type DeviceCodeRefusal } from '../../flows/device-grant/redeem-device-code.ts'
import { isDeviceClient } from '../is-device-client.ts'
import { readResource } from '../read-resource.ts'
import { oauthError, type OAuthError } from '../responses.ts'
import type { Grant } from './grant.ts'

export const deviceGrantType = 'urn:ietf:params:oauth:grant-type:device_code'

/** RFC 8628 section 3.4. A pool where nobody has it does not know the grant, as Cognito does not. */
export const grantToDevice: Grant = async (ports, { pool, client, form, keyThumbprint, facts: request }) => {
  if (!isExtraAnywhere(pool, 'device-grant')) return oauthError('unsupported_grant_type')
  if (!isDeviceClient(pool, client)) return oauthError('unauthorized_client')
  const deviceCode = form.find('device_code')
  if (deviceCode === undefined) return oauthError('invalid_request')
  const asked = readResource({ pool, client }, form)
  if (asked.kind === 'error') return asked
  const { resource } = asked
  const redeemed = await redeemDeviceCode(ports, { pool, client, request, deviceCode, resource, keyThumbprint })
  if (redeemed.kind === 'device-code-refused') return refusalError(redeemed)
  const { tokens, refreshToken } = redeemed
  return {
    kind: 'granted',
    tokens: {
      id_token: tokens.idToken,
      access_token: tokens.accessToken,
      refresh_token: refreshToken,
      expires_in: tokens.expiresInSeconds,
      token_type: 'Bearer',
    },
  }
}

/** RFC 8628 section 3.5. */
function refusalError({ reason, detail }: DeviceCodeRefusal): OAuthError {
  switch (reason) {
    case 'pending':
      return oauthError('authorization_pending')
    case 'asked-too-soon':
      return oauthError('slow_down')
    case 'denied':
      return oauthError('access_denied')
    case 'expired':
      return oauthError('expired_token')
    case 'trigger-failed':
      return oauthError('invalid_request', detail)
    case 'code-invalid':
    case 'attributes-unreadable':
      return oauthError('invalid_grant')
  }
}
