import assert from 'node:assert/strict'
import { resource, startGateway } from '../gateway-under-test.ts'
import { functionOperation, httpApi, startHttpApi } from '../http-api-under-test.ts'
import { payloadOf } from '../lambda-authorizer-apis.ts'
import { operation, restApi, startRestApi } from '../rest-api-under-test.ts'
import { lambda, missingToken, ok, restTags, schemes, seen } from './contract-apis.ts'
import { problemOf } from './problem-of.ts'
import { rowsOf, shownHere } from './row.ts'

type Methods = Readonly<Record<string, readonly string[]>>

const ANY = 'x-amazon-apigateway-any-method'
const key = (method: string) => (method === 'ANY' ? ANY : method.toLowerCase())
const integrations = (make: (name: string) => unknown, routes: Methods) =>
  Object.fromEntries(
    Object.entries(routes).map(([path, methods]) => [
      path,
      Object.fromEntries(methods.map((method) => [key(method), make(`f${methods.indexOf(method)}`)])),
    ]),
  )

/** Which resource and method a REST API resolves a request to, as `METHOD /path`, or the status of its refusal. */
async function resolvedByRest(routes: Methods, method: string, path: string) {
  await using api = await startRestApi({
    paths: integrations((name) => operation(lambda(name)), routes),
    functions: { f0: ok, f1: ok, f2: ok },
  })
  const { status } = await api.ask(method, `/rest/v1${path}`)
  return status === 200 ? payloadOf(api, 0).resource : status
}

async function resolvedByHttp(routes: Methods, method: string, path: string) {
  await using api = await startHttpApi({
    paths: integrations((name) => functionOperation(name), routes),
    functions: { f0: ok, f1: ok, f2: ok },
  })
  const { status } = await api.ask(method, `/http${path}`)
  return status === 200 ? payloadOf(api, 0).routeKey : status
}

const restProblem = (paths: Methods) => problemOf(restApi({ paths: integrations(() => operation(lambda('f')), paths) }))
const httpProblem = (paths: Methods) => problemOf(httpApi({ paths: integrations(() => functionOperation('f'), paths) }))

