import { isJsonObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'

export const anyMethod = 'x-amazon-apigateway-any-method'
export const integrationKey = 'x-amazon-apigateway-integration'

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', anyMethod]

/** Method names as API Gateway's import reads them: `ANY` has an extension of its own. */
export function operationKey(method: string): string {
  const lower = method.toLowerCase()
  return lower === 'any' ? anyMethod : lower
}

export function operationAt(body: JsonObject, path: string, method: string): JsonObject | undefined {
  const item = mapAt(mapAt(body, 'paths'), path)
  const operation = item[operationKey(method)]
  return isJsonObject(operation) ? operation : undefined
}

export function withOperation(body: JsonObject, path: string, method: string, operation: JsonObject): JsonObject {
  const paths = mapAt(body, 'paths')
  return { ...body, paths: { ...paths, [path]: { ...mapAt(paths, path), [operationKey(method)]: operation } } }
}

export type ChangeOperation = (operation: JsonObject, method: string) => JsonObject

/** Changes each operation that has an integration; the others are none of API Gateway's. */
export function mapOperations(body: JsonObject, change: ChangeOperation): JsonObject {
  const changeItem = (item: JsonObject): JsonObject =>
    mapValues(item, (operation, method) =>
      methods.includes(method) && isJsonObject(operation) && isJsonObject(operation[integrationKey])
        ? change(operation, method)
        : operation,
    )
  return { ...body, paths: mapValues(mapAt(body, 'paths'), (item) => (isJsonObject(item) ? changeItem(item) : item)) }
}

export function mapAt(map: JsonObject, key: string): JsonObject {
  const value = map[key]
  return isJsonObject(value) ? value : {}
}

export function mapValues(map: JsonObject, change: (value: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]))
}

/** `security` entries without the ones that `drop` names. */
export function securityWithout(operation: JsonObject, drop: (name: string) => boolean): readonly JsonObject[] {
  return securityOf(operation).filter((entry) => !Object.keys(entry).some(drop))
}

export function securityOf(operation: JsonObject): readonly JsonObject[] {
  const entries: readonly Json[] = Array.isArray(operation.security) ? operation.security : []
  return entries.filter(isJsonObject)
}
