import { beginDeviceGrant, deviceCodeSeconds } from '../flows/device-grant/begin-device-grant.ts'
import { devicePath } from '../flows/authorization/device-pages.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { authenticateClient } from './authenticate-client.ts'
import { isDeviceClient } from './is-device-client.ts'
import { readForm } from './read-form.ts'
import { clientRefusal, errorResponse, jsonResponse, oauthError } from './responses.ts'

/** `POST /oauth2/device_authorization` (RFC 8628 section 3.1): a device asks to be signed in at a browser elsewhere. */
export async function authorizeDevice(
  request: DomainRequest,
  ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>,
): Promise<HttpResponse> {
  const { domain, facts } = request
  const form = readForm(request)
  if (form.kind === 'error') return errorResponse(form)
  const authenticated = await authenticateClient(ports, request, form)
  if (authenticated.kind === 'error') return clientRefusal(domain.pool, authenticated)
  const { client } = authenticated
  if (!isDeviceClient(domain.pool, client)) return errorResponse(oauthError('unauthorized_client'))
  const begun = await beginDeviceGrant(ports, {
    domain,
    client,
    scope: form.find('scope'),
    acrValues: form.find('acr_values')?.split(' ') ?? [],
    sourceIp: facts.sourceIp,
  })
  if (begun.kind === 'refused') return jsonResponse(400, { error: begun.error, error_description: begun.description })
  if (begun.kind === 'too-many') return jsonResponse(429, { error: 'too_many_requests' })
  const { deviceCode, userCode, intervalSeconds } = begun
  const page = `${domain.baseUrl}${devicePath}`
  return jsonResponse(200, {
    device_code: deviceCode,
    user_code: userCode,
    verification_uri: page,
    verification_uri_complete: `${page}?user_code=${userCode}`,
    expires_in: deviceCodeSeconds,
    interval: intervalSeconds,
  })
}
