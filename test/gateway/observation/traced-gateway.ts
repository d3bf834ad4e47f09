import { openOtlpTracer } from '../../../src/adapters/tracing/otlp-tracer.ts'
import { systemRandom } from '../../../src/adapters/system/random.ts'
import type { TemplateResource } from '../../../src/domain/template-resource.ts'
import type { ReceivedSpan } from '../../tracing/decode-traces.ts'
import { startOtlpReceiver, tracingTo } from '../../tracing/otlp-receiver.ts'
import { clientId, functionArn, invocationUri, issuer, poolArn } from '../gateway-under-test.ts'
import {
  resource,
  startGateway,
  type FunctionDouble,
  type UnderTest,
  type UnderTestOptions,
} from '../gateway-under-test.ts'

export interface TraceOptions {
  readonly backendUrl: string
  readonly functions?: Readonly<Record<string, FunctionDouble>>
  readonly variables?: Record<string, string>
  readonly stage?: Record<string, unknown>
  /** In place of the APIs below. */
  readonly system?: Omit<UnderTestOptions, 'functions'>
}

/** What a collector got of the requests that were made, and the bytes it came in. */
export interface Traced {
  readonly spans: readonly ReceivedSpan[]
  readonly bytes: Buffer
  readonly logged: readonly object[]
}

/** Makes requests to traced APIs; the tracer is closed before it is looked at what came. */
export async function trace(options: TraceOptions, ask: (gateway: UnderTest) => Promise<void>): Promise<Traced> {
  await using receiver = await startOtlpReceiver()
  let logged: readonly object[] = []
  {
    await using tracer = openOtlpTracer(tracingTo(receiver, options.variables), {
      random: systemRandom,
      log: { info: () => {}, warn: () => {} },
    })
    await using gateway = await startGateway({
      resources: apis(options),
      ...options.system,
      functions: options.functions ?? {},
      options: { ...options.system?.options, tracer },
    })
    await ask(gateway)
    logged = gateway.logged
  }
  return { spans: receiver.spans, bytes: Buffer.concat(receiver.requests.map(({ bytes }) => bytes)), logged }
}

export function apis({ backendUrl, stage = {} }: Pick<TraceOptions, 'backendUrl' | 'stage'>): TemplateResource[] {
  const lambda = (name: string) => ({ type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri(name) })
  const scheme = (authorizer: object) => ({
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authorizer': authorizer,
  })
  const proxy = (path: string) => ({
    type: 'http_proxy',
    httpMethod: 'ANY',
    uri: `${backendUrl}${path}`,
    requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
  })
  const id = { name: 'id', in: 'path', required: true, type: 'string' }
  return [
    resource('Rest', 'AWS::ApiGateway::RestApi', {
      Body: {
        swagger: '2.0',
        securityDefinitions: {
          Pool: scheme({ type: 'cognito_user_pools', providerARNs: [poolArn] }),
          Function: scheme({ type: 'token', authorizerUri: invocationUri('judge') }),
        },
        paths: {
          '/notes/{id}': {
            get: { security: [{ Pool: [] }], parameters: [id], 'x-amazon-apigateway-integration': lambda('notes') },
          },
          '/judged': { get: { security: [{ Function: [] }], 'x-amazon-apigateway-integration': lambda('notes') } },
          '/proxied/{id}': {
            'x-amazon-apigateway-any-method': {
              parameters: [id],
              'x-amazon-apigateway-integration': proxy('/things/{id}?key=in-the-definition'),
            },
          },
          '/mapped': {
            get: {
              responses: { 200: {} },
              'x-amazon-apigateway-integration': {
                type: 'http',
                httpMethod: 'GET',
                uri: `${backendUrl}/mapped`,
                responses: { default: { statusCode: '200' } },
              },
            },
          },
        },
      },
    }),
    resource('Dev', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'dev', ...stage }),
    resource('Http', 'AWS::ApiGatewayV2::Api', { Name: 'notes', ProtocolType: 'HTTP' }),
    resource('Stage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: '$default' }),
    resource('Authorizer', 'AWS::ApiGatewayV2::Authorizer', {
      ApiId: 'http',
      Name: 'pool',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: issuer, Audience: [clientId] },
    }),
    resource('Notes', 'AWS::ApiGatewayV2::Integration', {
      ApiId: 'http',
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: functionArn('notes'),
      PayloadFormatVersion: '2.0',
    }),
    resource('Route', 'AWS::ApiGatewayV2::Route', {
      ApiId: 'http',
      RouteKey: 'POST /notes',
      Target: 'integrations/notes',
      AuthorizationType: 'JWT',
      AuthorizerId: 'authorizer',
    }),
  ]
}
