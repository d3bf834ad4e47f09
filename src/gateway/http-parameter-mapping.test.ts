import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  functionArn,
  resource,
  startBackend,
  startGateway,
  type Answer,
} from '../../test/gateway/gateway-under-test.ts'
import { accountId, region } from '../../test/gateway/gateway-under-test.ts'
import { definitionFromTemplate } from './loading/definition-from-template.ts'
import { DefinitionRefused } from './loading/definition-refused.ts'

function api(uri: string, integration: Record<string, unknown>) {
  return [
    resource('Http', 'AWS::ApiGatewayV2::Api', {
      ProtocolType: 'HTTP',
      Body: {
        openapi: '3.0.1',
        info: {},
        paths: {
          '/pets/{id}': {
            'x-amazon-apigateway-any-method': {
              'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'ANY', uri, ...integration },
            },
          },
        },
      },
    }),
    resource('Stage', 'AWS::ApiGatewayV2::Stage', {
      ApiId: 'http',
      StageName: '$default',
      StageVariables: { colour: 'blue' },
    }),
  ]
}

type Backend = Parameters<typeof startBackend>[0]

async function answered(
  integration: Record<string, unknown>,
  { backend, method = 'GET', body = '' }: { backend?: Backend; method?: string; body?: string } = {},
): Promise<{ readonly answer: Answer; readonly json: any }> {
  await using server = await startBackend(backend)
  await using gateway = await startGateway({ resources: api(`${server.url}/b`, integration) })
  const answer = await gateway.ask(method, '/http/pets/7?a=1', { headers: { 'x-in': 'in' }, body })
  return { answer, json: answer.json }
}

const pets: Backend = (_message, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'x-old': 'old', 'x-code': '418' })
  response.end('{"id":7,"tags":["a","b"],"owner":{"name":"Ada"}}')
}

describe('1.13 request parameters of an HTTP API', () => {
  test('are read from the body, whole and by JSONPath, and the body goes on', async () => {
    const requestParameters = {
      'append:header.x-name': '$request.body.owner.name',
      'append:header.x-first': 'first-${request.body.tags[0]}',
      'append:header.x-owner': '$request.body.owner',
      'append:header.x-none': '$request.body.nothing',
      'overwrite:querystring.a': '$request.body.tags[1]',
    }
    const body = '{"tags":["a","b"],"owner":{"name":"Ada"}}'
    const { json } = await answered({ requestParameters }, { method: 'POST', body })
    const headers = Object.fromEntries(
      (json.rawHeaders as string[]).flatMap((name, at, all) => (at % 2 === 0 ? [[name, all[at + 1]]] : [])),
    )
    assert.deepEqual(
      [headers['x-name'], headers['x-first'], headers['x-owner'], headers['x-none']],
      ['Ada', 'first-a', '{"name":"Ada"}', undefined],
    )
    assert.deepEqual([json.url, json.body], ['/b?a=b', body])
  })

  test('see nothing of what is no JSON, or of what lies beyond 100 KB', async () => {
    const requestParameters = { 'overwrite:header.x-in': '$request.body.a' }
    for (const body of ['', 'no json', `{"a":"b","c":"${'x'.repeat(100 * 1024)}"}`]) {
      const { answer, json } = await answered({ requestParameters }, { method: 'POST', body })
      assert.equal(answer.status, 200)
      // Overwritten by nothing: what the caller sent must not stand in for it.
      assert.equal(json.rawHeaders.includes('x-in'), false)
      assert.equal(json.body.length, body.length)
    }
  })
})

