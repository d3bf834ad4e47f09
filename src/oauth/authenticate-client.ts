import type { AppClient } from '../domain/app-clients/app-client.ts'
import { checkClientCredentials, type ClientCredentials } from '../flows/app-clients/check-client-credentials.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import { isRepeatedHeader } from '../http/headers.ts'
import type { Ports } from '../ports/ports.ts'
import type { OAuthForm } from './read-form.ts'
import { readBasicCredentials } from './read-basic-credentials.ts'
import { oauthError, type OAuthError } from './responses.ts'

export interface AuthenticatedClient {
  readonly kind: 'client'
  readonly client: AppClient
}

/**
 * The client that sends the form, proven by exactly one method: its secret in the Authorization header, its secret in
 * the form, or, for a public client, its id alone (RFC 6749 section 2.3; OAU-07).
 */
export async function authenticateClient(
  ports: Pick<Ports, 'storage'>,
  request: DomainRequest,
  form: OAuthForm,
): Promise<AuthenticatedClient | OAuthError> {
  const presented = readCredentials(request, form)
  if ('kind' in presented) return presented
  const client = await checkClientCredentials(ports, request.domain.pool, presented)
  return client === undefined ? oauthError('invalid_client') : { kind: 'client', client }
}

function readCredentials({ headers }: DomainRequest, form: OAuthForm): ClientCredentials | OAuthError {
  const clientId = form.find('client_id')
  const secret = form.find('client_secret')
  if (isRepeatedHeader(headers, 'authorization')) return oauthError('invalid_request')
  const header = headers.get('authorization')?.[0]
  if (header !== undefined) {
    if (secret !== undefined) return oauthError('invalid_request')
    const basic = readBasicCredentials(header)
    if (basic === undefined) return oauthError('invalid_client')
    return clientId === undefined || clientId === basic.clientId ? basic : oauthError('invalid_request')
  }
  if (clientId === undefined) return oauthError('invalid_request')
  return { clientId, secrets: secret === undefined ? [] : [secret] }
}
