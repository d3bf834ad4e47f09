import type { AppClient } from '../domain/app-clients/app-client.ts'
import { extraOf } from '../domain/extras/extras.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { authenticateClient } from './authenticate-client.ts'
import { checkProof } from './check-proof.ts'
import { redeemCode } from './grants/authorization-code.ts'
import { grantToClient } from './grants/client-credentials.ts'
import { deviceGrantType, grantToDevice } from './grants/device-code.ts'
import type { Grant, GrantPorts } from './grants/grant.ts'
import { refresh } from './grants/refresh-token.ts'
import { readForm } from './read-form.ts'
import { clientRefusal, errorResponse, jsonResponse, oauthError, type OAuthError } from './responses.ts'

/** Every way to tokens that this endpoint knows. */
const grants: ReadonlyMap<string, Grant> = new Map([
  ['authorization_code', redeemCode],
  ['refresh_token', refresh],
  ['client_credentials', grantToClient],
  [deviceGrantType, grantToDevice],
])

/** `POST /oauth2/token` (cognito-web contract, section 2.3). */
export async function token(request: DomainRequest, ports: GrantPorts & Pick<Ports, 'storage'>): Promise<HttpResponse> {
  const form = readForm(request)
  if (form.kind === 'error') return errorResponse(form)
  const grantType = form.find('grant_type')
  if (grantType === undefined) return errorResponse(oauthError('invalid_request'))
  const grant = grants.get(grantType)
  if (grant === undefined) return errorResponse(oauthError('unsupported_grant_type'))
  const authenticated = await authenticateClient(ports, request, form)
  if (authenticated.kind === 'error') return clientRefusal(request.domain.pool, authenticated)
  const { client } = authenticated
  const { pool } = request.domain
  const held = await readHeldKey(request, ports, client)
  if (held.kind === 'error') return errorResponse(held)
  const { keyThumbprint } = held
  const granted = await grant(ports, { pool, client, form, keyThumbprint, facts: request.facts })
  if (granted.kind === 'error') return errorResponse(granted)
  return jsonResponse(200, keyThumbprint === undefined ? granted.tokens : { ...granted.tokens, token_type: 'DPoP' })
}

interface HeldKey {
  readonly kind: 'key'
  readonly keyThumbprint: string | undefined
}

/** RFC 9449 section 5: whoever comes with a proof gets tokens that are worth nothing without the key. */
async function readHeldKey(
  request: DomainRequest,
  ports: Pick<Ports, 'clock' | 'storage'>,
  client: AppClient,
): Promise<HeldKey | OAuthError> {
  const wanted = extraOf(request.domain.pool, 'dpop', client)
  const isSent = request.headers.has('dpop')
  if (wanted === 'off' || (wanted === 'on' && !isSent)) return { kind: 'key', keyThumbprint: undefined }
  const proof = await checkProof(ports, request)
  const isGood = proof !== undefined && (await proof.spend())
  return isGood ? { kind: 'key', keyThumbprint: proof.thumbprint } : oauthError('invalid_dpop_proof')
}