/** Section 1.9. */
export const routing = [
  ...rowsOf('src/gateway/router/route-table.test.ts', {
    'both sets of rules, against their plain statement over random tables':
      'agrees with the plain statement of the ${kind} rules',
    'REST goes back where the more specific branch lacks the method':
      'goes back where the more specific branch lacks the method',
    'ANY is DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT':
      '1.9 ANY is the seven methods and no other, and `$default` is for no other either',
  }),
  ...shownHere({
    'REST: literal, then {param}, then {proxy+}': async () => {
      const routes = { '/a/b': ['GET'], '/a/{p}': ['GET'], '/{proxy+}': ['GET'] }
      assert.equal(await resolvedByRest(routes, 'GET', '/a/b'), '/a/b')
      assert.equal(await resolvedByRest(routes, 'GET', '/a/c'), '/a/{p}')
      assert.equal(await resolvedByRest(routes, 'GET', '/x/y/z'), '/{proxy+}')
    },
    'REST: a specific node without the verb falls through': async () => {
      const routes = { '/a/b': ['POST'], '/a/{p}': ['GET'], '/{proxy+}': ['ANY'] }
      assert.equal(await resolvedByRest(routes, 'GET', '/a/b'), '/a/{p}')
      assert.equal(await resolvedByRest(routes, 'DELETE', '/a/b'), '/{proxy+}')
    },
    'REST: a node with OPTIONS alone falls through': async () => {
      const routes = { '/a/b': ['OPTIONS'], '/a/{p}': ['GET'] }
      assert.equal(await resolvedByRest(routes, 'GET', '/a/b'), '/a/{p}')
    },
    'REST: the exact method goes before ANY': async () => {
      await using api = await startRestApi({
        paths: { '/a': { get: operation(lambda('exact')), [ANY]: operation(lambda('any')) } },
        functions: { exact: () => ({ statusCode: 201 }), any: () => ({ statusCode: 202 }) },
      })
      const statusOf = async (method: string) => (await api.ask(method, '/rest/v1/a')).status
      assert.deepEqual([await statusOf('GET'), await statusOf('PUT'), await statusOf('TRACE')], [201, 202, 403])
    },
    'REST: no match is 403 Missing Authentication Token, for paths and methods': async () => {
      await using api = await startRestApi({ paths: { '/a': { get: operation(lambda('ok')) } } })
      for (const [method, path] of [
        ['GET', '/b'],
        ['POST', '/a'],
        ['GET', ''],
      ] as const) {
        assert.deepEqual(seen(await api.ask(method, `/rest/v1${path}`)), missingToken)
      }
    },
    '{any+} is the last segment': () => {
      assert.match(restProblem({ '/{p+}/a': ['GET'] }), /must be the last/)
      assert.match(httpProblem({ '/{p+}/a': ['GET'] }), /must be the last/)
    },
    '{any+} does not match its parent': async () => {
      assert.equal(await resolvedByRest({ '/a/{proxy+}': ['GET'] }, 'GET', '/a'), 403)
      assert.equal(await resolvedByRest({ '/a/{proxy+}': ['GET'] }, 'GET', '/a/'), 403)
      assert.equal(await resolvedByHttp({ '/a/{proxy+}': ['GET'] }, 'GET', '/a'), 404)
    },
    'REST: one parameter name at a sibling position': () => {
      assert.match(restProblem({ '/a/{p}': ['GET'], '/a/{q}/b': ['GET'] }), /two names for one parameter/)
      assert.equal(restProblem({ '/a/{p}': ['GET'], '/a/{p}/b': ['GET'], '/b/{q}': ['GET'] }), '')
    },
    'REST: a trailing slash matches, and stays in the event': async () => {
      await using api = await startRestApi({ paths: { '/a': { get: operation(lambda('ok')) } }, functions: { ok } })
      await api.ask('GET', '/rest/v1/a/')
      const { path, requestContext } = payloadOf(api, 0)
      assert.deepEqual([path, requestContext.path], ['/a/', '/v1/a/'])
    },
    'HTTP: a trailing slash matches, and stays in rawPath': async () => {
      await using api = await startHttpApi({ paths: { '/a': { get: functionOperation('ok') } }, functions: { ok } })
      assert.equal((await api.ask('GET', '/http/a/')).status, 200)
      assert.equal(payloadOf(api, 0).rawPath, '/a/')
    },
    'paths are case-sensitive': async () => {
      assert.equal(await resolvedByRest({ '/Pets': ['GET'] }, 'GET', '/pets'), 403)
      assert.equal(await resolvedByHttp({ '/Pets': ['GET'] }, 'GET', '/pets'), 404)
    },
    '/ping and /sping are reserved': () => {
      for (const path of ['/ping', '/sping']) {
        assert.match(restProblem({ [path]: ['GET'] }), /reserved/)
        assert.match(httpProblem({ [path]: ['GET'] }), /reserved/)
      }
    },
    'X-HTTP-Method-Override': {
      chosenBy: 'method-override',
      test: async () => {
        const start = (tags: Record<string, string>) =>
          startRestApi({
            paths: {
              '/a': {
                post: operation(lambda('post')),
                delete: operation(lambda('remove'), { security: [{ Pool: [] }] }),
              },
            },
            body: schemes(),
            properties: { Tags: restTags(tags) },
            functions: { post: ok, remove: ok },
          })
        const override = (written: string | string[]) => ({ headers: { 'X-HTTP-Method-Override': written } })
        await using plain = await start({})
        assert.equal((await plain.ask('POST', '/rest/v1/a', override('DELETE'))).status, 200)
        assert.equal(JSON.stringify(payloadOf(plain, 0)).toLowerCase().includes('override'), false)
        await using on = await start({ 'method-override': 'on' })
        const statuses = []
        for (const written of ['DELETE', 'delete', 'POST', 'BREW', ['DELETE', 'POST']])
          statuses.push((await on.ask('POST', '/rest/v1/a', override(written))).status)
        // The authorizer of the method that it becomes decides; what is no method, or two, changes nothing.
        assert.deepEqual(statuses, [401, 401, 200, 200, 200])
        assert.equal((await on.ask('DELETE', '/rest/v1/a', override('POST'))).status, 401)
        for (let call = 0; call < on.calls.length; call += 1) assert.equal(payloadOf(on, call).httpMethod, 'POST')
      },
    },
    'HTTP: a full match goes before a greedy one, whatever is literal': async () => {
      const routes = { '/a/{x}/c': ['GET'], '/a/b/{proxy+}': ['GET'] }
      assert.equal(await resolvedByHttp(routes, 'GET', '/a/b/c'), 'GET /a/{x}/c')
      assert.equal(await resolvedByRest(routes, 'GET', '/a/b/c'), '/a/b/{proxy+}')
    },
    'HTTP: the greedy route with the longest literal prefix': async () => {
      const routes = { '/{proxy+}': ['GET'], '/a/{proxy+}': ['GET'], '/a/b/{proxy+}': ['GET'] }
      assert.equal(await resolvedByHttp(routes, 'GET', '/a/b/c'), 'GET /a/b/{proxy+}')
      assert.equal(await resolvedByHttp(routes, 'GET', '/a/c'), 'GET /a/{proxy+}')
    },
    'HTTP: then $default, else 404': async () => {
      const routes = { '/a': ['GET'], '/$default': ['ANY'] }
      assert.equal(await resolvedByHttp(routes, 'GET', '/b'), '$default')
      assert.equal(await resolvedByHttp({ '/a': ['GET'] }, 'GET', '/b'), 404)
    },
    'HTTP: the exact method goes before ANY': async () => {
      const paths = { '/a': { get: functionOperation('ok'), [ANY]: functionOperation('ok') } }
      await using api = await startHttpApi({ paths, functions: { ok } })
      for (const method of ['GET', 'POST']) await api.ask(method, '/http/a')
      assert.deepEqual([payloadOf(api, 0).routeKey, payloadOf(api, 1).routeKey], ['GET /a', 'ANY /a'])
    },
    'HTTP: an explicit stage goes before $default': async () => {
      const paths = { '/blue': { get: functionOperation('ok') }, '/a': { get: functionOperation('ok') } }
      await using api = await startHttpApi({ paths, functions: { ok } })
      assert.equal((await api.ask('GET', '/http/blue/a')).status, 200)
      assert.equal(payloadOf(api, 0).requestContext.stage, 'blue')
      assert.equal((await api.ask('GET', '/http/blue')).status, 404)
    },
    'HTTP: routes that differ in a parameter’s name conflict': () => {
      assert.match(httpProblem({ '/a/{p}': ['GET'], '/a/{q}': ['GET'] }), /conflicts with/)
    },
    'HTTP: a key that ends with a slash is refused': () =>
      assert.match(httpProblem({ '/a/': ['GET'] }), /empty segment/),
    'HTTP: a route key is a method and a path, or $default': async () => {
      for (const RouteKey of ['/a', 'GET a', 'get /a', '$connect']) {
        const route = resource('Route', 'AWS::ApiGatewayV2::Route', {
          ApiId: 'http',
          RouteKey,
          Target: 'integrations/x',
        })
        assert.match(problemOf([...httpApi({ paths: {} }), route]), /must be "METHOD \/path" or \$default/)
      }
      await using api = await startGateway({ resources: httpApi({ paths: {} }) })
      assert.equal((await api.ask('GET', '/http/a')).status, 404)
    },
  }),
]
