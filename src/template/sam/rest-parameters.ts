import { isJsonObject, jsonText } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { isTrue, child, listOf, refuse } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

/** `RequestParameters` of an `Api` event as parameters of the operation. */
export function requestParametersOf(node: SamNode, isOpenApi3: boolean): readonly JsonObject[] {
  return (listOf(node) ?? []).map((item, index): JsonObject => {
    const [name, settings] = isJsonObject(item) ? (Object.entries(item)[0] ?? ['', null]) : [jsonText(item), {}]
    const at = { ...node, value: settings, path: [...node.path, index] }
    const match = /^method\.request\.(querystring|path|header)\.(.+)$/.exec(name)
    if (match === null) {
      throw refuse(
        at,
        `"${name}" is no request parameter.`,
        'Write method.request.header.NAME, …querystring.NAME or …path.NAME.',
      )
    }
    const [, location = '', parameter = ''] = match
    const type: JsonObject = isOpenApi3 ? { schema: { type: 'string' } } : { type: 'string' }
    const where = location === 'querystring' ? 'query' : location
    return { in: where, name: parameter, required: isTrue(child(at, 'Required')), ...type }
  })
}
