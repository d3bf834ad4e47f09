import { substitutedText, type VariablesContext } from './compile-context.ts'
import { refuseNode, type TemplateNode } from './template-node.ts'

const FUNCTION_ARN = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(?::[\w$-]+)?$/
const INVOCATION_URI = /^arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/
const STREAMING_URI =
  /^arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path\/2021-11-15\/functions\/(.+)\/response-streaming-invocations$/

export function isFunctionUri(node: TemplateNode, context: VariablesContext): boolean {
  return /:lambda:path\/|:function:/.test(substitutedText(node, context))
}

/** The function's ARN, from an invocation URI or (HTTP APIs) from the bare ARN. */
export function functionArnOf(node: TemplateNode, context: VariablesContext, { isStreamed = false } = {}): string {
  const uri = substitutedText(node, context)
  if (uri.endsWith('/response-streaming-invocations') !== isStreamed) {
    throw refuseNode(
      node,
      isStreamed
        ? 'is not how a response is streamed; write …/2021-11-15/functions/…/response-streaming-invocations'
        : 'asks for a streamed response; write responseTransferMode STREAM (REST APIs), or …/2015-03-31/…/invocations',
    )
  }
  const arn = (isStreamed ? STREAMING_URI : INVOCATION_URI).exec(uri)?.[1] ?? uri
  if (!FUNCTION_ARN.test(arn)) throw refuseNode(node, `names no function: ${uri}`)
  return arn
}

/** REST APIs name a function by the URI that invokes it, and not by its ARN alone. */
export function invokedFunctionOf(node: TemplateNode, context: VariablesContext, { isStreamed = false } = {}): string {
  if (FUNCTION_ARN.test(substitutedText(node, context))) {
    throw refuseNode(
      node,
      'is the ARN of a function; write arn:aws:apigateway:…:lambda:path/2015-03-31/functions/<ARN>/invocations',
    )
  }
  return functionArnOf(node, context, { isStreamed })
}
