import { checkClientSecret } from '../../flows/app-clients/check-client-secret.ts'
import { grantMachineScopes } from '../../flows/tokens/grant-machine-scopes.ts'
import { issueMachineToken } from '../../flows/tokens/issue-machine-token.ts'
import { requireAppClient } from '../../flows/app-clients/require-app-client.ts'
import type { TriggerPorts } from '../../flows/triggers/trigger.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

/** Cognito: what the client credentials grant does, for a pool without a domain. */
export const GetClientToken = operation(
  'GetClientToken',
  async ({ input, refuse, request }, ports: TriggerPorts & Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    const { client, pool } = await requireAppClient(ports, refuse, input.ClientId)
    if (client.secrets.length === 0 || checkClientSecret(client, input.Secret) !== 'right') {
      throw refuse('NotAuthorizedException', `Unable to verify secret for client ${client.id}`)
    }
    const flows = client.configuration.ExplicitAuthFlows ?? []
    if (!flows.every((flow) => flow === 'ALLOW_CLIENT_TOKEN_AUTH') || flows.length === 0) {
      throw refuse('InvalidParameterException', 'CLIENT_TOKEN_AUTH flow not enabled for this client')
    }
    const granted = await grantMachineScopes(ports, { pool, client }, input.Scopes?.length ? input.Scopes : undefined)
    if (granted.kind === 'refused') {
      const text =
        granted.scope === undefined ? 'The client has no scopes.' : `Invalid scope requested: ${granted.scope}`
      throw refuse('InvalidParameterException', text)
    }
    const told = { userAgent: request.userAgent, clientMetadata: input.ClientMetadata }
    const issued = await issueMachineToken(ports, { pool, client, scopes: granted.scopes, ...told })
    // The contract knows no exception of triggers here.
    if (issued.kind === 'trigger-failed') throw refuse('InvalidParameterException', issued.message)
    const { accessToken, expiresInSeconds } = issued
    return {
      ClientAuthenticationResult: { AccessToken: accessToken, ExpiresIn: expiresInSeconds, TokenType: 'Bearer' },
    }
  },
)
