import assert from 'node:assert/strict'
import { functionArn, invocationUri, resource, startGateway } from '../gateway-under-test.ts'
import { httpApiOf, payloadOf, policyResult, restApiOf } from '../lambda-authorizer-apis.ts'
import { ok, seen, unauthorized } from './contract-apis.ts'
import { problemOf } from './problem-of.ts'
import { rowsOf, shownHere } from './row.ts'

const rest = 'src/gateway/authorizers/lambda/rest-authorizers.test.ts'
const http = 'src/gateway/authorizers/lambda/http-authorizers.test.ts'
const loading = 'src/gateway/loading/authorizers/lambda-authorizer.test.ts'

const headers = { authorization: 'letmein' }

async function contextOf(context: unknown): Promise<Record<string, unknown>> {
  await using api = await startGateway({
    resources: restApiOf(),
    functions: { ask: () => policyResult('Allow', '*', { context }), backend: ok },
  })
  await api.ask('GET', '/rest/dev/b', { headers })
  return payloadOf(api, 1).requestContext.authorizer
}

async function refusalOf(context: unknown) {
  await using api = await startGateway({
    resources: restApiOf(),
    functions: { ask: () => policyResult('Allow', '*', { context }), backend: ok },
  })
  const { status, body } = await api.ask('GET', '/rest/dev/b', { headers })
  return [status, body, api.calls.length]
}

const ttl = (authorizerResultTtlInSeconds: number) => problemOf(restApiOf({ authorizerResultTtlInSeconds }))

