import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clientId, idClaims, issuer, poolArn, resource, startBackend, startGateway } from './gateway-under-test.ts'
import { token } from './gateway-under-test.ts'

const name = 'Ådå Lövelace'
/** UTF-8, as whoever reads a header octet by octet sees it. */
const octets = Buffer.from(name, 'utf8').toString('latin1')

function sent({ json }: { readonly json: { readonly rawHeaders: readonly string[] } }, header: string) {
  const at = json.rawHeaders.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === header)
  return json.rawHeaders[at + 1]
}

const httpApi = (backendUrl: string) => [
  resource('Http', 'AWS::ApiGatewayV2::Api', { Name: 'notes', ProtocolType: 'HTTP' }),
  resource('Stage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: '$default' }),
  resource('Authorizer', 'AWS::ApiGatewayV2::Authorizer', {
    ApiId: 'http',
    Name: 'pool',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: issuer, Audience: [clientId] },
  }),
  resource('Proxy', 'AWS::ApiGatewayV2::Integration', {
    ApiId: 'http',
    IntegrationType: 'HTTP_PROXY',
    IntegrationMethod: 'ANY',
    IntegrationUri: `${backendUrl}/a`,
    PayloadFormatVersion: '1.0',
    RequestParameters: {
      'overwrite:header.x-copied': '$request.header.x-name',
      'overwrite:header.x-claimed': '$context.authorizer.claims.name',
      'overwrite:header.x-both': '$request.header.x-name ist $context.authorizer.claims.name',
      'overwrite:header.x-agent': '$context.identity.userAgent',
    },
    ResponseParameters: { 200: { 'overwrite:header.x-answered': '$response.header.x-name' } },
  }),
  resource('Route', 'AWS::ApiGatewayV2::Route', {
    ApiId: 'http',
    RouteKey: 'GET /a',
    Target: 'integrations/proxy',
    AuthorizationType: 'JWT',
    AuthorizerId: 'authorizer',
  }),
]

const restApi = (backendUrl: string) => [
  resource('Rest', 'AWS::ApiGateway::RestApi', {
    Body: {
      swagger: '2.0',
      securityDefinitions: {
        Pool: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [poolArn] },
        },
      },
      paths: {
        '/a': {
          get: {
            security: [{ Pool: [] }],
            parameters: [{ name: 'x-name', in: 'header', type: 'string' }],
            responses: { 200: { headers: { 'x-answered': { type: 'string' } } } },
            'x-amazon-apigateway-integration': {
              type: 'http',
              httpMethod: 'GET',
              uri: `${backendUrl}/a`,
              requestParameters: {
                'integration.request.header.x-copied': 'method.request.header.x-name',
                'integration.request.header.x-claimed': 'context.authorizer.claims.name',
              },
              responses: {
                default: {
                  statusCode: '200',
                  responseParameters: { 'method.response.header.x-answered': 'integration.response.header.x-name' },
                },
              },
            },
          },
        },
      },
    },
  }),
  resource('Dev', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'dev' }),
]

describe('1.13 a mapped header', () => {
  const answerWithName = () =>
    startBackend((message, response) => {
      response.writeHead(200, { 'x-name': octets })
      response.end(JSON.stringify({ rawHeaders: message.rawHeaders }))
    })

  test('of an HTTP API carries a header as it came, and a claim in UTF-8', async () => {
    await using backend = await answerWithName()
    await using gateway = await startGateway({ resources: httpApi(backend.url) })
    const authorization = await token(idClaims({ name }))
    const headers = { authorization, 'x-name': octets, 'user-agent': octets }
    const answer = await gateway.ask('GET', '/http/a', { headers })
    assert.deepEqual(
      {
        copied: sent(answer, 'x-copied'),
        claimed: sent(answer, 'x-claimed'),
        both: sent(answer, 'x-both'),
        agent: sent(answer, 'x-agent'),
        answered: answer.headers['x-answered'],
      },
      { copied: octets, claimed: octets, both: `${octets} ist ${octets}`, agent: octets, answered: octets },
    )
  })

  test('of a REST API does so too', async () => {
    await using backend = await answerWithName()
    await using gateway = await startGateway({ resources: restApi(backend.url) })
    const headers = { authorization: await token(idClaims({ name })), 'x-name': octets }
    const answer = await gateway.ask('GET', '/rest/dev/a', { headers })
    assert.deepEqual([sent(answer, 'x-copied'), sent(answer, 'x-claimed')], [octets, octets])
    assert.equal(answer.headers['x-answered'], octets)
  })
})