describe('1.13 response parameters of an HTTP API', () => {
  test('change headers and the status by what the backend answered', async () => {
    const responseParameters = {
      '200': {
        'overwrite:statuscode': '$response.header.x-code',
        'append:header.x-new': '${stageVariables.colour} $response.header.x-old',
        'overwrite:header.content-type': 'text/plain',
        'remove:header.x-old': "''",
        'append:header.x-stage': '$context.stage',
      },
    }
    const { answer } = await answered({ responseParameters }, { backend: pets })
    assert.equal(answer.status, 418)
    const { 'x-new': added, 'x-old': removed, 'content-type': type, 'x-stage': stage } = answer.headers
    assert.deepEqual([added, removed, type, stage], ['blue old', undefined, 'text/plain', '$default'])
    assert.equal(answer.body, '{"id":7,"tags":["a","b"],"owner":{"name":"Ada"}}')
  })

  test('are read from the body', async () => {
    const responseParameters = {
      '200': {
        'append:header.x-owner': '$response.body.owner.name',
        'append:header.x-id': '$response.body.id',
        'append:header.x-all': '$response.body',
      },
    }
    const { answer } = await answered({ responseParameters }, { backend: pets })
    const { 'x-owner': owner, 'x-id': id, 'x-all': all, 'content-length': length } = answer.headers
    assert.deepEqual([owner, id, all, length], ['Ada', '7', answer.body, String(answer.body.length)])
  })

  test('count for their own status only', async () => {
    const { answer } = await answered(
      { responseParameters: { '404': { 'overwrite:statuscode': '200' } } },
      { backend: pets },
    )
    assert.equal(answer.status, 200)
    const missing: Backend = (_message, response) => void response.writeHead(404).end('gone')
    const mapped = await answered(
      { responseParameters: { '404': { 'overwrite:statuscode': '203' } } },
      { backend: missing },
    )
    assert.deepEqual([mapped.answer.status, mapped.answer.body], [203, 'gone'])
  })

  test('leave the status where the value is none, and end cleanly where it has no body', async () => {
    const to = (value: string) => ({ responseParameters: { '200': { 'overwrite:statuscode': value } } })
    for (const value of ['$response.header.x-old', '$response.header.nothing']) {
      assert.equal((await answered(to(value), { backend: pets })).answer.status, 200)
    }
    const { answer } = await answered(to('204'), { backend: pets })
    assert.deepEqual([answer.status, answer.body, answer.headers['content-length']], [204, '', undefined])
  })

  test('never make two headers of one', async () => {
    const split: Backend = (_message, response) => void response.writeHead(200).end('{"a":"x\\r\\nset-cookie: b"}')
    const responseParameters = { '200': { 'overwrite:header.x-a': '$response.body.a' } }
    const { answer } = await answered({ responseParameters }, { backend: split })
    assert.deepEqual([answer.status, answer.headers['x-a'], answer.headers['set-cookie']], [200, undefined, undefined])
  })

  test('change the answers of functions too, in CloudFormation’s spelling', async () => {
    const resources = [
      resource('Http', 'AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP', Name: 'http' }),
      resource('Stage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: '$default' }),
      resource('Fn', 'AWS::ApiGatewayV2::Integration', {
        ApiId: 'http',
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: functionArn('one'),
        PayloadFormatVersion: '2.0',
        ResponseParameters: {
          201: {
            ResponseParameters: [
              { Destination: 'overwrite:statuscode', Source: '202' },
              { Destination: 'append:header.x-id', Source: '$response.body.id' },
            ],
          },
        },
      }),
      resource('Route', 'AWS::ApiGatewayV2::Route', { ApiId: 'http', RouteKey: '$default', Target: 'integrations/fn' }),
    ]
    await using gateway = await startGateway({
      resources,
      functions: { one: () => ({ statusCode: 201, body: '{"id":9}' }) },
    })
    const answer = await gateway.ask('GET', '/http/')
    assert.deepEqual([answer.status, answer.headers['x-id'], answer.body], [202, '9', '{"id":9}'])
  })
})

describe('1.13 what an HTTP API may not map', () => {
  const problem = (integration: Record<string, unknown>): string => {
    try {
      definitionFromTemplate(api('http://127.0.0.1:1', integration), { region, accountId })
    } catch (error) {
      if (error instanceof DefinitionRefused) return error.message
      throw error
    }
    return 'accepted'
  }
  const reserved =
    'Access-Control-Allow-Origin apigw-x Authorization Connection Content-Encoding Content-Length Content-Location Forwarded Keep-Alive Origin Proxy-Authenticate Proxy-Authorization TE Trailers Transfer-Encoding Upgrade x-amz-x x-amzn-x X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto Via'
  for (const name of reserved.split(' ')) {
    test(`the header ${name}, in either direction`, () => {
      const change = { [`overwrite:header.${name}`]: 'x' }
      assert.match(problem({ requestParameters: change }), /is reserved/)
      assert.match(problem({ responseParameters: { '200': change } }), /is reserved/)
    })
  }

  const others: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
    ['recursive descent', { requestParameters: { 'append:header.x': '$request.body..a' } }, /without \.\./],
    ['a filter', { requestParameters: { 'append:header.x': '${request.body.a[?(@.b)]}' } }, /without filters/],
    [
      'the request in a response',
      { responseParameters: { '200': { 'append:header.x': '$request.header.a' } } },
      /not supported here/,
    ],
    [
      'the response in a request',
      { requestParameters: { 'append:header.x': '$response.header.a' } },
      /not supported here/,
    ],
    [
      'a query string of a response',
      { responseParameters: { '200': { 'append:querystring.x': 'a' } } },
      /must be append/,
    ],
    ['an appended status', { responseParameters: { '200': { 'append:statuscode': '201' } } }, /must be append/],
    [
      'a status that is no answer',
      { responseParameters: { '200': { 'overwrite:statuscode': '100' } } },
      /from 200 to 599/,
    ],
    ['what is under no status', { responseParameters: { default: { 'append:header.x': 'a' } } }, /from 100 to 599/],
  ]
  for (const [what, integration, expected] of others) {
    test(what, () => assert.match(problem(integration), expected))
  }
})
