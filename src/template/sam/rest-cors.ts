import { isJsonObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { integrationKey, mapAt, mapValues } from './openapi-body.ts'
import { allowOnly, isTrue, child, mapOf, refuse } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

/** Adds an OPTIONS method that answers preflights to every path that has none. */
export function withRestCors(body: JsonObject, cors: SamNode): JsonObject {
  if (cors.value === undefined) return body
  const settings = readCors(cors)
  const done = new Set<string>()
  const paths = mapValues(mapAt(body, 'paths'), (item, path) => {
    const resource = path === '/' ? path : path.replace(/\/$/, '')
    if (!isJsonObject(item) || item.options !== undefined || done.has(resource)) return item
    done.add(resource)
    return { ...item, options: preflight(settings, item) }
  })
  return { ...body, paths }
}

interface CorsSettings {
  readonly origin: Json
  readonly headers: Json | undefined
  readonly methods: Json | undefined
  readonly maxAge: Json | undefined
  readonly credentials: boolean
}

function readCors(cors: SamNode): CorsSettings {
  const isFunctionCall =
    isJsonObject(cors.value) && Object.keys(cors.value).every((key) => key === 'Ref' || key.startsWith('Fn::'))
  if (typeof cors.value === 'string' || isFunctionCall) {
    return { origin: cors.value ?? null, headers: undefined, methods: undefined, maxAge: undefined, credentials: false }
  }
  allowOnly(cors, ['AllowOrigin', 'AllowHeaders', 'AllowMethods', 'MaxAge', 'AllowCredentials'])
  const { AllowOrigin: origin = "'*'", AllowHeaders: headers, AllowMethods: methods, MaxAge: maxAge } = mapOf(cors)
  const credentials = isTrue(child(cors, 'AllowCredentials'))
  if (credentials && origin === "'*'") {
    throw refuse(
      cors,
      'AllowCredentials does not go with any origin.',
      'Write AllowOrigin: "\'https://app.example.com\'".',
    )
  }
  return { origin, headers, methods, maxAge, credentials }
}

function preflight({ origin, headers, methods, maxAge, credentials }: CorsSettings, item: JsonObject): JsonObject {
  const answers: readonly (readonly [string, Json | undefined, string])[] = [
    ['Access-Control-Allow-Origin', origin, 'string'],
    ['Access-Control-Allow-Headers', headers, 'string'],
    ['Access-Control-Allow-Methods', methods ?? `'${methodsOf(item)}'`, 'string'],
    ['Access-Control-Max-Age', maxAge, 'integer'],
    ['Access-Control-Allow-Credentials', credentials ? "'true'" : undefined, 'string'],
  ]
  const given = answers.flatMap(([name, value, type]) => (value === undefined ? [] : [{ name, value, type }]))
  return {
    summary: 'CORS support',
    consumes: ['application/json'],
    produces: ['application/json'],
    [integrationKey]: {
      type: 'mock',
      requestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
      responses: {
        default: {
          statusCode: '200',
          responseParameters: Object.fromEntries(
            given.map(({ name, value }) => [`method.response.header.${name}`, value]),
          ),
          responseTemplates: { 'application/json': '{}\n' },
        },
      },
    },
    responses: {
      '200': {
        description: 'Default response for CORS method',
        headers: Object.fromEntries(given.map(({ name, type }) => [name, { type }])),
      },
    },
  }
}

function methodsOf(item: JsonObject): string {
  const all = ['OPTIONS', 'GET', 'DELETE', 'PATCH', 'POST', 'PUT', 'HEAD']
  const names = Object.keys(item)
  if (names.includes('x-amazon-apigateway-any-method')) return all.toSorted().join(',')
  return [...new Set([...names.map((name) => name.toUpperCase()), 'OPTIONS'])].toSorted().join(',')
}
