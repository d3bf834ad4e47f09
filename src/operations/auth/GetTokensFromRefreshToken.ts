import { checkClientSecret } from '../../flows/app-clients/check-client-secret.ts'
import { refreshTokens } from '../../flows/tokens/refresh-tokens.ts'
import { requireAppClient } from '../../flows/app-clients/require-app-client.ts'
import type { TriggerPorts } from '../../flows/triggers/trigger.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { authenticationResult } from './authentication-result.ts'
import { refreshRefusal } from './refresh-refusal.ts'

export const GetTokensFromRefreshToken = operation(
  'GetTokensFromRefreshToken',
  async (
    { input, refuse, request },
    ports: TriggerPorts & Pick<Ports, 'addresses' | 'clock' | 'sealing' | 'storage'>,
  ) => {
    const { client, pool } = await requireAppClient(ports, refuse, input.ClientId)
    const proof = checkClientSecret(client, input.ClientSecret)
    if (proof === 'missing') {
      const text = `Client ${client.id} is configured for secret but secret was not received`
      throw refuse('NotAuthorizedException', text)
    }
    if (proof === 'wrong')
      throw refuse('NotAuthorizedException', `Unable to verify secret hash for client ${client.id}`)

    const { RefreshToken: refreshToken, DeviceKey: deviceKey, ClientMetadata: clientMetadata } = input
    const presented = { pool, client, request, refreshToken, deviceKey, clientMetadata }
    const outcome = await refreshTokens(ports, presented)
    if (outcome.kind !== 'refreshed') {
      throw refreshRefusal(refuse, outcome, () => refuse('RefreshTokenReuseException', 'Refresh token reuse detected'))
    }
    return { AuthenticationResult: authenticationResult(outcome.tokens, outcome.refreshToken) }
  },
)
