import type { ApiDefinition } from '../definition/api.ts'
import type { GatewayResponseOverride } from '../definition/gateway-response.ts'
import { contextVariable } from '../observation/context-variables.ts'
import type { Exchange, RoutedExchange } from '../exchange/exchange.ts'
import { gatewayResponseTypes, type GatewayResponseName } from './gateway-response-types.ts'
import { findHeader, isWritableHeader, withHeader, type HeaderList } from '../../http/header-list.ts'
import { mappedText, pathParameter } from '../mapping/parameter-mapping.ts'
import { jsonReply, type Reply } from '../exchange/reply.ts'

export interface GatewayError {
  readonly type: GatewayResponseName
  /** Where it is not the type's own: functions that fail are 502 or 500, endpoints 504. */
  readonly status?: number
  readonly message?: string | null
  /** `$context.error.validationErrorString`. */
  readonly validationError?: string
  /** Where one type of response stands for several exceptions. */
  readonly errorType?: string
}

/** What a REST API answers in its own name: the template's override, else its default for 4XX or 5XX, else AWS's. */
export function gatewayResponse(exchange: Exchange | RoutedExchange, error: GatewayError): Reply {
  const { status, errorType, message } = resolveError(error)
  const override = findOverride(exchange.definition, error.type, status)
  const { type: responseType, validationError } = error
  const said = { message, responseType, ...(validationError !== undefined && { validationError }) }
  const plain = jsonReply(status, { [error.type === 'ACCESS_DENIED' ? 'Message' : 'message']: message }, [
    ['x-amzn-ErrorType', errorType],
  ])
  if (override === undefined) return { ...plain, error: said }
  const [contentType, template] = chooseTemplate(override.templates)
  const body = template === undefined ? plain.body : substitute(template, contentType, { exchange, error, message })
  const headers = override.headers.reduce<HeaderList>(
    (list, [name, parts]) => {
      const value = mappedText(parts, exchange)
      return value === undefined || !isWritableHeader(name, value) ? list : withHeader(list, name, value)
    },
    withHeader(plain.headers, 'Content-Type', contentType),
  )
  return { status: override.status ?? status, headers, body, error: said }
}

/** Where no stage is known yet: a host or a path that belongs to no API. */
export function forbidden(): Reply {
  return jsonReply(403, { message: 'Forbidden' }, [['x-amzn-ErrorType', 'ForbiddenException']])
}

function resolveError(error: GatewayError) {
  const type = gatewayResponseTypes[error.type]
  return {
    status: error.status ?? type.status ?? 500,
    errorType: error.errorType ?? type.errorType,
    message: error.message === undefined ? type.message : error.message,
  }
}

function findOverride(
  { gatewayResponses }: ApiDefinition,
  type: GatewayResponseName,
  status: number,
): GatewayResponseOverride | undefined {
  // AWS does not let this one be customised.
  if (type === 'REQUEST_TOO_LARGE') return undefined
  return gatewayResponses.get(type) ?? gatewayResponses.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX')
}

function chooseTemplate(templates: ReadonlyMap<string, string>): readonly [string, string | undefined] {
  const json = templates.get('application/json')
  if (json !== undefined) return ['application/json', json]
  for (const entry of templates) return entry
  return ['application/json', undefined]
}

interface SubstitutionValues {
  readonly exchange: Exchange | RoutedExchange
  readonly error: GatewayError
  readonly message: string | null
}

const NAME = String.raw`(?:context|stageVariables|method\.request)(?:\.[\w:-]+|\['[^'\]]+'\])+`
const VARIABLE = new RegExp(String.raw`\$(?:\{(${NAME})\}|(${NAME}))`, 'g')

/** Simple substitution. Values are escaped for the format they land in, where AWS inserts them as they are. */
function substitute(template: string, contentType: string, values: SubstitutionValues): string {
  return template.replaceAll(VARIABLE, (_, braced: string | undefined, plain: string) => {
    const name = braced ?? plain
    if (name === 'context.error.messageString') return JSON.stringify(values.message)
    return escapeFor(contentType, variable(name, values) ?? '')
  })
}

function variable(name: string, { exchange, error, message }: SubstitutionValues): string | undefined {
  if (name === 'context.error.message') return message ?? 'null'
  if (name === 'context.error.responseType') return error.type
  if (name === 'context.error.validationErrorString') return error.validationError ?? ''
  if (name.startsWith('context.error.')) return ''
  if (name.startsWith('context.')) return contextVariable(exchange, name.slice('context.'.length))
  if (name.startsWith('stageVariables.')) return exchange.stage.variables[name.slice('stageVariables.'.length)]
  const [, place, key = ''] = /^method\.request\.(header|querystring|path)\.(.+)$/.exec(name) ?? []
  if (place === 'header') return findHeader(exchange.request.headers, key)
  if (place === 'path') return pathParameter(exchange, key)
  return exchange.request.query.pairs.findLast(([parameter]) => parameter === key)?.[1]
}

function escapeFor(contentType: string, value: string): string {
  if (/json/i.test(contentType)) return JSON.stringify(value).slice(1, -1)
  if (!/html|xml/i.test(contentType)) return value
  return value.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
