import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DefinitionRefused } from '../../../src/gateway/loading/definition-refused.ts'
import { definitionFromTemplate } from '../../../src/gateway/loading/definition-from-template.ts'
import { apiExtrasOf } from '../../../src/gateway/loading/api-extras.ts'
import { loadTemplate } from '../../../src/template/load.ts'
import { standardResource } from '../../../src/template/standard-resource.ts'
import { accountId, functionArn, region, resource } from '../gateway-under-test.ts'
import { chatApi, domain, type ChatOptions } from './websocket-under-test.ts'

function compile(options: ChatOptions) {
  return definitionFromTemplate(chatApi(options), { region, accountId })
}

describe('the definition of a WebSocket API', () => {
  test('is compiled, and is none of the other APIs', () => {
    const route = (key: string, name: string, isTwoWay: boolean) => [
      key,
      {
        key,
        isTwoWay,
        throttle: undefined,
        hasDetailedMetrics: false,
        authorizer: undefined,
        isApiKeyRequired: false,
        validation: undefined,
        integration: {
          kind: 'function',
          functionArn: functionArn(name),
          decodesMessages: false,
          timeoutMilliseconds: 29_000,
        },
      },
    ]
    const { apis, webSocketApis } = compile({
      routes: { $connect: {}, say: { isTwoWay: true } },
      properties: { RouteSelectionExpression: '${request.body.meta.kind}' },
    })
    assert.deepEqual(apis, [])
    assert.deepEqual(webSocketApis, [
      {
        apiId: 'chat',
        name: 'chat',
        logicalId: 'Chat',
        region,
        accountId,
        routeSelection: [
          {
            from: 'body',
            path: [
              { kind: 'names', names: ['meta'], isDeep: false },
              { kind: 'names', names: ['kind'], isDeep: false },
            ],
          },
        ],
        stages: new Map([
          [
            'dev',
            {
              name: 'dev',
              variables: {},
              routes: new Map([route('$connect', 'connect', false), route('say', 'say', true)] as never),
              vouchedHeaders: new Set(),
              accessLog: undefined,
              extras: apiExtrasOf('HTTP', []),
            },
          ],
        ]),
        disablesDefaultEndpoint: false,
        apiKeySource: 'HEADER',
      },
    ])
  })

  test('is read from a template as the samples of AWS write it', async () => {
    const deployment = { region, accountId, stackName: 'test' }
    const { resources } = await loadTemplate(chatTemplate, 'template.yaml', {
      ...deployment,
      parameters: {},
      readFile: () => assert.fail('no files'),
      provision: async (found) => standardResource(found, deployment),
    })
    const { webSocketApis } = definitionFromTemplate(resources, deployment)
    const routes = [...(webSocketApis[0]?.stages.get('Prod')?.routes.values() ?? [])]
    assert.deepEqual(
      routes.map(({ key, integration, isTwoWay }) => [
        key,
        integration.kind === 'function' && integration.functionArn.split(':').at(-1)?.split('-')[1],
        isTwoWay,
      ]),
      [
        ['$connect', 'OnConnect', false],
        ['sendmessage', 'OnConnect', true],
      ],
    )
    const api = resources.find(({ type }) => type === 'AWS::ApiGatewayV2::Api')
    assert.equal(api?.attributes['ApiEndpoint'], `wss://${api?.physicalId}.execute-api.${region}.amazonaws.com`)
  })

  const refusals: Record<string, readonly [ChatOptions, RegExp]> = {
    'another selection': [
      { properties: { RouteSelectionExpression: '$request.header.x' } },
      /write \$request.body.action/,
    ],
    'a stage $default': [{ stage: { StageName: '$default' } }, /only those of HTTP APIs/],
    'an extra': [{ properties: { Tags: { 'sallyport:user-rate-limit': '1/1' } } }, /no extra of a WebSocket API/],
    'an authorizer of another route': [
      { routes: { $default: { AuthorizationType: 'CUSTOM', AuthorizerId: 'ask' } } },
      /only \$connect/,
    ],
    'an authorizer that nobody asks': [{ routes: { $connect: { AuthorizerId: 'ask' } } }, /would be ignored/],
    'half a reply': [{ routes: { a: { RouteResponseSelectionExpression: '$default' } } }, /RouteResponse/],
    'a reserved key': [{ routes: { $other: {} } }, /without \$/],
    'another place of API keys': [
      { properties: { ApiKeySelectionExpression: '$request.querystring.key' } },
      /must be \$request.header.x-api-key/,
    ],
    'an authorizer beside signatures': [
      { routes: { $connect: { AuthorizationType: 'AWS_IAM', AuthorizerId: 'ask' } } },
      /write one of them/,
    ],
    'signatures of another route': [{ routes: { a: { AuthorizationType: 'AWS_IAM' } } }, /only \$connect/],
    'a model that is not there': [{ routes: { a: { RequestModels: { a: 'b' } } } }, /names no model: b/],
    'a domain with other APIs too': [
      {
        others: [
          ...domain('ws.example.com', {
            A: { ApiId: 'chat', Stage: 'dev' },
            B: { ApiId: 'http', Stage: 'v1', ApiMappingKey: 'b' },
          }),
          resource('Http', 'AWS::ApiGatewayV2::Api', { Name: 'http', ProtocolType: 'HTTP' }),
          resource('HttpStage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: 'v1' }),
        ],
      },
      /write two domains/,
    ],
    'a mapping of several levels': [
      { others: domain('ws.example.com', { A: { ApiId: 'chat', Stage: 'dev', ApiMappingKey: 'a/b' } }) },
      /several levels/,
    ],
    'a mapping to a stage that is not there': [
      { others: domain('ws.example.com', { A: { ApiId: 'chat', Stage: 'prod' } }) },
      /does not have/,
    ],
    'parameters of a message': [
      { routes: { a: { RequestParameters: { 'route.request.header.a': { Required: true } } } } },
      /only the handshake/,
    ],
    'another integration': [{ routes: { a: { integration: { IntegrationType: 'FTP' } } } }, /write AWS_PROXY/],
    'a backend without a URL': [
      { routes: { a: { integration: { IntegrationType: 'HTTP_PROXY' } } } },
      /https:\/\/ URL/,
    ],
    'an AWS service': [
      {
        routes: {
          a: { integration: { IntegrationType: 'AWS', IntegrationUri: 'arn:aws:apigateway:us-east-1:sqs:action/x' } },
        },
      },
      /write CredentialsArn/,
    ],
    'templates of a proxy': [
      { routes: { a: { integration: { RequestTemplates: { $default: '{}' } } } } },
      /not for proxy integrations/,
    ],
    'a private backend': [
      { routes: { a: { integration: { IntegrationType: 'MOCK', ConnectionType: 'VPC_LINK' } } } },
      /write HTTP or HTTP_PROXY/,
    ],
    'a variable that no message has': [
      { properties: { RouteSelectionExpression: '${request.body.a}-$request.query.b' } },
      /write \$request.body.action/,
    ],
    'a template that is none': [
      { routes: { a: { integration: { IntegrationType: 'MOCK', RequestTemplates: { a: '#if(' } } } } },
      /no mapping template/,
    ],
    'a mapping of what no event has': [
      {
        routes: {
          a: {
            integration: {
              IntegrationType: 'MOCK',
              RequestParameters: { 'integration.request.header.a': 'context.httpMethod' },
            },
          },
        },
      },
      /httpMethod/,
    ],
    'a long timeout': [{ routes: { a: { integration: { TimeoutInMillis: 30_000 } } } }, /29000/],
  }
  for (const [name, [options, advice]] of Object.entries(refusals)) {
    test(`refuses ${name} with advice`, () => {
      assert.throws(
        () => compile(options),
        (error) => error instanceof DefinitionRefused && advice.test(error.message),
      )
    })
  }
})

/** After aws-samples/simple-websockets-chat-app, shortened. */
const chatTemplate = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Socket:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: "$request.body.action" }
  ConnectRoute:
    Type: AWS::ApiGatewayV2::Route
    Properties:
      ApiId: !Ref Socket
      RouteKey: $connect
      AuthorizationType: NONE
      OperationName: ConnectRoute
      Target: !Join ["/", ["integrations", !Ref Run]]
  SendRoute:
    Type: AWS::ApiGatewayV2::Route
    Properties:
      ApiId: !Ref Socket
      RouteKey: sendmessage
      RouteResponseSelectionExpression: $default
      Target: !Sub "integrations/\${Run}"
  SendReply:
    Type: AWS::ApiGatewayV2::RouteResponse
    Properties: { ApiId: !Ref Socket, RouteId: !Ref SendRoute, RouteResponseKey: $default }
  Run:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Socket
      Description: Connect Integration
      IntegrationType: AWS_PROXY
      IntegrationUri:
        Fn::Sub: arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${OnConnect.Arn}/invocations
  Deployment:
    Type: AWS::ApiGatewayV2::Deployment
    DependsOn: [ConnectRoute, SendRoute]
    Properties: { ApiId: !Ref Socket }
  Stage:
    Type: AWS::ApiGatewayV2::Stage
    Properties: { StageName: Prod, Description: Prod Stage, DeploymentId: !Ref Deployment, ApiId: !Ref Socket }
  OnConnect:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs24.x, Handler: index.handler, InlineCode: "exports.handler = async () => 1" }
  Permission:
    Type: AWS::Lambda::Permission
    Properties: { Action: "lambda:InvokeFunction", FunctionName: !Ref OnConnect, Principal: apigateway.amazonaws.com }
`
