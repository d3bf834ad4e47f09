import assert from 'node:assert/strict'
import { functionArn, now, startGateway, type AskOptions } from '../gateway-under-test.ts'
import { functionOperation, startHttpApi } from '../http-api-under-test.ts'
import { payloadOf } from '../lambda-authorizer-apis.ts'
import { operation, restApi, startRestApi } from '../rest-api-under-test.ts'
import { httpTags, lambda, ok } from './contract-apis.ts'
import { rowsOf, shownHere } from './row.ts'

async function restEvent(path = '/rest/v1/a', options: AskOptions = {}, method = 'GET') {
  await using api = await startRestApi({
    paths: {
      '/a': { 'x-amazon-apigateway-any-method': operation(lambda('ok')) },
      '/p/{id}': { get: operation(lambda('ok')) },
    },
    functions: { ok },
  })
  await api.ask(method, path, options)
  return payloadOf(api, 0)
}

async function httpEvent(path = '/http/a', options: AskOptions = {}, method = 'GET', format: '1.0' | '2.0' = '2.0') {
  const any = 'x-amazon-apigateway-any-method'
  await using api = await startHttpApi({
    paths: {
      '/a': { [any]: functionOperation('ok', { format }) },
      '/p/{id}': { [any]: functionOperation('ok', { format }) },
    },
    functions: { ok },
  })
  await api.ask(method, path, options)
  return payloadOf(api, 0)
}

async function restAnswer(result: unknown, options: AskOptions = {}, binaryMediaTypes: string[] = []) {
  await using api = await startRestApi({
    paths: { '/a': { get: operation(lambda('f')) } },
    properties: { BinaryMediaTypes: binaryMediaTypes },
    functions: { f: () => result },
  })
  return await api.ask('GET', '/rest/v1/a', options)
}

async function httpAnswer(result: unknown, tags: Record<string, string> = {}) {
  await using api = await startHttpApi({
    paths: { '/a': { get: functionOperation('f') } },
    properties: { Tags: httpTags(tags) },
    functions: { f: () => result },
  })
  return await api.ask('GET', '/http/a')
}

const common = [
  'body',
  'headers',
  'httpMethod',
  'isBase64Encoded',
  'multiValueHeaders',
  'multiValueQueryStringParameters',
  'path',
  'pathParameters',
  'queryStringParameters',
  'requestContext',
  'resource',
  'stageVariables',
]
const identity = [
  'accessKey',
  'accountId',
  'caller',
  'cognitoAuthenticationProvider',
  'cognitoAuthenticationType',
  'cognitoIdentityId',
  'cognitoIdentityPoolId',
  'principalOrgId',
  'sourceIp',
  'user',
  'userAgent',
  'userArn',
]
const context = [
  'accountId',
  'apiId',
  'domainName',
  'domainPrefix',
  'extendedRequestId',
  'httpMethod',
  'identity',
  'path',
  'protocol',
  'requestId',
  'requestTime',
  'requestTimeEpoch',
  'resourcePath',
  'stage',
]
const badRest = { status: 502, body: '{"message":"Internal server error"}' }

