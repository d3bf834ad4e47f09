import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { definitionFromTemplate } from '../../../src/gateway/loading/definition-from-template.ts'
import { noAwsPlaces } from '../../../src/gateway/loading/aws/aws-places.ts'
import { accountId, region, startGateway, type AskOptions } from '../gateway-under-test.ts'
import { operation, restApi } from '../rest-api-under-test.ts'
import { accessKey, awsCredentials, calledAsProcess, startService, type ServiceAnswer } from './service-double.ts'

const credentials = `arn:aws:iam::${accountId}:role/gateway`
const json = (template: string) => ({ 'application/json': template })

function paths(uri: string, more: Record<string, unknown> = {}) {
  const integration = {
    type: 'aws',
    httpMethod: 'POST',
    uri,
    credentials,
    responses: { default: { statusCode: '200' } },
    ...more,
  }
  return {
    '/{item}': {
      post: operation(integration, { headers: ['Found'] }),
      get: operation(integration, { headers: ['Found'] }),
    },
  }
}

interface Asked {
  readonly uri: string
  readonly integration?: Record<string, unknown>
  readonly path?: string
  readonly ask?: AskOptions
  readonly answer?: ServiceAnswer
}

async function ask({ uri, integration = {}, path = '/rest/v1/7', ask: options, answer }: Asked) {
  await using service = await startService(() => answer ?? {})
  const asked: string[] = []
  await using gateway = await startGateway({
    resources: restApi({ paths: paths(uri, integration) }),
    reading: {
      awsPlaces: calledAsProcess((name) => {
        asked.push(name)
        return service.url
      }),
    },
    options: { awsCredentials },
  })
  const reply = await gateway.ask('POST', path, { body: '{"id":"7"}', ...options })
  return { reply, call: service.calls[0], calls: service.calls.length, endpoint: asked[0] }
}

