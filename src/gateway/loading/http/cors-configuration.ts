import type { CorsConfiguration } from '../../definition/cors.ts'
import { allowOnly, integer, isTrue, member, refuseNode, texts, type TemplateNode } from '../template-node.ts'

export type CorsSpelling = 'openapi' | 'resource'

const KEYS = ['allowOrigins', 'allowMethods', 'allowHeaders', 'exposeHeaders', 'maxAge', 'allowCredentials']
const ORIGIN = /^(?:\*|https?:\/\/\*|[a-z][a-z0-9+.-]*:\/\/[a-z0-9*.-]+(?::\d{1,5})?)$/i

/** `CorsConfiguration` of an HTTP API, or `x-amazon-apigateway-cors`. */
export function corsConfigurationOf(
  node: TemplateNode | undefined,
  spelling: CorsSpelling,
): CorsConfiguration | undefined {
  if (node === undefined) return undefined
  const keyOf = (key: string) => (spelling === 'openapi' ? key : key.charAt(0).toUpperCase() + key.slice(1))
  allowOnly(node, KEYS.map(keyOf))
  const allowOrigins = texts(member(node, keyOf('allowOrigins')))
  const allowCredentials = isTrue(member(node, keyOf('allowCredentials')))
  const allowMethods = texts(member(node, keyOf('allowMethods'))).map((method) => method.toUpperCase())
  const allowHeaders = texts(member(node, keyOf('allowHeaders')))
  const exposeHeaders = texts(member(node, keyOf('exposeHeaders')))
  const wrong = allowOrigins.find((origin) => !ORIGIN.test(origin))
  if (wrong !== undefined) throw refuseNode(node, `the origin ${wrong} must be scheme://host, or *`)
  if (allowCredentials && allowOrigins.includes('*')) {
    throw refuseNode(node, 'allows credentials for every origin; list the origins')
  }
  return {
    allowOrigins,
    allowMethods,
    allowHeaders,
    exposeHeaders,
    allowCredentials,
    maxAgeSeconds: maxAgeOf(member(node, keyOf('maxAge'))),
  }
}

function maxAgeOf(node: TemplateNode | undefined): number | undefined {
  if (node === undefined) return undefined
  const seconds = integer(node)
  if (seconds < -1 || seconds > 86_400) throw refuseNode(node, 'must be from -1 to 86400')
  return seconds
}
