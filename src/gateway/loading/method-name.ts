import { refuseNode, text, type TemplateNode } from './template-node.ts'

const METHODS = new Set(['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'])

export function checkedMethod(node: TemplateNode): string {
  const method = text(node).toUpperCase()
  if (!METHODS.has(method))
    throw refuseNode(node, `is no method of an API: ${method}; write one of ${[...METHODS].join(', ')}`)
  return method
}

/** The method that a key of an OpenAPI path item stands for, or undefined for its other members. */
export function methodOfOperationKey(key: string): string | undefined {
  if (key === 'x-amazon-apigateway-any-method') return 'ANY'
  const method = key.toUpperCase()
  return key === key.toLowerCase() && method !== 'ANY' && METHODS.has(method) ? method : undefined
}
