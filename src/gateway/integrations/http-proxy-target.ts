import { parseCanonicalPath, spellSegment } from '../request/canonical-path.ts'
import type { HttpProxyIntegration } from '../definition/integration.ts'
import type { ParameterMapping } from '../definition/parameter-mapping.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import type { Payload } from '../mapping/payload.ts'
import { mappedText, pathParameter, queryValues } from '../mapping/parameter-mapping.ts'
import { splitUri } from '../definition/endpoint-uri.ts'
import { onceForEach } from '../once-for-each.ts'
import { spellQuery } from '../request/request-query.ts'

export interface ProxyTarget {
  readonly origin: string
  /** Path and query. */
  readonly path: string
}

/** Where a request goes: the integration's URI with its parameters filled in; undefined for a path no backend may see. */
export function proxyTarget(
  integration: HttpProxyIntegration,
  exchange: RoutedExchange,
  payload?: Payload,
): ProxyTarget | undefined {
  const sources = { exchange, payload }
  const { origin, path: template, query: uriQuery } = templateOf(integration)
  const path = pathOf(template, integration, sources)
  if (path === undefined) return undefined
  const own = uriQuery.length === 0 ? '' : fill(uriQuery, integration, sources, encodeURIComponent)
  const passed = queryOf(integration, sources)
  const query = own === '' || passed === '' ? own + passed : `${own}&${passed}`
  return { origin, path: query === '' ? path : `${path}?${query}` }
}

/** A piece of a URI: a text as it is, or the name of what stands there. */
type Piece = { readonly text: string } | { readonly name: string }

const templateOf = onceForEach(({ uri }: HttpProxyIntegration) => {
  const { origin, path, query } = splitUri(uri)
  return { origin, path: piecesOf(path), query: piecesOf(query) }
})

function piecesOf(template: string): readonly Piece[] {
  return template
    .split(/(\{[^}+]+\+?\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const name = /^\{([^}+]+)\+?\}$/.exec(piece)?.[1]
      return name === undefined ? { text: piece } : { name }
    })
}

/** What mappings read. */
interface Sources {
  readonly exchange: RoutedExchange
  readonly payload: Payload | undefined
}

function pathOf(template: readonly Piece[], integration: HttpProxyIntegration, sources: Sources): string | undefined {
  const override = integration.mappings.find(({ target, name }) => target === 'path' && name === '')
  const text =
    override === undefined
      ? unmappedPath(template, integration, sources)
      : (mappedText(override.value, sources.exchange, sources.payload) ?? '')
  // Filled-in values went through the guard, but a mapped header or literal did not: look at the whole once more.
  return parseCanonicalPath(text)?.text
}

function unmappedPath(template: readonly Piece[], integration: HttpProxyIntegration, sources: Sources): string {
  const { exchange } = sources
  if (integration.behind?.path === 'request') return pathWithStage(exchange)
  return fill(template, integration, sources, (value) => value) + wholePath(template, exchange)
}

/** Cognito: what is behind a VPC link of an HTTP API sees the stage. */
function pathWithStage({ request, stage: { name } }: RoutedExchange): string {
  return name === '$default' ? request.path.text : `/${name}${request.path.text}`
}

/** A `$default` route appends the path it was called with. */
function wholePath(template: readonly Piece[], { match, request }: RoutedExchange): string {
  if (match.route.path !== '$default') return ''
  const last = template.at(-1)
  return last !== undefined && 'text' in last && last.text.endsWith('/')
    ? request.path.text.slice(1)
    : request.path.text
}

function fill(
  template: readonly Piece[],
  integration: HttpProxyIntegration,
  sources: Sources,
  encode: (value: string) => string,
): string {
  let filled = ''
  for (const piece of template) {
    filled += 'text' in piece ? piece.text : encode(valueOf(piece.name, integration, sources))
  }
  return filled
}

function valueOf(name: string, { mappings }: HttpProxyIntegration, sources: Sources): string {
  const mapping = mappings.find(({ target, name: mapped }) => target === 'path' && mapped === name)
  return mapping === undefined ? (pathParameter(sources.exchange, name) ?? '') : mappedSegment(mapping, sources)
}

function mappedSegment({ value }: ParameterMapping, { exchange, payload }: Sources): string {
  const [first, ...others] = value
  if (first?.from === 'path' && others.length === 0) return pathParameter(exchange, first.name) ?? ''
  return spellSegment(mappedText(value, exchange, payload) ?? '')
}

/** Cognito: a REST API decodes the query and encodes it again; an HTTP API hands it on as it is, unless mapped. */
function queryOf(integration: HttpProxyIntegration, { exchange, payload }: Sources): string {
  const { definition, request } = exchange
  if (integration.mappings.length === 0 && (definition.kind === 'HTTP' || request.query.text === '')) {
    return request.query.text
  }
  const mappings = integration.mappings.filter(({ target }) => target === 'querystring')
  if (definition.kind === 'HTTP' && mappings.length === 0) return request.query.text
  let pairs = request.query.pairs
  for (const mapping of mappings) {
    if (mapping.action !== 'append') pairs = pairs.filter(([name]) => name !== mapping.name)
    if (mapping.action === 'remove') continue
    const mapped = mappedQueryValues(mapping, { exchange, payload }).map((value) => [mapping.name, value] as const)
    pairs = [...pairs, ...mapped]
  }
  return spellQuery(pairs)
}

function mappedQueryValues({ value }: ParameterMapping, { exchange, payload }: Sources): readonly string[] {
  const [first, ...others] = value
  if (first?.from === 'multi-value-querystring' && others.length === 0) return queryValues(exchange, first.name)
  const text = mappedText(value, exchange, payload)
  return text === undefined ? [] : [text]
}
