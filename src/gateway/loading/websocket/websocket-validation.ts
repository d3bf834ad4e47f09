import type { RequiredParameter } from '../../definition/request-validation.ts'
import type { SelectedModels, WebSocketValidation } from '../../definition/websocket-api.ts'
import type { ApiModels } from '../rest/api-models.ts'
import { validatorOf } from '../rest/request-validation.ts'
import { isTrue, member, members, refuseNode, type TemplateNode } from '../template-node.ts'
import { selectionExpressionOf } from './selection-expression.ts'

/** What a route asks of the handshake's parameters, and of messages. */
export function webSocketValidationOf(
  route: TemplateNode,
  key: string,
  models: ApiModels,
): WebSocketValidation | undefined {
  const required = members(member(route, 'RequestParameters')).flatMap(([name, value]) => requiredOf(name, value))
  if (required.length > 0 && key !== '$connect') {
    throw refuseNode(route, 'requires parameters, which only the handshake of $connect has')
  }
  const selected = modelsOf(route, models)
  return required.length === 0 && selected === undefined
    ? undefined
    : { requiredParameters: required, models: selected }
}

/** API Gateway: models are looked at only where an expression selects them. */
function modelsOf(route: TemplateNode, models: ApiModels): SelectedModels | undefined {
  const selection = member(route, 'ModelSelectionExpression')
  const named = members(member(route, 'RequestModels')).map(([key, node]) => models.modelOf(key, node))
  if (selection === undefined) return undefined
  return {
    selection: selectionExpressionOf(selection, 'message'),
    byKey: new Map(named.map((model) => [model.mediaType, validatorOf(model, models.schemas)])),
  }
}

function requiredOf(key: string, value: TemplateNode): readonly RequiredParameter[] {
  const [, place, name] = /^route\.request\.(?:multivalue)?(header|querystring)\.(.+)$/.exec(key) ?? []
  if (name === undefined || (place !== 'header' && place !== 'querystring')) {
    throw refuseNode(value, 'must be route.request.header or .querystring with a name')
  }
  return isTrue(member(value, 'Required')) ? [{ in: place, name }] : []
}
