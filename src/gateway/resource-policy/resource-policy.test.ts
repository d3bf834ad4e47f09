import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { policyResult } from '../../../test/gateway/lambda-authorizer-apis.ts'
import {
  accountId,
  idClaims,
  invocationUri,
  poolArn,
  region,
  resource,
  startGateway,
  token,
} from '../../../test/gateway/gateway-under-test.ts'
import { standardResource } from '../../template/standard-resource.ts'
import { loadTemplate } from '../../template/load.ts'
import { definitionFromTemplate } from '../loading/definition-from-template.ts'

/** `/open`, `/cognito` and `/lambda`, each guarded by what it is called after, under one resource policy. */
function apiUnder(Policy: unknown, body: Record<string, unknown> = {}) {
  const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('backend') }
  const guarded = (security: readonly unknown[]) => ({
    get: { security, 'x-amazon-apigateway-integration': integration },
  })
  const scheme = (authorizer: Record<string, unknown>) => ({
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authorizer': authorizer,
  })
  return [
    resource('Rest', 'AWS::ApiGateway::RestApi', {
      Policy,
      Body: {
        openapi: '3.0.1',
        info: {},
        components: {
          securitySchemes: {
            Pool: scheme({ type: 'cognito_user_pools', providerARNs: [poolArn] }),
            Ask: scheme({ type: 'token', authorizerUri: invocationUri('ask') }),
          },
        },
        paths: { '/open': guarded([]), '/cognito': guarded([{ Pool: [] }]), '/lambda': guarded([{ Ask: [] }]) },
        ...body,
      },
    }),
    resource('Stage', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'dev' }),
  ]
}

