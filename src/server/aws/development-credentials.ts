import { findHeader } from '../../http/headers.ts'
import type { HttpRequest } from '../../http/message.ts'
import { parseSigV4Authorization } from '../../http/sigv4-authorization.ts'
import { noSigners, type RequestSigners } from '../../ports/request-signers.ts'
import type { Authenticate, CallerResult } from './aws-json-caller.ts'
import { isLoopbackAddress } from '../client-facts.ts'

/**
 * Development only: any access key is good from this machine, and no signature is checked.
 * The Authorization field must still be one of Signature Version 4: it carries the region to act in,
 * and a client that forgets to sign should learn of it here, not in production.
 */
export const developmentCredentials: Authenticate = async (request) => judge(request, 'cognito-idp')

/** The same for methods of APIs under AWS_IAM. */
export const developmentSigners: RequestSigners = {
  ...noSigners,
  isBelieved: ({ origin, sourceIp }) =>
    isLoopbackAddress(sourceIp) && (origin === undefined || !isForeignOrigin(origin)),
}

/** The same for the keys of functions. */
export const developmentKmsCredentials: Authenticate = async (request) => judge(request, 'kms')

/** The same for `@connections` of WebSocket APIs. */
export async function developmentConnections(request: HttpRequest): Promise<boolean> {
  return judge(request, 'execute-api').ok
}

/** The same for whoever follows revocations. */
export async function developmentFollowers(request: HttpRequest): Promise<boolean> {
  return judge(request, 'cognito-idp').ok
}

function judge(request: HttpRequest, service: string): CallerResult {
  if (!isLoopbackAddress(request.sourceIp) || isForeignPage(request)) {
    const message = 'The security token included in the request is invalid.'
    return { ok: false, exception: 'UnrecognizedClientException', message }
  }
  if (!request.headers.has('authorization')) {
    return { ok: false, exception: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' }
  }
  const parsed = parseSigV4Authorization(findHeader(request.headers, 'authorization') ?? '')
  if (!parsed.ok || parsed.authorization.scope.service !== service) {
    const message = `The Authorization header is not one of AWS Signature Version 4 for ${service}.`
    return { ok: false, exception: 'IncompleteSignatureException', message }
  }
  const { accessKeyId, scope } = parsed.authorization
  return { ok: true, caller: { accessKeyId, region: scope.region } }
}

function isForeignPage({ headers }: HttpRequest): boolean {
  return headers.has('origin') && isForeignOrigin(findHeader(headers, 'origin') ?? '')
}

/** Any origin is answered, and here no secret is needed: a page from elsewhere must not act as operator. */
function isForeignOrigin(origin: string): boolean {
  return !/^https?:\/\/(?:(?:[a-z0-9-]+\.)*localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/.test(origin)
}