/** Section 1.4. */
export const lambdaAuthorizers = [
  ...rowsOf(rest, {
    'TOKEN: type, authorizationToken and methodArn, and nothing else':
      'the event has the token and the method, and what the function says goes to the backend as text',
    'TOKEN: a token that the expression does not match is 401 without asking':
      'a token that the expression does not match',
    'REQUEST: the request without its body': 'the event is the request without its body',
    'REQUEST: headers, query strings, stage variables and context identify':
      'every kind of source counts, and one that is missing is 401 without asking',
    'without caching no source is needed': 'without caching no source is needed, and every request asks',
    'any source that is missing or empty: 401 without asking': 'an empty token',
    'a policy that is kept covers all methods of the API; one for the first method denies the next':
      'a policy covers all methods of the API, for as long as the authorizer says',
    'denials are kept too': 'denials are kept, errors are not',
    'the key of the cache is all values, by authorizer and stage':
      'another token, another stage and another value of a repeated header ask again',
    'the text Unauthorized is 401': 'an error with the text Unauthorized',
    'any other text is 500, AUTHORIZER_FAILURE, message null': 'an error with any other text',
    'no answer in time is 500': 'no answer in time',
    'a function that may not be called is 500': 'no such function',
    'a result of another shape is 500, AUTHORIZER_CONFIGURATION_ERROR': 'a result of another shape',
    'REST APIs take no simple responses': 'a simple response, which REST APIs do not take',
    'a policy that does not allow: 403 with a capital Message': 'a policy that allows something else',
    'a policy that denies says so: with an explicit deny': 'a policy that denies',
    'a method ARN over 1,600 bytes is 414': 'a method ARN over 1,600 bytes is 414 without asking',
  }),
  ...rowsOf('test/gateway/websocket/messages.test.ts', {
    'a WebSocket result of 8 KB at most':
      '1.4 a Lambda authorizer decides who connects, sees the Origin, and is in every later event',
  }),
  ...rowsOf(http, {
    '2.0: the event of a function without its body, with routeArn, identitySource and type':
      'the event is that of a function, without body and with the identity',
    '2.0: any JSON of the context, under lambda': 'the context goes on as it is, under lambda',
    '2.0: lambda is null without a context': 'without a context, lambda is null',
    '1.0: the event of REQUEST with version, identitySource and authorizationToken as text':
      'the event is that of REQUEST, with version and identity as text',
    'HTTP: another error is 500 Internal Server Error': 'another error',
    'HTTP: a denial is 403 Forbidden': 'a denial',
    'HTTP: simple responses only where the authorizer has them': 'a simple response that nobody asked for',
    'HTTP: simple responses take no policy': 'a policy',
    'HTTP: nothing is kept by default, and $context.routeKey keys by route':
      'nothing is kept unless the authorizer says so; with the route in the key, each route asks',
  }),
  ...rowsOf('src/gateway/authorizers/lambda/hostile-answers.test.ts', {
    'REST: objects and lists in the context are refused':
      'a context is flat for REST, and never passes for the claims of a token',
  }),
  ...shownHere({
    'REST keeps answers 300 s by default: one question for two requests': async () => {
      let asked = 0
      const ask = () => ((asked += 1), policyResult('Allow'))
      await using api = await startGateway({ resources: restApiOf(), functions: { ask, backend: ok } })
      for (const path of ['/b', '/c']) assert.equal((await api.ask('GET', `/rest/dev${path}`, { headers })).status, 200)
      assert.equal(asked, 1)
    },
    'REST: time to live from 0 to 3600': () => {
      assert.deepEqual([ttl(0), ttl(3600)], ['', ''])
      for (const wrong of [-1, 3601]) assert.match(ttl(wrong), /from 0 to 3600/)
    },
    'caching without an identity source is refused': () => {
      const problem = problemOf(restApiOf({ type: 'request', authorizerResultTtlInSeconds: 60 }))
      assert.match(problem, /names no identity source/)
    },
    'REST: a path or a body identifies nobody': () => {
      for (const source of ['method.request.path.id', 'method.request.body.token']) {
        assert.match(
          problemOf(restApiOf({ type: 'request', identitySource: source })),
          /not a header, a query parameter/,
        )
      }
    },
    'simple responses need EnableSimpleResponses and the format 2.0': () => {
      const resources = httpApiOf({ EnableSimpleResponses: true, AuthorizerPayloadFormatVersion: '1.0' })
      assert.match(problemOf(resources), /need the payload format version 2.0/)
    },
    'REST: texts, numbers and booleans of the context are text, with principalId and integrationLatency': async () => {
      const { integrationLatency, ...told } = await contextOf({ tenant: 't1', level: 7, isAdmin: false })
      assert.deepEqual(told, { tenant: 't1', level: '7', isAdmin: 'false', principalId: 'ada' })
      assert.equal(typeof integrationLatency, 'number')
    },
    'REST: an object or a list in the context is 500': async () => {
      for (const context of [{ a: { b: 1 } }, { a: [1] }]) {
        assert.deepEqual(await refusalOf(context), [500, '{"message":null}', 1])
      }
    },
    'REST: the key claims is reserved': async () =>
      assert.deepEqual(await refusalOf({ claims: 'x' }), [500, '{"message":null}', 1]),
    'a Resource over 512 characters is no policy': async () => {
      await using api = await startGateway({
        resources: restApiOf(),
        functions: {
          ask: () => policyResult('Allow', `arn:aws:execute-api:eu-central-1:123456789012:rest/${'a'.repeat(512)}*`),
          backend: ok,
        },
      })
      assert.equal((await api.ask('GET', '/rest/dev/b', { headers })).status, 500)
    },
    'an HTTP authorizer has 10 s': async () => {
      const limits: (number | undefined)[] = []
      await using api = await startGateway({
        resources: httpApiOf(),
        functions: {
          ask: (_, { timeoutMilliseconds }) => (limits.push(timeoutMilliseconds), policyResult('Allow')),
          backend: ok,
        },
      })
      await api.ask('GET', '/http/b', { headers })
      assert.deepEqual(limits, [10_000])
    },
    'REST: no token is 401 Unauthorized': async () => {
      await using api = await startGateway({ resources: restApiOf(), functions: {} })
      assert.deepEqual(seen(await api.ask('GET', '/rest/dev/b')), unauthorized)
    },
    'permissions of functions': { differs: '`AWS::Lambda::Permission`' },
    'an authorizer’s URI is an invocation ARN, or the function’s own': () => {
      for (const AuthorizerUri of [invocationUri('ask'), functionArn('ask')])
        assert.equal(problemOf(httpApiOf({ AuthorizerUri })), '')
    },
    'a route names its authorizer': () => {
      const resources = [
        ...httpApiOf(),
        resource('Bare', 'AWS::ApiGatewayV2::Route', {
          ApiId: 'http',
          RouteKey: 'GET /bare',
          Target: 'integrations/backend',
          AuthorizationType: 'CUSTOM',
        }),
      ]
      assert.match(problemOf(resources), /missing AuthorizerId/)
    },
  }),
  ...rowsOf(loading, {
    'the resource TOKEN': 'AWS::ApiGateway::Authorizer TOKEN',
    'the resource REQUEST': 'AWS::ApiGateway::Authorizer REQUEST',
    'the extension, with the header of its scheme':
      'x-amazon-apigateway-authorizer token takes the header of its scheme',
    'the resource of an HTTP API': 'AWS::ApiGatewayV2::Authorizer REQUEST',
  }),
]