const about = (Effect: string, Resource: unknown = 'execute-api:/*', more: Record<string, unknown> = {}) => ({
  Effect,
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource,
  ...more,
})
const allow = about('Allow')
const fromElsewhere = about('Deny', 'execute-api:/*', {
  Condition: { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24'] } },
})

async function statuses(Statement: unknown, ask: unknown = policyResult('Allow')) {
  await using gateway = await startGateway({
    resources: apiUnder({ Version: '2012-10-17', Statement }),
    functions: { ask: () => ask, backend: () => ({ statusCode: 200 }) },
  })
  const authorization = await token(idClaims())
  const answers = []
  for (const path of ['/open', '/cognito', '/lambda']) {
    answers.push(await gateway.ask('GET', `/rest/dev${path}`, { headers: path === '/open' ? {} : { authorization } }))
  }
  return { answers, of: answers.map(({ status }) => status), calls: gateway.calls }
}

describe('1.1 resource policies', () => {
  test('who is not allowed is denied: without an authorizer and with a user pool, silence is denial', async () => {
    const silent = await statuses(about('Allow', 'execute-api:/other/*'))
    assert.deepEqual(silent.of, [403, 403, 200])
    assert.equal(
      silent.answers[0]?.body,
      `{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:${region}:********9012:rest/dev/GET/open"}`,
    )
  })

  test('what allows lets through, also whom the authorizer says nothing of', async () => {
    const elsewhere = policyResult('Allow', `arn:aws:execute-api:${region}:${accountId}:other/*`)
    assert.deepEqual((await statuses(allow)).of, [200, 200, 200])
    assert.deepEqual((await statuses(allow, elsewhere)).of, [200, 200, 200])
  })

  test('what denies outweighs all, and spares the function the question', async () => {
    const { answers, calls, of } = await statuses([allow, fromElsewhere])
    assert.deepEqual(of, [403, 403, 403])
    assert.match(answers[2]?.body ?? '', /with an explicit deny"\}$/)
    assert.deepEqual(calls, [])
  })

  test("an authorizer's denial outweighs what the API allows", async () => {
    assert.deepEqual((await statuses(allow, policyResult('Deny'))).of, [200, 200, 403])
  })

  test("a user pool's token is looked at before the policy", async () => {
    await using gateway = await startGateway({ resources: apiUnder({ Statement: [allow, fromElsewhere] }) })
    assert.equal((await gateway.ask('GET', '/rest/dev/cognito')).status, 401)
    assert.equal((await gateway.ask('GET', '/rest/dev/lambda')).status, 403)
  })

  test('paths with two readings come near no API that has one', async () => {
    await using gateway = await startGateway({ resources: apiUnder({ Statement: [allow] }) })
    assert.equal((await gateway.ask('GET', '/rest/dev/open;x')).status, 400)
  })
})

describe('1.22, 1.23 resource policies in templates', () => {
  const problemOf = (resources: ReturnType<typeof apiUnder>) => {
    try {
      definitionFromTemplate(resources, { region, accountId })
    } catch (error) {
      return String(error)
    }
    return 'not refused'
  }

  test('x-amazon-apigateway-policy is one, and a text is as good as an object', () => {
    for (const resources of [
      apiUnder(undefined, { 'x-amazon-apigateway-policy': { Statement: allow } }),
      apiUnder(JSON.stringify({ Statement: allow })),
    ]) {
      const [api] = definitionFromTemplate(resources, { region, accountId }).apis
      assert.equal(api?.resourcePolicy?.statements.length, 1)
    }
  })

  const refused: Readonly<Record<string, readonly [ReturnType<typeof apiUnder>, RegExp]>> = {
    'two policies': [
      apiUnder({ Statement: allow }, { 'x-amazon-apigateway-policy': { Statement: allow } }),
      /only one of them can count/,
    ],
    'a VPC': [
      apiUnder({ Statement: about('Deny', '*', { Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } }) }),
      /asks for aws:sourcevpc, and there is no VPC here; write aws:SourceIp/,
    ],
    'an unknown key': [
      apiUnder({ Statement: about('Deny', '*', { Condition: { Bool: { 'aws:Sourceip': true, 'aws:Typo': true } } }) }),
      /asks for aws:typo, which is not known here/,
    ],
    'no principal': [
      apiUnder({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }),
      /Policy.Statement.Principal: must be "\*"/,
    ],
    'a service': [
      apiUnder({ Statement: about('Allow', '*', { Principal: { Service: 'a' } }) }),
      /is no kind of caller/,
    ],
    'a policy that is too long': [apiUnder({ Id: 'x'.repeat(8192), Statement: allow }), /longer than 8,192/],
  }
  for (const [name, [resources, problem]] of Object.entries(refused)) {
    test(`refuses ${name}`, () => assert.match(problemOf(resources), problem))
  }

  test('SAM: ResourcePolicy of an API and of an event', async () => {
    const deployment = { region, accountId, stackName: 'stack' }
    const text = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: dev
      OpenApiVersion: 3.0.1
      Auth: { ResourcePolicy: { IpRangeWhitelist: [203.0.113.0/24], CustomStatements: [{ Effect: Deny, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/dev/GET/closed' }] } }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      InlineCode: exports.handler = async () => 1
      Events:
        A: { Type: Api, Properties: { RestApiId: !Ref Api, Path: '/a/{id}', Method: get } }
        B: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /b, Method: get, Auth: { ResourcePolicy: { IpRangeBlacklist: 203.0.113.9 } } } }
        C: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /closed, Method: get } }
`
    const { resources } = await loadTemplate(text, 'template.yaml', {
      ...deployment,
      parameters: {},
      readFile: () => assert.fail('no files'),
      provision: async (each) => standardResource(each, deployment),
    })
    const [api] = definitionFromTemplate(resources, { region, accountId }).apis
    const double = () => ({ statusCode: 200 })
    await using gateway = await startGateway({
      resources,
      functions: Object.fromEntries(['Fn', 'stack-Fn', 'ask'].map((name) => [name, double])),
    })
    const answers = []
    for (const path of ['/a/1', '/b', '/closed']) {
      answers.push((await gateway.ask('GET', `/${api?.apiId}/dev${path}`)).status)
    }
    assert.deepEqual(
      answers.map((status) => (status === 403 ? 'denied' : 'let through')),
      ['let through', 'denied', 'denied'],
    )
  })
})
