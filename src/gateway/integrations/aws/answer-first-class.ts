import type { ServiceIntegration, ServiceParameter } from '../../definition/aws-action.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import { mappedText } from '../../mapping/parameter-mapping.ts'
import type { Payload } from '../../mapping/payload.ts'
import { readsBody, selectedBody } from '../../mapping/selected-body.ts'
import type { Reply } from '../../exchange/reply.ts'
import type { Connection } from '../connection.ts'
import { httpResponseHeaders } from '../http-response-headers.ts'
import type { IntegrationFailure } from '../integration-failure.ts'
import { mappedReply } from '../mapped-reply.ts'
import { askService, type ServiceResources } from './ask-aws.ts'
import { actionRequest, type ParameterText } from './action-request.ts'

/** HTTP APIs: one action of a service; the client gets what the service answers. */
export async function answerService(
  integration: ServiceIntegration,
  exchange: RoutedExchange,
  connection: Connection,
  resources: Omit<ServiceResources, 'writer'>,
): Promise<{ readonly kind: 'reply'; readonly reply: Reply } | IntegrationFailure> {
  const { action, parameters, responses, service, timeoutMilliseconds } = integration
  const payload = await payloadOf(parameters, connection)
  if (payload !== undefined && 'kind' in payload) return payload
  const texts = parameters.flatMap((parameter) => parameterText(parameter, exchange, payload))
  const request = actionRequest(action, texts)
  if (request === undefined) return { kind: 'bad-request', reason: 'a parameter is not what the action takes' }
  const { definition, stage, traceId } = exchange
  const headers = [
    ...request.headers,
    ['User-Agent', `AmazonAPIGateway_${definition.apiId}`] as const,
    ['X-Amzn-Trace-Id', traceId] as const,
  ]
  const { writer } = connection
  const asked = { ...request, headers, timeoutMilliseconds }
  const outcome = await askService(service, asked, {
    ...resources,
    writer,
    extras: stage.extras,
    principal: exchange.principal,
  })
  if (outcome.kind !== 'response') return outcome
  const { body, headers: sent, selector } = outcome.response
  const status = Number(selector)
  exchange.phases.integrationAnswered({ ofEndpoint: status, ofFunction: status })
  if (stage.accessLog?.readsBackendIds === true) exchange.phases.backendAnswered(sent)
  const reply = { status, headers: httpResponseHeaders(sent), body }
  return { kind: 'reply', reply: mappedReply(responses, exchange, reply) }
}

/** `$request.body` is the whole body; what is inside of it is found in its beginning. */
async function payloadOf(parameters: readonly ServiceParameter[], connection: Connection) {
  if (!readsBody(parameters.map(({ value }) => value))) return undefined
  const body = await connection.wholeBody()
  if (body.kind !== 'body') return body
  return { ...selectedBody(body.bytes), text: body.bytes.toString('utf8') }
}

/** What is not there is left out: the service says what it misses. */
function parameterText(
  { form, name, value }: ServiceParameter,
  exchange: RoutedExchange,
  payload: Payload | undefined,
): readonly ParameterText[] {
  // A value inside of JSON must not break out of its text.
  const isInside = form === 'json' && value.length > 1
  const parts = value.map((part) => {
    const text = mappedText([part], exchange, payload)
    return isInside && part.from !== 'literal' && text !== undefined ? JSON.stringify(text).slice(1, -1) : text
  })
  const isMissing = parts.every((text, index) => text === undefined || value[index]?.from === 'literal')
  if (isMissing && value.some(({ from }) => from !== 'literal')) return []
  return [{ name, form, text: parts.map((text) => text ?? '').join('') }]
}
