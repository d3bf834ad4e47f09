import type { TemplateResource } from '../../src/domain/template-resource.ts'
import { startGateway, resource, type FunctionDouble, type UnderTest } from './gateway-under-test.ts'

export interface RestApiOptions {
  /** OpenAPI path items. */
  readonly paths: Record<string, unknown>
  /** Members of the OpenAPI document besides the paths. */
  readonly body?: Record<string, unknown>
  /** Properties of the RestApi besides its Body. */
  readonly properties?: Record<string, unknown>
  readonly variables?: Record<string, string>
}

/** A REST API of one stage, `v1`, as the tests of mappings write it: `/rest/v1/…`. */
export function restApi({ paths, body = {}, properties = {}, variables = {} }: RestApiOptions): TemplateResource[] {
  return [
    resource(
      'Rest',
      'AWS::ApiGateway::RestApi',
      { Name: 'rest', Body: { openapi: '3.0.1', info: {}, paths, ...body }, ...properties },
      { RootResourceId: 'root' },
    ),
    resource('Stage', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'v1', Variables: variables }),
  ]
}

export function startRestApi(
  options: RestApiOptions & { readonly functions?: Readonly<Record<string, FunctionDouble>> },
): Promise<UnderTest> {
  return startGateway({ resources: restApi(options), functions: options.functions ?? {} })
}

/** An operation with an integration, declaring the headers that its responses set. */
export function operation(
  integration: Record<string, unknown>,
  { headers = [], ...more }: { readonly headers?: readonly string[] } & Record<string, unknown> = {},
): Record<string, unknown> {
  const declared = { headers: Object.fromEntries(headers.map((name) => [name, { schema: { type: 'string' } }])) }
  const responses = Object.fromEntries(['200', '201', '202', '400', '404', '500'].map((status) => [status, declared]))
  return { responses, 'x-amazon-apigateway-integration': integration, ...more }
}
