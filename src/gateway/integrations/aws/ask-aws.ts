import { strictPath } from '../../../http/sigv4-canonical.ts'
import { signedHeaders } from '../../../http/sigv4-sign.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Principal } from '../../exchange/principal.ts'
import type { ApiExtras } from '../../definition/api-extras.ts'
import type { AwsService } from '../../definition/aws-action.ts'
import { findHeader, withoutHeaders, type HeaderList } from '../../../http/header-list.ts'
import { splitPath } from '../../definition/endpoint-uri.ts'
import { askUpstream, type HttpResources, type WholeRequest } from '../mapped/ask-upstream.ts'
import type { EndpointOutcome } from '../mapped/endpoint.ts'
import { credentialsOf, type AwsIdentities } from './credentials-of.ts'

export interface AwsCaller extends AwsIdentities {
  readonly clock: Clock
}

export interface ServiceResources extends HttpResources {
  readonly aws: AwsCaller
}

/** Not even a mapping sets these: they say who calls, whom, and when. */
const OF_THE_SIGNATURE = new Set([
  'authorization',
  'content-length',
  'host',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
])

export interface ServiceCaller {
  readonly extras: ApiExtras
  readonly principal: Principal | undefined
}

/** Sends a request to a service of AWS, signed as whom the definition says, and waits for its whole answer. */
export async function askService(
  { host, identity, origin, region, signingName }: AwsService,
  request: WholeRequest,
  { extras, principal, ...resources }: ServiceResources & ServiceCaller,
): Promise<EndpointOutcome> {
  const { clock } = resources.aws
  const key = await credentialsOf(identity, principal, resources.aws)
  if (key.kind !== 'found') {
    return { kind: key.kind === 'refused' ? 'misconfigured' : 'unavailable', reason: key.reason }
  }
  const { path, query } = splitPath(request.path)
  const url = { host, pathname: strictPath(path), search: query === '' ? '' : `?${query}` }
  const headers = withoutHeaders(request.headers, (name) => OF_THE_SIGNATURE.has(name))
  const signed = signedHeaders(
    { method: request.method, url, headers: toSign(headers), body: request.bytes },
    { credentials: key.accessKey, region, service: signingName, now: clock.now() },
  )
  const unsigned = withoutHeaders(headers, (name) => Object.hasOwn(signed, name))
  const framing: HeaderList =
    request.bytes.length === 0 ? [] : [['Content-Length', String(request.bytes.length)] as const]
  const sent = {
    ...request,
    path: `${url.pathname}${url.search}`,
    headers: [...unsigned, ...Object.entries(signed), ...framing],
  }
  return askUpstream(origin, sent, { ...resources, extras })
}

/** What the service reads; the rest may change on the way. */
function toSign(headers: HeaderList): Record<string, string> {
  const names = new Set(headers.map(([name]) => name.toLowerCase()))
  return Object.fromEntries(
    [...names]
      .filter((name) => name === 'content-type' || name.startsWith('x-amz-'))
      .map((name) => [name, findHeader(headers, name) ?? '']),
  )
}
