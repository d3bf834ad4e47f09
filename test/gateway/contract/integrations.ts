import assert from 'node:assert/strict'
import { functionArn, startBackend } from '../gateway-under-test.ts'
import { functionOperation, httpApi, proxyOperation, startHttpApi } from '../http-api-under-test.ts'
import { payloadOf } from '../lambda-authorizer-apis.ts'
import { operation, restApi, startRestApi } from '../rest-api-under-test.ts'
import { lambda, ok } from './contract-apis.ts'
import { problemOf } from './problem-of.ts'
import { rowsOf, shownHere } from './row.ts'

const problem = (integration: Record<string, unknown>) =>
  problemOf(restApi({ paths: { '/a': { get: operation(integration) } } }))

/** Section 1.11. */
export const integrations = [
  ...rowsOf('src/gateway/integrations/mapped/mock.test.ts', {
    'MOCK: the request template’s statusCode selects the response':
      'the request template selects the response, whose template sees the request',
    'no response that matches: 500': '1.14 /${path} is 500 Internal server error',
  }),
  ...rowsOf('src/gateway/integrations/mapped/http.test.ts', {
    'HTTP: a pattern is matched with the status, in full': 'the status selects the response; no match is 500',
    'HTTP_PROXY applies its parameter mappings': '1.13 an HTTP_PROXY maps all values of a parameter',
  }),
  ...rowsOf('src/gateway/integrations/mapped/function.test.ts', {
    'AWS: a pattern is matched with errorMessage, in full': "the error's message selects the response, matched in full",
    'X-Amz-Invocation-Type: Event is not waited for': 'an event is not waited for',
  }),
  ...rowsOf('src/gateway/rest-api.test.ts', {
    'HTTP_PROXY drops Host and Content-Encoding':
      'passes on path, query, body and mapped claims, and drops what HTTP_PROXY drops',
  }),
  ...shownHere({
    'REST: five types and no others': () => {
      assert.match(problem({ type: 'other', uri: 'x' }), /AWS_PROXY, AWS, HTTP_PROXY, HTTP or MOCK/)
      assert.equal(problem({ type: 'mock', responses: {} }), '')
    },
    'REST: a pattern-less response is the default, wherever it stands': async () => {
      const responses = { default: { statusCode: '201' }, '4..': { statusCode: '202' } }
      const mock = (code: number) =>
        operation({ type: 'mock', requestTemplates: { 'application/json': `{"statusCode": ${code}}` }, responses })
      await using api = await startRestApi({ paths: { '/a': { get: mock(404) }, '/b': { get: mock(500) } } })
      assert.deepEqual(
        [(await api.ask('GET', '/rest/v1/a')).status, (await api.ask('GET', '/rest/v1/b')).status],
        [202, 201],
      )
    },
    'REST: the method of a function’s integration is POST': () => {
      assert.equal(problem({ ...lambda('ok'), httpMethod: 'post' }), '')
      for (const httpMethod of ['GET', 'ANY']) assert.match(problem({ ...lambda('ok'), httpMethod }), /must be POST/)
    },
    'HTTP: it is ignored': async () => {
      const integration = { type: 'aws_proxy', httpMethod: 'GET', uri: functionArn('ok'), payloadFormatVersion: '2.0' }
      await using api = await startHttpApi({
        paths: { '/a': { get: { 'x-amazon-apigateway-integration': integration } } },
        functions: { ok },
      })
      assert.equal((await api.ask('GET', '/http/a')).status, 200)
    },
    'a function by its invocation URI, and of HTTP APIs by its ARN too': async () => {
      const paths = {
        '/a': { get: functionOperation('ok') },
        '/b': { get: { 'x-amazon-apigateway-integration': { ...lambda('ok'), payloadFormatVersion: '2.0' } } },
      }
      await using api = await startHttpApi({ paths, functions: { ok } })
      for (const path of ['/http/a', '/http/b']) assert.equal((await api.ask('GET', path)).status, 200)
    },
    'REST: a bare ARN is no URI': () =>
      assert.match(problem({ ...lambda('ok'), uri: functionArn('ok') }), /invocations/),
    'HTTP_PROXY of HTTP APIs: path variables in the URI': async () => {
      await using backend = await startBackend()
      const paths = { '/pets/{id}/{proxy+}': { get: proxyOperation(`${backend.url}/base/{id}/x/{proxy}`) } }
      await using api = await startHttpApi({ paths })
      await api.ask('GET', '/http/pets/7/a/b')
      assert.equal(backend.seen[0]?.url, '/base/7/x/a/b')
    },
    '$default appends the whole path': async () => {
      await using backend = await startBackend()
      await using api = await startHttpApi({
        paths: { '/$default': { 'x-amazon-apigateway-any-method': proxyOperation(`${backend.url}/base`) } },
      })
      await api.ask('GET', '/http/a/b?x=1')
      assert.equal(backend.seen[0]?.url, '/base/a/b?x=1')
    },
    'the leg to the backend is HTTP/1.1': async () => {
      let version = ''
      await using backend = await startBackend((message, response) => {
        version = message.httpVersion
        response.end()
      })
      await using api = await startHttpApi({ paths: { '/a': { get: proxyOperation(`${backend.url}/`) } } })
      await api.ask('GET', '/http/a')
      assert.equal(version, '1.1')
    },
    'payload formats 1.0 and 2.0, 1.0 unless said otherwise': async () => {
      const integration = { type: 'aws_proxy', uri: functionArn('ok') }
      await using api = await startHttpApi({
        paths: { '/a': { get: { 'x-amazon-apigateway-integration': integration } } },
        functions: { ok },
      })
      await api.ask('GET', '/http/a')
      assert.equal(payloadOf(api, 0).version, '1.0')
      assert.match(
        problemOf(httpApi({ paths: { '/a': { get: functionOperation('ok', { format: '3.0' as '2.0' }) } } })),
        /must be 1.0 or 2.0/,
      )
    },
    'the source ARN of a permission': { differs: '`AWS::Lambda::Permission`' },
    'a function that fails to run twice again': {
      differs: 'A function called with `X-Amz-Invocation-Type: Event` is called once',
    },
  }),
  ...rowsOf('test/gateway/vpc-links.test.ts', {
    'HTTP: a private backend keeps the stage in its path':
      '1.11 a private backend gets the stage in its path, and host and query as they came',
    'HTTP: by a listener, or by a Cloud Map service':
      '1.11 a Cloud Map service is found by its ARN, without what its instances are chosen by',
    'HTTP: TLS by ServerNameToVerify':
      '1.11 the certificate must be for ServerNameToVerify, which the handshake asks for',
    'REST: VPC_LINK': '1.11 ${what}: the URI gives path and Host, the link the way',
  }),
  ...rowsOf('test/gateway/aws-services/http-services.test.ts', {
    'HTTP: EventBridge, Kinesis and Step Functions by subtype':
      '1.11 ${subtype}: parameters become the members of its request',
    'HTTP: SQS by subtype': '1.11 ${subtype}: parameters become the fields of a form for the queue',
    'HTTP: AppConfig-GetConfiguration':
      '1.11 AppConfig-GetConfiguration: parameters become path and query, and the client gets the configuration',
  }),
  ...rowsOf('test/gateway/aws-services/rest-services.test.ts', {
    'REST: AWS by action': '1.11 an action of a service with JSON has its target, and the template its body',
    'REST: AWS by path': '1.11 a path of a service is filled by mappings',
  }),
]