describe('1.11 REST APIs call services of AWS', () => {
  test('1.11 an action of a service with JSON has its target, and the template its body', async () => {
    const { call, reply, endpoint } = await ask({
      uri: `arn:aws:apigateway:${region}:dynamodb:action/GetItem`,
      integration: {
        requestTemplates: json('{"TableName":"notes","Key":{"id":{"S":"$input.params(\'item\')"}}}'),
        responses: {
          default: { statusCode: '200', responseTemplates: json('{"text":"$input.path(\'$.Item.text.S\')"}') },
        },
      },
      answer: { headers: { 'content-type': 'application/x-amz-json-1.0' }, body: '{"Item":{"text":{"S":"hello"}}}' },
    })
    assert.equal(call?.isGenuine, true)
    assert.equal(call.scope, `dynamodb ${region}`)
    assert.equal(endpoint, 'DYNAMODB')
    assert.equal(call.method, 'POST')
    assert.equal(call.url, '/')
    assert.equal(call.headers['x-amz-target'], 'DynamoDB_20120810.GetItem')
    assert.equal(call.headers['content-type'], 'application/x-amz-json-1.0')
    assert.equal(call.body, '{"TableName":"notes","Key":{"id":{"S":"7"}}}')
    assert.deepEqual(reply.json, { text: 'hello' })
  })

  test('1.11 an action of a service with a form has its name, its version and what is behind it in the query', async () => {
    const { call } = await ask({
      uri: `arn:aws:apigateway:${region}:sns:action/Publish&TopicArn={topic}`,
      integration: {
        requestParameters: {
          'integration.request.path.topic': "'arn:aws:sns:eu-central-1:123456789012:a b'",
          'integration.request.querystring.Message': 'method.request.body.id',
        },
      },
    })
    assert.equal(call?.isGenuine, true)
    const query = new URL(call.url, 'http://a').searchParams
    assert.deepEqual(Object.fromEntries(query), {
      Action: 'Publish',
      Version: '2010-03-31',
      TopicArn: 'arn:aws:sns:eu-central-1:123456789012:a b',
      Message: '7',
    })
    assert.equal(call.headers['accept'], 'application/json')
  })

  test('1.11 a path of a service is filled by mappings', async () => {
    const { call } = await ask({
      uri: `arn:aws:apigateway:${region}:sqs:path/${accountId}/{queue}`,
      integration: {
        requestParameters: {
          'integration.request.path.queue': 'method.request.path.item',
          'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'",
        },
        requestTemplates: json('Action=SendMessage&MessageBody=$util.urlEncode($input.body)'),
      },
    })
    assert.equal(call?.isGenuine, true)
    assert.equal(call.url, `/${accountId}/7`)
    assert.equal(call.body, 'Action=SendMessage&MessageBody=%7B%22id%22%3A%227%22%7D')
    assert.equal(call.headers['content-type'], 'application/x-www-form-urlencoded')
  })

  test('1.11 S3 is signed as S3 wants it, with a subdomain before the host', async () => {
    const { call, endpoint, reply } = await ask({
      uri: `arn:aws:apigateway:${region}:notes.s3:path/{key}`,
      integration: {
        httpMethod: 'PUT',
        requestParameters: { 'integration.request.path.key': 'method.request.path.item' },
      },
      path: "/rest/v1/a%20b'(%C3%BC)+1",
    })
    assert.equal(reply.status, 200, JSON.stringify(reply))
    assert.equal(call?.isGenuine, true)
    assert.equal(call.scope, `s3 ${region}`)
    assert.equal(endpoint, 'S3')
    assert.match(call.headers['host'] ?? '', /^notes\.127\.0\.0\.1:\d+$/)
    assert.equal(call.url, '/a%20b%27%28%C3%BC%29%2B1')
  })

  test('1.11 GET has no body and no type of one; the session of the credentials is signed', async () => {
    const { call } = await ask({
      uri: `arn:aws:apigateway:${region}:s3:path//bucket/key`,
      integration: { httpMethod: 'GET' },
    })
    assert.equal(call?.isGenuine, true)
    assert.deepEqual([call.method, call.url, call.body], ['GET', '/bucket/key', ''])
    assert.equal(call.headers['content-type'], undefined)
    assert.equal(call.headers['x-amz-security-token'], accessKey.sessionToken)
  })

  test('1.11 the status of a service selects the response, and its headers can be mapped', async () => {
    const { reply } = await ask({
      uri: `arn:aws:apigateway:${region}:dynamodb:action/PutItem`,
      integration: {
        responses: {
          default: { statusCode: '200' },
          '4\\d{2}': {
            statusCode: '404',
            responseTemplates: json('{"problem":"none"}'),
            responseParameters: { 'method.response.header.Found': 'integration.response.header.x-amzn-requestid' },
          },
        },
      },
      answer: { status: 400, headers: { 'x-amzn-requestid': 'r-1' }, body: '{"__type":"ValidationException"}' },
    })
    assert.equal(reply.status, 404)
    assert.deepEqual(reply.json, { problem: 'none' })
    assert.equal(reply.headers['found'], 'r-1')
  })

  test('1.11 no mapping sets what says who calls, whom, and when', async () => {
    const { call } = await ask({
      uri: `arn:aws:apigateway:${region}:dynamodb:action/GetItem`,
      integration: {
        requestParameters: {
          'integration.request.header.Authorization': 'method.request.header.Authorization',
          'integration.request.header.X-Amz-Date': "'20200101T000000Z'",
          'integration.request.header.X-Amz-Security-Token': "'theirs'",
          'integration.request.header.X-Amz-Target': "'DynamoDB_20120810.DeleteTable'",
        },
      },
      ask: { headers: { authorization: 'Bearer theirs' } },
    })
    assert.equal(call?.isGenuine, true)
    assert.match(call.headers['authorization'] ?? '', /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/)
    assert.equal(call.headers['x-amz-target'], 'DynamoDB_20120810.GetItem')
    assert.equal(call.headers['x-amz-security-token'], accessKey.sessionToken)
  })

  for (const [what, value, status] of [
    ['dot segments', '..%2f..%2fother', 400],
    ['nothing', '', 400],
    ['a slash', 'a%2fb', 200],
    ['another host', '%2f%2fevil.example%2fa', 200],
  ] as const) {
    test(`1.11 a path with ${what} in a hole stays on its host and in its place`, async () => {
      const { calls, call, reply } = await ask({
        uri: `arn:aws:apigateway:${region}:s3:path/bucket/{key}/end`,
        integration: { requestParameters: { 'integration.request.path.key': 'method.request.querystring.key' } },
        path: `/rest/v1/7?key=${value}`,
      })
      assert.equal(reply.status, status)
      assert.equal(calls, status === 200 ? 1 : 0)
      if (call !== undefined) assert.match(call.url, /^\/bucket\/[^/]+\/end$/)
    })
  }

  test('1.11 a service that does not answer is 504', async () => {
    const { url, [Symbol.asyncDispose]: stop } = await startService()
    await stop()
    await using gateway = await startGateway({
      resources: restApi({ paths: paths(`arn:aws:apigateway:${region}:dynamodb:action/GetItem`) }),
      reading: { awsPlaces: calledAsProcess(() => url) },
      options: { awsCredentials },
    })
    assert.equal((await gateway.ask('POST', '/rest/v1/7', { body: '{}' })).status, 504)
  })
})

