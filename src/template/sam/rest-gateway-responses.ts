import { jsonText } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { allowOnly, child, childrenOf, mapOf } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

const prefixes = { Headers: 'header.', Paths: 'path.', QueryStrings: 'querystring.' }

/** `GatewayResponses` of an API as the extension of its body. */
export function gatewayResponsesOf(node: SamNode): JsonObject {
  return Object.fromEntries(childrenOf(node).map(([type, response]) => [type, gatewayResponse(response)]))
}

function gatewayResponse(node: SamNode): JsonObject {
  allowOnly(node, ['ResponseParameters', 'ResponseTemplates', 'StatusCode'])
  const { StatusCode: status, ResponseTemplates: templates = {} } = mapOf(node)
  const given = child(node, 'ResponseParameters')
  allowOnly(given, Object.keys(prefixes))
  const parameters = Object.entries(prefixes).flatMap(([key, prefix]) =>
    Object.entries(mapOf(child(given, key))).map(
      ([name, value]) => [`gatewayresponse.${prefix}${name}`, value] as const,
    ),
  )
  return {
    responseParameters: Object.fromEntries(parameters),
    responseTemplates: templates,
    ...(status !== undefined && status !== null && { statusCode: jsonText(status) }),
  }
}
