import type { TemplateResource } from '../../../src/domain/template-resource.ts'
import type { GatewayOptions } from '../../../src/gateway/gateway-options.ts'
import {
  now,
  poolArn,
  resource,
  startBackend,
  startGateway,
  type Backend,
  type FunctionDouble,
  type UnderTest,
} from '../gateway-under-test.ts'
import { operation } from '../rest-api-under-test.ts'

export interface CachedApiOptions {
  /** Members of the integration of `/notes/{id}`. */
  readonly integration?: Record<string, unknown>
  /** Members of its operations. */
  readonly operation?: Record<string, unknown>
  readonly stage?: Record<string, unknown>
  readonly settings?: readonly Record<string, unknown>[]
  readonly properties?: Record<string, unknown>
  readonly options?: Partial<GatewayOptions>
  readonly functions?: Readonly<Record<string, FunctionDouble>>
  readonly backend?: Parameters<typeof startBackend>[0]
}

export interface CachedApi extends AsyncDisposable {
  readonly gateway: UnderTest
  readonly backend: Backend
  /** Each answer of the backend says which it is. */
  readonly get: (path: string, headers?: Record<string, string>) => Promise<string>
  readonly advance: (seconds: number) => void
  readonly resources: (more?: CachedApiOptions) => TemplateResource[]
}

export const everything = { ResourcePath: '/*', HttpMethod: '*', CachingEnabled: true }

/** A REST API whose stage has a cache for GET, in front of a backend that counts. */
export async function startCachedApi(given: CachedApiOptions = {}): Promise<CachedApi> {
  let count = 0
  let time = now.getTime()
  await using started = new AsyncDisposableStack()
  const backend = started.use(
    await startBackend(
      given.backend ??
        ((_message, response) => {
          count += 1
          response.writeHead(200, { 'Content-Type': 'text/plain', 'X-Count': String(count) }).end(`answer ${count}`)
        }),
    ),
  )
  const resources = (more: CachedApiOptions = given) => cachedApi(backend.url, more)
  const gateway = started.use(
    await startGateway({
      resources: resources(),
      functions: given.functions ?? {},
      options: { ...given.options, clock: { now: () => new Date(time) } },
    }),
  )
  const all = started.move()
  return {
    gateway,
    backend,
    resources,
    get: async (path, headers = {}) => (await gateway.ask('GET', `/rest/v1${path}`, { headers })).body,
    advance: (seconds) => {
      time += seconds * 1000
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

export function cachedApi(url: string, given: CachedApiOptions): TemplateResource[] {
  const proxy = (path: string, more: Record<string, unknown> = {}) =>
    operation({ type: 'http_proxy', httpMethod: 'ANY', uri: `${url}${path}`, ...more }, given.operation)
  const note = proxy('/notes/{id}', {
    requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
    ...given.integration,
  })
  return [
    resource(
      'Rest',
      'AWS::ApiGateway::RestApi',
      {
        Body: {
          openapi: '3.0.1',
          info: {},
          components: {
            securitySchemes: {
              Pool: {
                type: 'apiKey',
                name: 'Authorization',
                in: 'header',
                'x-amazon-apigateway-authtype': 'cognito_user_pools',
                'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [poolArn] },
              },
            },
          },
          paths: { '/notes/{id}': { get: note, post: note }, '/others': { get: proxy('/others') } },
        },
        ...given.properties,
      },
      { RootResourceId: 'root' },
    ),
    resource('Stage', 'AWS::ApiGateway::Stage', {
      RestApiId: 'rest',
      StageName: 'v1',
      CacheClusterEnabled: true,
      CacheClusterSize: '0.5',
      MethodSettings: given.settings ?? [everything],
      ...given.stage,
    }),
  ]
}
