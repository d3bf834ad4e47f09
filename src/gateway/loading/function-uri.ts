import { substitutedText, type VariablesContext } from './compile-context.ts'
import { refuseNode, type TemplateNode } from './template-node.ts'

const FUNCTION_ARN = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(?::[\w$-]+)?$/
const INVOCATION_URI = /^arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/

export function isFunctionUri(node: TemplateNode, context: VariablesContext): boolean {
  return /:lambda:path\/|:function:/.test(substitutedText(node, context))
}

/** The function's ARN, from an invocation URI or (HTTP APIs) from the bare ARN. */
export function functionArnOf(node: TemplateNode, context: VariablesContext): string {
  const uri = substitutedText(node, context)
  if (uri.endsWith('/response-streaming-invocations')) {
    throw refuseNode(node, 'asks for a streamed response, which is not supported; use …/2015-03-31/…/invocations')
  }
  const arn = INVOCATION_URI.exec(uri)?.[1] ?? uri
  if (!FUNCTION_ARN.test(arn)) throw refuseNode(node, `names no function: ${uri}`)
  return arn
}

/** REST APIs name a function by the URI that invokes it, and not by its ARN alone. */
export function invokedFunctionOf(node: TemplateNode, context: VariablesContext): string {
  if (FUNCTION_ARN.test(substitutedText(node, context))) {
    throw refuseNode(
      node,
      'is the ARN of a function; write arn:aws:apigateway:…:lambda:path/2015-03-31/functions/<ARN>/invocations',
    )
  }
  return functionArnOf(node, context)
}