describe('1.11 where services of AWS are', () => {
  function serviceOf(uri: string) {
    const { apis } = definitionFromTemplate(restApi({ paths: paths(uri) }), {
      region,
      accountId,
      awsPlaces: calledAsProcess(),
    })
    const integration = apis[0]?.stages.get('v1')?.routes[0]?.integration
    return integration?.kind === 'mapped' && integration.endpoint.kind === 'aws-service'
      ? integration.endpoint.service
      : undefined
  }

  for (const [uri, signingName, at, host] of [
    ['us-east-2:dynamodb:action/GetItem', 'dynamodb', 'us-east-2', 'dynamodb.us-east-2.amazonaws.com'],
    ['us-east-2:ses:action/SendEmail', 'ses', 'us-east-2', 'email.us-east-2.amazonaws.com'],
    ['us-east-2:a1b2-ats.iotdata:path/topics/a', 'iotdata', 'us-east-2', 'a1b2-ats.iot.us-east-2.amazonaws.com'],
    [
      'us-east-2:runtime.sagemaker:path/endpoints/a',
      'sagemaker',
      'us-east-2',
      'runtime.sagemaker.us-east-2.amazonaws.com',
    ],
    ['us-east-2:iam:action/ListUsers', 'iam', 'us-east-1', 'iam.amazonaws.com'],
    ['cn-north-1:sqs:path/1/q', 'sqs', 'cn-north-1', 'sqs.cn-north-1.amazonaws.com.cn'],
  ] as const) {
    test(`1.11 ${uri} is at ${host}`, () => {
      assert.deepEqual(serviceOf(`arn:aws:apigateway:${uri}`), {
        signingName,
        region: at,
        host,
        origin: `https://${host}`,
        identity: { kind: 'process' },
      })
    })
  }

  const places = calledAsProcess()
  for (const [what, uri, more, awsPlaces, advice] of [
    ['no credentials of the process', 'sqs:path/1/q', {}, noAwsPlaces, /give this process AWS_ACCESS_KEY_ID/],
    ['no role', 'sqs:path/1/q', { credentials: undefined }, places, /write credentials, the ARN of a role/],
    [
      'one user',
      'sqs:path/1/q',
      { credentials: `arn:aws:iam::${accountId}:user/ada` },
      places,
      /must be the ARN of a role/,
    ],
    [
      'an STS without TLS',
      'sqs:path/1/q',
      {},
      { ...places, roles: 'assume', endpointOf: (name: string) => (name === 'STS' ? 'http://10.0.0.5' : undefined) },
      /AWS_ENDPOINT_URL_STS .* must be an https/,
    ],
    ['an unknown action’s service', 'textract:action/Detect', {}, places, /write path\/ and the headers/],
    ['a host in the place of a service', 'evil.example/:path/a', {}, places, /must be arn:aws:apigateway/],
    ['a hole in the host', '{x}.s3:path/a', {}, places, /must be arn:aws:apigateway/],
    ['a hole that nothing fills', 's3:path/{key}', {}, places, /has \{key\}, which nothing fills/],
    [
      'an endpoint without TLS',
      's3:path/a',
      {},
      { ...places, endpointOf: () => 'http://10.0.0.5' },
      /AWS_ENDPOINT_URL_S3 .* must be an https/,
    ],
  ] as const) {
    test(`1.11 ${what} is refused when the definition is read`, () => {
      const resources = restApi({ paths: paths(`arn:aws:apigateway:${region}:${uri}`, more) })
      assert.throws(() => definitionFromTemplate(resources, { region, accountId, awsPlaces }), advice)
    })
  }
})