/** Section 1.12. */
export const lambdaPayloads = [
  ...shownHere({
    '1.0 of REST: these members and no others': async () => {
      const event = await restEvent()
      assert.deepEqual(Object.keys(event).toSorted(), common)
      assert.deepEqual(Object.keys(event.requestContext).toSorted(), [...context, 'resourceId'].toSorted())
      assert.deepEqual(
        Object.keys(event.requestContext.identity).toSorted(),
        ['apiKey', 'apiKeyId', ...identity].toSorted(),
      )
    },
    '1.0 of HTTP has a version besides': async () => {
      const event = await httpEvent('/http/a', {}, 'GET', '1.0')
      assert.deepEqual(Object.keys(event).toSorted(), [...common, 'version'].toSorted())
      assert.deepEqual(Object.keys(event.requestContext.identity).toSorted(), identity)
      assert.equal(event.version, '1.0')
    },
    'deploymentId of REST': async () => {
      const paths = { '/a': { get: operation(lambda('ok')) } }
      const resources = restApi({ paths }).map((each) =>
        each.type === 'AWS::ApiGateway::Stage'
          ? { ...each, properties: { ...each.properties, DeploymentId: 'a1b2c3' } }
          : each,
      )
      await using api = await startGateway({ resources, functions: { ok } })
      await api.ask('GET', '/rest/v1/a')
      assert.equal(payloadOf(api, 0).requestContext.deploymentId, 'a1b2c3')
    },
    'requestTime as in a log, requestTimeEpoch in milliseconds': async () => {
      const { requestContext } = await restEvent()
      assert.deepEqual(
        [requestContext.requestTime, requestContext.requestTimeEpoch],
        ['20/Nov/2026:12:00:00 +0000', now.getTime()],
      )
    },
    '1.0: single values are the last, names keep their case': async () => {
      const { headers, multiValueHeaders, queryStringParameters } = await restEvent('/rest/v1/a?x=1&x=2', {
        headers: { 'X-Two': ['1', '2'] },
      })
      assert.deepEqual([headers['X-Two'], multiValueHeaders['X-Two'], queryStringParameters.x], ['2', ['1', '2'], '2'])
    },
    'REST: content-length and connection are not passed on': async () => {
      const { headers } = await restEvent('/rest/v1/a', { headers: { connection: 'keep-alive' }, body: 'a' }, 'POST')
      const names = Object.keys(headers).map((name) => name.toLowerCase())
      assert.deepEqual(
        names.filter((name) => name === 'content-length' || name === 'connection'),
        [],
      )
    },
    '2.0: these members and no others, absent ones left out': async () => {
      const event = await httpEvent()
      assert.deepEqual(Object.keys(event).toSorted(), [
        'headers',
        'isBase64Encoded',
        'rawPath',
        'rawQueryString',
        'requestContext',
        'routeKey',
        'version',
      ])
      const { requestContext } = event
      assert.deepEqual(Object.keys(requestContext).toSorted(), [
        'accountId',
        'apiId',
        'domainName',
        'domainPrefix',
        'http',
        'requestId',
        'routeKey',
        'stage',
        'time',
        'timeEpoch',
      ])
      assert.deepEqual(Object.keys(requestContext.http).toSorted(), [
        'method',
        'path',
        'protocol',
        'sourceIp',
        'userAgent',
      ])
    },
    '2.0: headers in lower case, repetitions joined by a comma and a space': async () => {
      assert.equal((await httpEvent('/http/a', { headers: { 'X-Two': ['1', '2'] } })).headers['x-two'], '1, 2')
    },
    '2.0: query parameters that repeat are joined by a comma': async () => {
      assert.deepEqual((await httpEvent('/http/a?x=1&x=2&y=')).queryStringParameters, { x: '1,2', y: '' })
    },
    '2.0: cookies stand for the header': async () => {
      const { cookies, headers } = await httpEvent('/http/a', { headers: { cookie: 'a=1; b=2' } })
      assert.deepEqual([cookies, headers.cookie], [['a=1', 'b=2'], undefined])
    },
    '2.0: rawQueryString is there without a query': async () => assert.equal((await httpEvent()).rawQueryString, ''),
    'rawPath is decoded, the path of 1.0 encoded': async () => {
      assert.equal((await httpEvent('/http/p/a%20b')).rawPath, '/p/a b')
      assert.equal((await httpEvent('/http/p/a%20b', {}, 'GET', '1.0')).path, '/p/a%20b')
      assert.equal((await restEvent('/rest/v1/p/a%20b')).path, '/p/a%20b')
    },
    'path parameters: encoded of REST, decoded of HTTP': async () => {
      assert.equal((await restEvent('/rest/v1/p/a%20b')).pathParameters.id, 'a%20b')
      assert.equal((await httpEvent('/http/p/a%20b')).pathParameters.id, 'a b')
    },
    'query values are decoded': async () => {
      assert.equal((await restEvent('/rest/v1/a?x=%C3%A9')).queryStringParameters.x, 'é')
      assert.equal((await httpEvent('/http/a?x=%C3%A9')).queryStringParameters.x, 'é')
    },
    'REST: an extra key, a body that is no text and a status that is no number are 502': async () => {
      for (const result of [
        { statusCode: 200, more: 1 },
        { statusCode: 200, body: 1 },
        { statusCode: 200.5 },
        { statusCode: 'x' },
        'text',
        null,
      ]) {
        const { status, body } = await restAnswer(result)
        assert.deepEqual({ status, body }, badRest, JSON.stringify(result))
      }
    },
    'REST: multiValueHeaders go over headers': async () => {
      const { headers } = await restAnswer({
        statusCode: 200,
        headers: { 'X-A': '1', 'X-B': 'b' },
        multiValueHeaders: { 'x-a': ['2', '3'] },
      })
      assert.deepEqual([headers['x-a'], headers['x-b']], ['2, 3', 'b'])
    },
    '2.0: cookies are one Set-Cookie each': async () => {
      assert.deepEqual((await httpAnswer({ statusCode: 200, cookies: ['a=1', 'b=2'] })).headers['set-cookie'], [
        'a=1',
        'b=2',
      ])
    },
    '2.0: no statusCode is 200 with the whole result as JSON': async () => {
      for (const [result, body] of [
        [{ a: 1 }, '{"a":1}'],
        [[1], '[1]'],
        [7, '7'],
        [null, 'null'],
      ] as const) {
        const answer = await httpAnswer(result)
        assert.deepEqual([answer.status, answer.headers['content-type'], answer.body], [200, 'application/json', body])
      }
    },
    '2.0: a text is the body as it is, of a type that a switch chooses': {
      chosenBy: 'text-result',
      test: async () => {
        const [json, text] = [await httpAnswer('hello'), await httpAnswer('hello', { 'text-result': 'text' })]
        assert.deepEqual([json.body, json.headers['content-type']], ['hello', 'application/json'])
        assert.deepEqual([text.body, text.headers['content-type']], ['hello', 'text/plain;charset=utf-8'])
        assert.equal(
          (await httpAnswer({ a: 1 }, { 'text-result': 'text' })).headers['content-type'],
          'application/json',
        )
      },
    },
    '2.0: a status that is none is 500': async () => {
      const { status, body } = await httpAnswer({ statusCode: 'x' })
      assert.deepEqual([status, body], [500, '{"message":"Internal Server Error"}'])
    },
    'the content type unless one is set: JSON of REST, text of HTTP': async () => {
      assert.equal((await restAnswer({ statusCode: 200, body: 'a' })).headers['content-type'], 'application/json')
      assert.equal(
        (await httpAnswer({ statusCode: 200, body: 'a' })).headers['content-type'],
        'text/plain;charset=utf-8',
      )
    },
    '6 MB for a function, 413 above': async () => {
      await using api = await startRestApi({ paths: { '/a': { post: operation(lambda('ok')) } }, functions: { ok } })
      const statusOf = async (bytes: number) =>
        (await api.ask('POST', '/rest/v1/a', { body: Buffer.alloc(bytes) })).status
      assert.deepEqual([await statusOf(6 * 1024 * 1024), await statusOf(6 * 1024 * 1024 + 1)], [200, 413])
    },
    'HTTP: text, JSON, XML and JavaScript are text, all else is base64': async () => {
      for (const [type, isBinary] of [
        ['text/csv', false],
        ['application/json', false],
        ['application/xml', false],
        ['application/javascript', false],
        ['application/vnd.api+json', false],
        ['image/svg+xml', false],
        ['image/png', true],
        ['application/octet-stream', true],
      ] as const) {
        const event = await httpEvent('/http/a', { headers: { 'content-type': type }, body: 'ab' }, 'POST')
        assert.deepEqual([event.isBase64Encoded, event.body], isBinary ? [true, 'YWI='] : [false, 'ab'], type)
      }
    },
    'REST: binary by the media types of the API': async () => {
      const answer = { statusCode: 200, headers: { 'content-type': 'image/png' }, body: 'YWI=', isBase64Encoded: true }
      assert.equal((await restAnswer(answer)).body, 'YWI=')
      assert.equal((await restAnswer(answer, {}, ['image/png'])).body, 'ab')
    },
    'a function is called by the ARN of its integration': async () => {
      await using api = await startRestApi({ paths: { '/a': { get: operation(lambda('ok')) } }, functions: { ok } })
      await api.ask('GET', '/rest/v1/a')
      assert.equal(api.calls[0]?.functionArn, functionArn('ok'))
    },
  }),
  ...rowsOf('src/gateway/rest-api.test.ts', { '1.0: absent maps are null': 'leaves absent maps null' }),
  ...rowsOf('test/gateway/certificates/mutual-tls.test.ts', {
    '1.0: identity.clientCert': '1.12 a REST API’s event tells the certificate',
    '2.0: authentication.clientCert': '1.12 an HTTP API’s event of format 2.0 tells the certificate',
    'neither without a certificate': '1.12 an event without one has no member for it',
  }),
]
