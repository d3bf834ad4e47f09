import { isJsonObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { mapAt, mapValues } from './openapi-body.ts'

/** Moves what OpenAPI 2 keeps at the root into `components`, and drops what only OpenAPI 2 knows. */
export function asOpenApi3(body: JsonObject): JsonObject {
  const { securityDefinitions, definitions, swagger: _, ...rest } = body
  const components = {
    ...mapAt(body, 'components'),
    ...(securityDefinitions !== undefined && {
      securitySchemes: {
        ...mapAt(mapAt(body, 'components'), 'securitySchemes'),
        ...mapAt(body, 'securityDefinitions'),
      },
    }),
    ...(definitions !== undefined && { schemas: definitions }),
  }
  const paths = mapValues(mapAt(body, 'paths'), (item): Json => {
    if (!isJsonObject(item) || !isJsonObject(item.options)) return item
    const { produces: _p, consumes: _c, ...options } = item.options
    return { ...item, options: withHeaderSchemas(options) }
  })
  return { ...rest, paths, ...(Object.keys(components).length > 0 && { components }) }
}

function withHeaderSchemas(operation: JsonObject): JsonObject {
  const ok = mapAt(mapAt(operation, 'responses'), '200')
  if (!isJsonObject(ok.headers)) return operation
  const headers = mapValues(ok.headers, (header) =>
    isJsonObject(header) && header.schema === undefined ? { schema: header } : header,
  )
  return { ...operation, responses: { ...mapAt(operation, 'responses'), '200': { ...ok, headers } } }
}
