import type { TemplateResource } from '../../src/domain/template-resource.ts'
import { functionArn, resource, startGateway, type FunctionDouble, type UnderTest } from './gateway-under-test.ts'

export interface HttpApiOptions {
  /** OpenAPI path items; `/$default` is the route of that name. */
  readonly paths: Record<string, unknown>
  /** Members of the OpenAPI document besides the paths. */
  readonly body?: Record<string, unknown>
  /** Properties of the Api besides its Body. */
  readonly properties?: Record<string, unknown>
  /** Properties of its stages `$default` and `blue`. */
  readonly stage?: Record<string, unknown>
}

/** An HTTP API with the stages `$default`, so `/http/…`, and `blue`, so `/http/blue/…`. */
export function httpApi({ paths, body = {}, properties = {}, stage = {} }: HttpApiOptions): TemplateResource[] {
  const stageOf = (id: string, StageName: string) =>
    resource(id, 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName, AutoDeploy: true, ...stage })
  return [
    resource('Http', 'AWS::ApiGatewayV2::Api', {
      Body: { openapi: '3.0.1', info: { title: 'http', version: '1' }, paths, ...body },
      ...properties,
    }),
    stageOf('Default', '$default'),
    stageOf('Blue', 'blue'),
  ]
}

export function startHttpApi(
  options: HttpApiOptions & { readonly functions?: Readonly<Record<string, FunctionDouble>> },
): Promise<UnderTest> {
  return startGateway({ resources: httpApi(options), functions: options.functions ?? {} })
}

/** An operation whose function is sent payloads of the format. */
export function functionOperation(
  name: string,
  { format = '2.0', ...more }: { readonly format?: '1.0' | '2.0' } & Record<string, unknown> = {},
): Record<string, unknown> {
  const integration = { type: 'aws_proxy', uri: functionArn(name), payloadFormatVersion: format }
  return { 'x-amazon-apigateway-integration': integration, ...more }
}

export function proxyOperation(uri: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const integration = { type: 'http_proxy', httpMethod: 'ANY', payloadFormatVersion: '1.0', uri, ...more }
  return { 'x-amazon-apigateway-integration': integration }
}
