import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { loadTemplate } from '../../template/load.ts'
import { standardResource } from '../../template/standard-resource.ts'
import { definitionFromTemplate } from './definition-from-template.ts'
import { issuer, poolArn, poolId, region, accountId } from '../../../test/gateway/gateway-under-test.ts'

const deployment = { region, accountId, stackName: 'test' }

/** SAM text to the compiled routes: what the transform writes is what this gateway must read. */
async function compileAll(text: string) {
  const { resources } = await loadTemplate(text, 'template.yaml', {
    ...deployment,
    parameters: {},
    readFile: () => assert.fail('no files'),
    provision: async (resource) => {
      if (!resource.type.startsWith('AWS::Cognito::')) return standardResource(resource, deployment)
      const physicalId = resource.type === 'AWS::Cognito::UserPool' ? poolId : resource.logicalId
      return { physicalId, attributes: { Arn: poolArn } }
    },
  })
  return definitionFromTemplate(resources, deployment)
}

async function compile(text: string) {
  return (await compileAll(text)).apis
}

function described(definition: Awaited<ReturnType<typeof compile>>[number] | undefined): Record<string, string[]> {
  return Object.fromEntries(
    [...(definition?.stages ?? [])].map(([name, { routes }]) => [
      name,
      routes.map(({ authorization, integration, method, path }) => {
        const by =
          authorization.kind === 'none'
            ? 'open'
            : `${authorization.authorizer.kind} [${authorization.scopes.join(' ')}]`
        return `${method} ${path} ${integration.kind} ${by}`
      }),
    ]),
  )
}

const head = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Pool: { Type: AWS::Cognito::UserPool }
`
const code = 'Runtime: nodejs24.x, Handler: index.handler, InlineCode: "exports.handler = async () => 1"'

describe('what SAM writes', () => {
  test('an implicit REST API is open, with its Prod stage', async () => {
    const [api] = await compile(`${head}
  Fn:
    Type: AWS::Serverless::Function
    Properties: { ${code}, Events: { A: { Type: Api, Properties: { Path: /a, Method: get } } } }
`)
    assert.deepEqual(described(api).Prod, ['GET /a lambda-proxy open'])
  })

  for (const version of ['', 'OpenApiVersion: 3.0.1, ']) {
    test(`1.14 RequestModel and RequestParameters (${version === '' ? 'OpenAPI 2' : 'OpenAPI 3'})`, async () => {
      const [api] = await compile(`${head}
  Api:
    Type: AWS::Serverless::Api
    Properties: { ${version}StageName: dev, Models: { Pet: { type: object, required: [name] } } }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      ${code.replaceAll(', ', '\n      ')}
      Events:
        A:
          Type: Api
          Properties:
            RestApiId: !Ref Api
            Path: /pets
            Method: post
            RequestModel: { Model: Pet, Required: true, ValidateBody: true, ValidateParameters: true }
            RequestParameters: [method.request.header.X-Any, method.request.querystring.q: { Required: true }]
`)
      const validation = api?.stages.get('dev')?.routes[0]?.validation
      assert.deepEqual(validation?.requiredParameters, [{ in: 'querystring', name: 'q' }])
      const validate = validation.bodies.get('application/json')
      assert.deepEqual(validate?.(JSON.stringify({})), ['object has missing required properties (["name"])'])
      assert.deepEqual(validate?.(JSON.stringify({ name: 'rex' })), [])
    })
  }

  test('a REST API with a default Cognito authorizer, scopes, an open route, CORS and gateway responses', async () => {
    const [api] = await compile(`${head}
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: dev
      Cors: { AllowOrigin: "'https://app.example'", AllowCredentials: true, AllowHeaders: "'*'" }
      BinaryMediaTypes: [image~1png]
      GatewayResponses:
        UNAUTHORIZED: { StatusCode: 401, ResponseParameters: { Headers: { Access-Control-Allow-Origin: "'*'" } } }
      Auth:
        DefaultAuthorizer: Users
        AddDefaultAuthorizerToCorsPreflight: false
        Authorizers:
          Users: { UserPoolArn: !GetAtt Pool.Arn, Identity: { Header: X-Token, ValidationExpression: "client.*", ReauthorizeEvery: 30 } }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      ${code.replaceAll(', ', '\n      ')}
      Events:
        A: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /a, Method: get } }
        B: { Type: Api, Properties: { RestApiId: !Ref Api, Path: '/b/{proxy+}', Method: any, Auth: { Authorizer: Users, AuthorizationScopes: [n/read] } } }
        C: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /c, Method: post, Auth: { Authorizer: NONE } } }
