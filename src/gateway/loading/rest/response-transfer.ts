import type { ApiDefinition } from '../../definition/api.ts'
import { member, refuseNode, text, texts, type TemplateNode } from '../template-node.ts'

/** What would need the whole of a response. */
const NEEDS_ALL = ['cacheKeyParameters', 'cacheNamespace', 'contentHandling']

/** Whether `responseTransferMode` is STREAM. What cannot be done with a response on its way is refused beside it. */
export function isResponseStreamed(node: TemplateNode, type: string, keyOf: (key: string) => string): boolean {
  const mode = member(node, keyOf('responseTransferMode'))
  if (mode === undefined || text(mode) === 'BUFFERED') return false
  if (text(mode) !== 'STREAM') throw refuseNode(mode, 'must be STREAM or BUFFERED')
  if (type !== 'AWS_PROXY' && type !== 'HTTP_PROXY') {
    throw refuseNode(mode, 'streams proxy integrations only; write AWS_PROXY or HTTP_PROXY, or BUFFERED')
  }
  for (const key of [...NEEDS_ALL, 'responses']) {
    const setting = member(node, keyOf(key))
    if (setting === undefined || (key === 'responses' && !hasTemplates(setting))) continue
    throw refuseNode(setting, 'needs the whole response, which is streamed; take it away, or write BUFFERED')
  }
  return true
}

/** OpenAPI has responses by their pattern, a resource has them in a list: either way some have templates. */
function hasTemplates({ value }: TemplateNode): boolean {
  const responses: readonly unknown[] = typeof value === 'object' && value !== null ? Object.values(value) : []
  return responses.some(
    (response) =>
      typeof response === 'object' &&
      response !== null &&
      ('responseTemplates' in response || 'ResponseTemplates' in response),
  )
}

const IDLE_MILLISECONDS = { REGIONAL: 300_000, EDGE: 30_000 }

/** By the type of the endpoint, which is EDGE unless something says otherwise (developer guide, response streaming). */
export function streamIdleMilliseconds(api: TemplateNode, body: TemplateNode | undefined): number {
  const inApi = memberAt(api, ['EndpointConfiguration', 'Types'])
  const inBody = body && memberAt(body, ['x-amazon-apigateway-endpoint-configuration', 'types'])
  const asParameter = memberAt(api, ['Parameters', 'endpointConfigurationTypes'])
  const types = [...texts(inApi), ...texts(inBody), ...(asParameter ? [text(asParameter)] : [])]
  return IDLE_MILLISECONDS[types.includes('REGIONAL') ? 'REGIONAL' : 'EDGE']
}

/** Compression would hold a response back until it is whole. */
export function refuseStreamedCompression(api: TemplateNode, definition: ApiDefinition): void {
  if (definition.minimumCompressionSize === undefined) return
  const routes = [...definition.stages.values()].flatMap((stage) => stage.routes)
  const streamed = routes.find(({ integration }) => 'isStreamed' in integration && integration.isStreamed === true)
  if (streamed === undefined) return
  const route = `${streamed.method} ${streamed.path}`
  throw refuseNode(api, `compresses responses, but ${route} streams; take the compression away, or write BUFFERED`)
}

function memberAt(node: TemplateNode, names: readonly string[]): TemplateNode | undefined {
  return names.reduce<TemplateNode | undefined>((at, name) => at && member(at, name), node)
}
