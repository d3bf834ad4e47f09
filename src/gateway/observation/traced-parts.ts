import type { FunctionResult } from '../../ports/functions.ts'
import type { SpanAttributes, SpanEnd, SpanStart } from '../../ports/tracer.ts'
import type { AwsService } from '../definition/aws-action.ts'
import type { MappedEndpoint } from '../definition/mapped-integration.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import { splitUri } from '../definition/endpoint-uri.ts'
import type { PipelineOutcome } from '../exchange/pipeline-outcome.ts'
import type { TracedPart } from './in-span.ts'

/** A span of a part, before its parent is known. */
export type PartStart = Omit<SpanStart, 'parent'>

/** Who the caller is, and whether it may. */
export const authorizerPart: TracedPart<RoutedExchange, { readonly kind: 'allowed' | 'reply' }> = {
  begins({ match }) {
    const { authorization } = match.route
    if (authorization.kind === 'none') return undefined
    const { kind } = authorization.authorizer
    return { name: `authorizer ${kind}`, kind: 'internal', attributes: { 'sallyport.authorizer.kind': kind } }
  },
  ends: ({ kind }) => ({ attributes: { 'sallyport.authorizer.allowed': kind === 'allowed' } }),
}

/** The function of a Lambda authorizer; what is remembered of it asks nobody. */
export function authorizerFunctionPart(functionArn: string): TracedPart<RoutedExchange, FunctionResult> {
  return {
    begins: () => invocation(functionArn),
    ends: ({ kind }) => ({ attributes: {}, failure: kind === 'success' ? undefined : kind }),
  }
}

/** The backend, whatever its kind. */
export const integrationPart: TracedPart<RoutedExchange, PipelineOutcome> = {
  begins({ match, request }) {
    const { integration } = match.route
    switch (integration.kind) {
      case 'lambda-proxy':
        return invocation(integration.functionArn)
      case 'http-proxy':
        return httpCall(integration, request.method)
      case 'service':
        return serviceCall(integration.service)
      case 'mapped':
        return endpointCall(integration.endpoint, request.method)
    }
  },
  ends(outcome, { match, phases }): SpanEnd {
    const { integration } = match.route
    const status = phases.integrationStatus()?.ofEndpoint
    const { kind } = integration.kind === 'mapped' ? integration.endpoint : integration
    const isHttp = kind !== 'lambda-proxy' && kind !== 'function'
    return {
      attributes: { 'http.response.status_code': isHttp ? status : undefined },
      failure: failureOf(outcome) ?? (isHttp ? statusFailure(status, 400) : undefined),
    }
  },
}

/** The status as the word for a failure, where it is one. */
export function statusFailure(status: number | undefined, from: 400 | 500): string | undefined {
  return status !== undefined && status >= from ? String(status) : undefined
}

function failureOf(outcome: PipelineOutcome): string | undefined {
  if (outcome.kind === 'client-gone') return 'client-gone'
  return outcome.kind === 'reply' ? failureKind(outcome.reason) : undefined
}

/** The kind of a failure, and nothing of what a backend or a function said. */
export function failureKind(reason: string | undefined): string | undefined {
  return /^([a-z-]{1,40}): /.exec(reason ?? '')?.[1]
}

export function endpointCall(endpoint: MappedEndpoint, asked: string): PartStart | undefined {
  switch (endpoint.kind) {
    case 'mock':
      return undefined
    case 'function':
      return invocation(endpoint.functionArn)
    case 'http':
      return httpCall(endpoint, asked)
    case 'aws-service':
      return serviceCall(endpoint.service)
  }
}

function serviceCall({ host, region, signingName }: AwsService): PartStart {
  return {
    name: `aws ${signingName}`,
    kind: 'client',
    attributes: {
      'rpc.system.name': 'aws-api',
      'rpc.service': signingName,
      'cloud.region': region,
      'server.address': host.replace(/:\d+$/, ''),
    },
  }
}

export function invocation(functionArn: string): PartStart {
  const [, , , region, , , name = functionArn] = functionArn.split(':')
  const attributes: SpanAttributes = {
    'faas.invoked_name': name,
    'faas.invoked_provider': 'aws',
    'faas.invoked_region': region,
  }
  return { name: `invoke ${name}`, kind: 'client', attributes }
}

/** The path as the definition has it: what stands in for its parameters is a person's, and a query may be a key. */
export function httpCall({ method, uri }: { readonly method: string; readonly uri: string }, asked: string): PartStart {
  const { origin, path } = splitUri(uri)
  const sent = method === 'ANY' ? asked : method
  const url = URL.parse(origin)
  return {
    name: sent,
    kind: 'client',
    attributes: {
      'http.request.method': sent,
      'url.scheme': url?.protocol.slice(0, -1),
      'url.template': path,
      'server.address': url?.hostname,
      'server.port': url === null ? undefined : Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
    },
  }
}
