import type { BodyValidator, RequiredParameter } from '../definition/request-validation.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import type { Connection } from '../integrations/connection.ts'
import { failureOutcome } from '../integrations/integration-failure.ts'
import { mediaType } from '../mapping/choose-template.ts'
import { pathParameter } from '../mapping/parameter-mapping.ts'
import type { PayloadLimits } from '../mapping/payload.ts'
import type { PipelineOutcome } from '../exchange/pipeline-outcome.ts'
import { decompressedBody } from '../request/decompression.ts'
import { findHeader } from '../../http/header-list.ts'
import { gatewayResponse, type GatewayError } from '../responses/gateway-responses.ts'
import { parseJson } from '../vtl/parse-json.ts'
import type { Step } from './step.ts'

/** What the method's request validator asks for: parameters that are there, and a body that fits its model. */
export const validateRequest: Step = (exchange, connection, { payloadLimits }) => {
  const { validation } = exchange.match.route
  if (validation === undefined) return undefined
  const missing = validation.requiredParameters.filter((parameter) => isMissing(parameter, exchange))
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ')
    const message = `Missing required request parameters: [${names}]`
    return refused(exchange, { type: 'BAD_REQUEST_PARAMETERS', message, validationError: message })
  }
  const contentType = mediaType(findHeader(exchange.request.headers, 'content-type')) ?? 'application/json'
  const validate = validation.bodies.get(contentType) ?? validation.bodies.get('$default')
  if (validate === undefined) return undefined
  return checkBody(exchange, connection, { validate, limits: payloadLimits })
}

interface BodyCheck {
  readonly limits: PayloadLimits
  readonly validate: BodyValidator
}

async function checkBody(
  exchange: RoutedExchange,
  connection: Connection,
  check: BodyCheck,
): Promise<PipelineOutcome | undefined> {
  const body = await connection.wholeBody()
  if (body.kind !== 'body') return failureOutcome(exchange, body)
  const readable = (await decompressedBody(exchange, body.bytes)) ?? body
  if (readable.kind !== 'body') return failureOutcome(exchange, readable)
  return validateBody(exchange, readable.bytes, check)
}

function validateBody(
  exchange: RoutedExchange,
  bytes: Buffer,
  { limits, validate }: BodyCheck,
): PipelineOutcome | undefined {
  const text = bytes.length === 0 ? '{}' : bytes.toString('utf8')
  if (text.length > limits.characters) {
    return failureOutcome(exchange, { kind: 'request-too-large', reason: 'JSON to validate is too large' })
  }
  const parsed = parseJson(text, limits)
  if (parsed.kind === 'too-complex') {
    return failureOutcome(exchange, { kind: 'request-too-large', reason: 'JSON to validate is too complex' })
  }
  const problems = parsed.kind === 'malformed' ? [parsed.problem] : validate(text)
  if (problems.length === 0) return undefined
  return refused(exchange, { type: 'BAD_REQUEST_BODY', validationError: `[${problems.join(', ')}]` })
}

/** Cognito: one that is blank is missing. */
function isMissing({ in: place, name }: RequiredParameter, exchange: RoutedExchange): boolean {
  return (valueOf(place, name, exchange) ?? '').trim() === ''
}

function valueOf(place: RequiredParameter['in'], name: string, exchange: RoutedExchange): string | undefined {
  switch (place) {
    case 'header':
      return findHeader(exchange.request.headers, name)
    case 'path':
      return pathParameter(exchange, name)
    case 'querystring':
      return exchange.request.query.pairs.findLast(([parameter]) => parameter === name)?.[1]
  }
}

/** What is wrong may hold what was sent, a password for one: it goes to the client, and not to the log. */
function refused(exchange: RoutedExchange, error: GatewayError): PipelineOutcome {
  // A body that was not read ends with the connection.
  const closes = exchange.request.hasBody
  return { kind: 'reply', reply: gatewayResponse(exchange, error), reason: error.type, closes }
}
