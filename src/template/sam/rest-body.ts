import { jsonText } from '../json.ts'
import type { JsonObject } from '../json.ts'
import type { ApiEvent } from './api-event.ts'
import { mapAt, operationAt, operationKey, securityOf, withOperation } from './openapi-body.ts'
import { asOpenApi3 } from './openapi-version.ts'
import { withRestAuth } from './rest-auth.ts'
import { withRestCors } from './rest-cors.ts'
import { gatewayResponsesOf } from './rest-gateway-responses.ts'
import { checkRequestModel, requestValidators } from './rest-model.ts'
import { restOperation, restSecurity } from './rest-operation.ts'
import { withApiPolicy, withEventPolicy } from './rest-resource-policy.ts'
import { child, isTrue, listOf, madeFrom, mapOf, refuse, textOf } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'
import { writtenBody } from './written-body.ts'

/** The OpenAPI body of an `AWS::Serverless::Api`, in the order in which SAM adds to it: CORS first, then authorizers. */
export function restBody(api: SamNode, events: readonly ApiEvent[]): JsonObject {
  const written = writtenBody(api)
  const isOpenApi3 =
    written === undefined
      ? textOf(child(api, 'OpenApiVersion'))?.startsWith('3') === true
      : written.openapi !== undefined
  const merges = isTrue(child(api, 'MergeDefinitions'))
  let body = written ?? skeleton(api, isOpenApi3)
  // A body that someone wrote is theirs: events add to it only when the API asks for that.
  if (written === undefined || merges) body = withEvents(body, api, events, isOpenApi3)
  else body = withOverrides(body, api, events)
  body = events.reduce((result, event) => withEventPolicy(result, event, api), body)
  body = withRestCors(body, child(api, 'Cors'))
  body = withRestAuth(body, api)
  body = withApiPolicy(body, api)
  body = withExtensions(body, api)
  return isOpenApi3 ? asOpenApi3(body) : body
}

function skeleton(api: SamNode, isOpenApi3: boolean): JsonObject {
  const info = { version: '1.0', title: { Ref: 'AWS::StackName' } }
  const version = textOf(child(api, 'OpenApiVersion')) ?? '3.0.1'
  return { ...(isOpenApi3 ? { openapi: version } : { swagger: '2.0' }), info, paths: {} }
}

function withEvents(body: JsonObject, api: SamNode, events: readonly ApiEvent[], isOpenApi3: boolean): JsonObject {
  let result = body
  const added = new Set<string>()
  for (const event of events) {
    const key = `${event.method} ${event.path}`
    if (added.has(key)) {
      throw refuse(
        event.node,
        `${event.method.toUpperCase()} ${event.path} is defined twice.`,
        'Keep one of the events.',
      )
    }
    added.add(key)
    checkRequestModel(event, api)
    madeFrom(event.node, api, ['paths', event.path, operationKey(event.method)])
    const existing = operationAt(result, event.path, event.method) ?? {}
    result = withOperation(result, event.path, event.method, { ...existing, ...restOperation(event, api, isOpenApi3) })
  }
  const validators = requestValidators(events)
  if (Object.keys(validators).length === 0) return result
  const key = 'x-amazon-apigateway-request-validators'
  return { ...result, [key]: { ...mapAt(result, key), ...validators } }
}

function withOverrides(body: JsonObject, api: SamNode, events: readonly ApiEvent[]): JsonObject {
  return events.reduce((result, event) => {
    const auth = child(event.node, 'Auth')
    const operation = operationAt(result, event.path, event.method)
    if (operation === undefined || !isTrue(child(auth, 'OverrideApiAuth'))) return result
    const security = [...securityOf(operation), ...restSecurity(auth, api)]
    return withOperation(result, event.path, event.method, { ...operation, security })
  }, body)
}

function withExtensions(body: JsonObject, api: SamNode): JsonObject {
  const responses = gatewayResponsesOf(child(api, 'GatewayResponses'))
  const binary = (listOf(child(api, 'BinaryMediaTypes')) ?? []).map((type) => jsonText(type).replaceAll('~1', '/'))
  const models = mapOf(child(api, 'Models'))
  const disabled = child(api, 'DisableExecuteApiEndpoint').value
  const responsesKey = 'x-amazon-apigateway-gateway-responses'
  return {
    ...body,
    ...(Object.keys(responses).length > 0 && { [responsesKey]: { ...mapAt(body, responsesKey), ...responses } }),
    ...(binary.length > 0 && { 'x-amazon-apigateway-binary-media-types': binary }),
    ...(Object.keys(models).length > 0 && {
      definitions: {
        ...mapAt(body, 'definitions'),
        ...Object.fromEntries(Object.entries(models).map(([name, model]) => [name.toLowerCase(), model])),
      },
    }),
    ...(disabled !== undefined && {
      'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: disabled },
    }),
  }
}
