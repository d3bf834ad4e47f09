import { isJsonObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import type { ApiEvent } from './api-event.ts'
import { child, mapOf, refuse, requireText } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

export function modelParameter(node: SamNode, isOpenApi3: boolean): readonly JsonObject[] {
  const model = child(node, 'RequestModel')
  if (model.value === undefined || isOpenApi3) return []
  const name = requireText(child(model, 'Model')).toLowerCase()
  const { Required: required } = mapOf(model)
  const parameter = { in: 'body', name, schema: { $ref: `#/definitions/${name}` } }
  return [required === undefined ? parameter : { ...parameter, required }]
}

export function modelBody(node: SamNode, isOpenApi3: boolean): JsonObject {
  const model = child(node, 'RequestModel')
  if (model.value === undefined || !isOpenApi3) return {}
  const schema = { $ref: `#/components/schemas/${requireText(child(model, 'Model')).toLowerCase()}` }
  const { Required: required } = mapOf(model)
  return { requestBody: { content: { 'application/json': { schema } }, ...(required !== undefined && { required }) } }
}

export function validatorOf(node: SamNode): JsonObject {
  const validator = validatorName(node)
  return validator === undefined ? {} : { 'x-amazon-apigateway-request-validator': validator }
}

function validatorName(node: SamNode): string | undefined {
  const { ValidateBody: body, ValidateParameters: parameters } = mapOf(child(node, 'RequestModel'))
  if (body === undefined && parameters === undefined) return undefined
  if (body === true && parameters === true) return 'body-and-params'
  if (body === true) return 'body-only'
  return parameters === true ? 'params-only' : 'no-validation'
}

/** The validators that `RequestModel` of these events names, as the body defines them. */
export function requestValidators(events: readonly ApiEvent[]): JsonObject {
  const names = events.map(({ node }) => validatorName(node)).filter((name) => name !== undefined)
  return Object.fromEntries(
    names.map((name): [string, Json] => [
      name,
      {
        validateRequestBody: name.startsWith('body'),
        validateRequestParameters: name.endsWith('params') || name === 'params-only',
      },
    ]),
  )
}

/** Refuses a request model that the API does not define. */
export function checkRequestModel(event: ApiEvent, api: SamNode): void {
  const model = child(event.node, 'RequestModel')
  if (model.value === undefined) return
  const name = requireText(child(model, 'Model'))
  const models = child(api, 'Models').value
  if (isJsonObject(models) && models[name] !== undefined) return
  throw refuse(model, `The API has no model "${name}".`, 'Define it under Models of the API.')
}
