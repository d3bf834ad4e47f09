import { parseCanonicalPath, spellSegment } from '../request/canonical-path.ts'
import type { HttpProxyIntegration } from '../definition/integration.ts'
import type { ParameterMapping } from '../definition/parameter-mapping.ts'
import type { RoutedExchange } from '../exchange.ts'
import { mappedText, pathParameter, queryValues } from '../mapping/parameter-mapping.ts'
import { spellQuery } from '../request/request-query.ts'

export interface ProxyTarget {
  readonly origin: string
  /** Path and query. */
  readonly path: string
}

/** Where a request goes: the integration's URI with its parameters filled in; undefined for a path no backend may see. */
export function proxyTarget(integration: HttpProxyIntegration, exchange: RoutedExchange): ProxyTarget | undefined {
  const { origin, path: template, query: uriQuery } = splitUri(integration.uri)
  const path = pathOf(template, integration, exchange)
  if (path === undefined) return undefined
  const query = [fill(uriQuery, integration, exchange, encodeURIComponent), queryOf(integration, exchange)]
  const queryText = query.filter((part) => part !== '').join('&')
  return { origin, path: queryText === '' ? path : `${path}?${queryText}` }
}

export function originOf(uri: string): string {
  return splitUri(uri).origin
}

export function splitUri(uri: string) {
  const [, origin = '', rest = ''] = /^(https?:\/\/[^/?#]+)(.*)$/i.exec(uri) ?? []
  const mark = rest.indexOf('?')
  const path = mark === -1 ? rest : rest.slice(0, mark)
  return {
    origin: origin.toLowerCase(),
    path: path === '' ? '/' : path,
    query: mark === -1 ? '' : rest.slice(mark + 1),
  }
}

function pathOf(template: string, integration: HttpProxyIntegration, exchange: RoutedExchange): string | undefined {
  const override = integration.mappings.find(({ target, name }) => target === 'path' && name === '')
  const text =
    override === undefined
      ? fill(template, integration, exchange, (value) => value) + wholePath(template, exchange)
      : (mappedText(override.value, exchange) ?? '')
  // Filled-in values went through the guard, but a mapped header or literal did not: look at the whole once more.
  return parseCanonicalPath(text)?.text
}

/** A `$default` route appends the path it was called with. */
function wholePath(template: string, { match, request }: RoutedExchange): string {
  if (match.route.path !== '$default') return ''
  return template.endsWith('/') ? request.path.text.slice(1) : request.path.text
}

function fill(
  template: string,
  integration: HttpProxyIntegration,
  exchange: RoutedExchange,
  encode: (value: string) => string,
): string {
  return template.replaceAll(/\{([^}+]+)\+?\}/g, (_, name: string) => {
    const mapping = integration.mappings.find(({ target, name: mapped }) => target === 'path' && mapped === name)
    return encode(mapping === undefined ? (pathParameter(exchange, name) ?? '') : mappedSegment(mapping, exchange))
  })
}

function mappedSegment({ value }: ParameterMapping, exchange: RoutedExchange): string {
  const [first, ...others] = value
  if (first?.from === 'path' && others.length === 0) return pathParameter(exchange, first.name) ?? ''
  return spellSegment(mappedText(value, exchange) ?? '')
}

/** Cognito: a REST API decodes the query and encodes it again; an HTTP API hands it on as it is, unless mapped. */
function queryOf(integration: HttpProxyIntegration, exchange: RoutedExchange): string {
  const { definition, request } = exchange
  const mappings = integration.mappings.filter(({ target }) => target === 'querystring')
  if (definition.kind === 'HTTP' && mappings.length === 0) return request.query.text
  let pairs = request.query.pairs
  for (const mapping of mappings) {
    if (mapping.action !== 'append') pairs = pairs.filter(([name]) => name !== mapping.name)
    if (mapping.action === 'remove') continue
    const mapped = mappedQueryValues(mapping, exchange).map((value) => [mapping.name, value] as const)
    pairs = [...pairs, ...mapped]
  }
  return spellQuery(pairs)
}

function mappedQueryValues({ value }: ParameterMapping, exchange: RoutedExchange): readonly string[] {
  const [first, ...others] = value
  if (first?.from === 'multi-value-querystring' && others.length === 0) return queryValues(exchange, first.name)
  const text = mappedText(value, exchange)
  return text === undefined ? [] : [text]
}
