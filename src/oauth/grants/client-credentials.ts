import { isOAuthFlowAllowed } from '../../domain/authorization/oauth-flows.ts'
import { grantMachineScopes } from '../../flows/tokens/grant-machine-scopes.ts'
import { issueMachineToken } from '../../flows/tokens/issue-machine-token.ts'
import { readClientMetadata } from '../read-client-metadata.ts'
import { readResource } from '../read-resource.ts'
import { oauthError, triggerError } from '../responses.ts'
import type { Grant } from './grant.ts'

/** RFC 6749 section 4.4: tokens for the client itself. Cognito: for the scopes of resource servers only. */
export const grantToClient: Grant = async (ports, { pool, client, form, keyThumbprint, facts: { userAgent } }) => {
  if (!isOAuthFlowAllowed(client, 'client_credentials') || client.secrets.length === 0)
    return oauthError('unauthorized_client')
  const named = form
    .find('scope')
    ?.split(' ')
    .filter((scope) => scope !== '')
  const granted = await grantMachineScopes(ports, { pool, client }, named)
  if (granted.kind === 'refused') return oauthError('invalid_scope')
  const clientMetadata = readClientMetadata(form.find('aws_client_metadata'))
  if (clientMetadata === 'malformed') return oauthError('invalid_request')
  const asked = readResource({ pool, client }, form)
  if (asked.kind === 'error') return asked
  const { scopes } = granted
  const { resource } = asked
  const issued = await issueMachineToken(ports, {
    pool,
    client,
    scopes,
    resource,
    keyThumbprint,
    userAgent,
    clientMetadata,
  })
  if (issued.kind === 'trigger-failed') return triggerError(issued)
  const { accessToken, expiresInSeconds } = issued
  return {
    kind: 'granted',
    tokens: {
      id_token: undefined,
      access_token: accessToken,
      refresh_token: undefined,
      expires_in: expiresInSeconds,
      token_type: 'Bearer',
    },
  }
}
