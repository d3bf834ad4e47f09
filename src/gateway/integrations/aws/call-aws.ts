import type { AwsServiceEndpoint, MappedIntegration } from '../../definition/mapped-integration.ts'
import { parseCanonicalPath } from '../../request/canonical-path.ts'
import { findHeader, withoutHeaders, type HeaderList } from '../../../http/header-list.ts'
import { spellQuery } from '../../request/request-query.ts'
import { bodilessMethods, bytesOf, type HttpCaller } from '../mapped/call-http.ts'
import type { EndpointOutcome, EndpointRequest } from '../mapped/endpoint.ts'
import { askService, type ServiceResources } from './ask-aws.ts'

/** REST: calls a service of AWS with what mappings made. Its status selects the response. */
export async function callService(
  endpoint: AwsServiceEndpoint & Pick<MappedIntegration, 'timeoutMilliseconds'>,
  caller: HttpCaller,
  request: EndpointRequest,
  resources: ServiceResources,
): Promise<EndpointOutcome> {
  const { service, timeoutMilliseconds } = endpoint
  const method = endpoint.method === 'ANY' ? caller.method : endpoint.method
  const path = filledPath(endpoint.path, request)
  if (path === undefined) return { kind: 'bad-request', reason: 'path not allowed after mapping' }
  // Values are spelled for a path, which leaves more as it is.
  const ownQuery = filled(endpoint.query, request, (value) => encodeURIComponent(decodeURIComponent(value)))
  const query = [ownQuery, spellQuery(request.query)].filter((part) => part !== '').join('&')
  return askService(
    service,
    {
      path: query === '' ? path : `${path}?${query}`,
      method,
      headers: headersOf(endpoint, method, { caller, request }),
      bytes: bytesOf(request, method),
      timeoutMilliseconds,
    },
    { ...resources, extras: caller.extras, principal: caller.principal },
  )
}

/** A value that is missing or leads elsewhere must not make a path of other segments out of it. */
function filledPath(template: string, request: EndpointRequest): string | undefined {
  const path = parseCanonicalPath(filled(template, request, (value) => value))
  const isWhole = path?.segments.every((segment) => segment !== '') ?? false
  return isWhole ? path?.text : undefined
}

function filled(template: string, { pathValues }: EndpointRequest, encode: (value: string) => string): string {
  return template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encode(pathValues.get(name) ?? ''))
}

/** What mappings made, the action's own, and what API Gateway adds where they left it out. */
function headersOf(
  { headers: ofAction }: AwsServiceEndpoint,
  method: string,
  { caller, request }: { readonly caller: HttpCaller; readonly request: EndpointRequest },
): HeaderList {
  const mapped = withoutHeaders(request.headers, (name) => name === 'x-amz-target' && ofAction.length > 0)
  const contentType = bodilessMethods.has(method) ? undefined : caller.contentType
  const defaults: HeaderList = [
    ...ofAction,
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${caller.apiId}`],
    ['X-Amzn-Trace-Id', caller.traceId],
    ...(contentType === undefined ? [] : [['Content-Type', contentType] as const]),
  ]
  return defaults.reduce<HeaderList>(
    (headers, header) => (findHeader(headers, header[0]) === undefined ? [...headers, header] : headers),
    mapped,
  )
}