`)
    assert.deepEqual(described(api).dev?.toSorted(), [
      'ANY /b/{proxy+} lambda-proxy cognito-user-pools [n/read]',
      'GET /a lambda-proxy cognito-user-pools []',
      'OPTIONS /a mapped open',
      'OPTIONS /b/{proxy+} mapped open',
      'OPTIONS /c mapped open',
      'POST /c lambda-proxy open',
    ])
    const authorizers = api?.stages
      .get('dev')
      ?.routes.flatMap(({ authorization }) =>
        authorization.kind === 'authorizer' && authorization.authorizer.kind === 'cognito-user-pools'
          ? [authorization.authorizer]
          : [],
      )
    const [authorizer] = authorizers ?? []
    assert.deepEqual(authorizer?.issuers, [issuer])
    assert.deepEqual(
      [authorizer?.header, authorizer?.ttlSeconds, authorizer?.validationExpression?.source],
      ['X-Token', 300, 'client.*'],
    )
    assert.deepEqual([...(api?.gatewayResponses.keys() ?? [])], ['UNAUTHORIZED'])
    assert.deepEqual(api?.binaryMediaTypes, ['image/png'])
  })

  test('an HTTP API with a default JWT authorizer, CORS and a $default route', async () => {
    const [api] = await compile(`${head}
  Http:
    Type: AWS::Serverless::HttpApi
    Properties:
      StageName: live
      StageVariables: { colour: blue }
      DisableExecuteApiEndpoint: true
      CorsConfiguration: { AllowOrigins: ['https://app.example'], AllowMethods: [GET], AllowHeaders: [authorization] }
      Auth:
        DefaultAuthorizer: Users
        Authorizers:
          Users:
            IdentitySource: $request.header.Authorization
            JwtConfiguration: { issuer: !Sub 'https://cognito-idp.\${AWS::Region}.amazonaws.com/\${Pool}', audience: [client] }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      ${code.replaceAll(', ', '\n      ')}
      Events:
        A: { Type: HttpApi, Properties: { ApiId: !Ref Http, Path: '/a/{id}', Method: get, Auth: { AuthorizationScopes: [n/read] } } }
        B: { Type: HttpApi, Properties: { ApiId: !Ref Http, Path: /b, Method: post, Auth: { Authorizer: NONE } } }
        C: { Type: HttpApi, Properties: { ApiId: !Ref Http } }
`)
    assert.deepEqual(described(api).live?.toSorted(), [
      'ANY $default lambda-proxy jwt []',
      'GET /a/{id} lambda-proxy jwt [n/read]',
      'POST /b lambda-proxy open',
    ])
    assert.equal(api?.disablesDefaultEndpoint, true)
    assert.deepEqual(api?.cors?.allowOrigins, ['https://app.example'])
    assert.deepEqual(api?.stages.get('live')?.variables, { colour: 'blue' })
    const integration = api?.stages.get('live')?.routes[0]?.integration
    assert.equal(integration?.kind === 'lambda-proxy' && integration.payloadFormat, '2.0')
  })

  test('1.10 domains that two APIs share, with base paths', async () => {
    const { apis, domains } = await compileAll(`${head}
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      Domain: { DomainName: api.notes.example, CertificateArn: arn, BasePath: [v-1, /] }
  Other:
    Type: AWS::Serverless::Api
    Properties:
      StageName: Live
      Domain: { DomainName: api.notes.example, CertificateArn: arn, BasePath: a_b, NormalizeBasePath: false }
  Http:
    Type: AWS::Serverless::HttpApi
    Properties:
      Domain: { DomainName: http.notes.example, CertificateArn: arn, BasePath: [a/b] }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      ${code.replaceAll(', ', '\n      ')}
      Events:
        A: { Type: Api, Properties: { Path: /a, Method: get, RestApiId: !Ref Api } }
        B: { Type: Api, Properties: { Path: /a, Method: get, RestApiId: !Ref Other } }
        C: { Type: HttpApi, Properties: { Path: /a, Method: get, ApiId: !Ref Http } }
`)
    const [one, other, http] = apis.map(({ apiId }) => apiId)
    assert.deepEqual(domains, [
      {
        name: 'api.notes.example',
        unmatched: 403,
        hasHealthCheck: true,
        certificateArn: 'arn',
        truststore: undefined,
        rules: [],
        mappings: [
          { apiId: one, stage: 'prod', basePath: ['v1'] },
          { apiId: other, stage: 'Live', basePath: ['a_b'] },
          { apiId: one, stage: 'prod', basePath: [] },
        ],
      },
      {
        name: 'http.notes.example',
        unmatched: 404,
        hasHealthCheck: false,
        certificateArn: 'arn',
        truststore: undefined,
        rules: [],
        mappings: [{ apiId: http, stage: '$default', basePath: ['a', 'b'] }],
      },
    ])
  })
})
