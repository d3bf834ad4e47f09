import assert from 'node:assert/strict'
import { issuer, type AskOptions } from '../gateway-under-test.ts'
import { functionOperation, httpApi, startHttpApi } from '../http-api-under-test.ts'
import { operation, startRestApi } from '../rest-api-under-test.ts'
import { httpTags, lambda, ok, schemes } from './contract-apis.ts'
import { problemOf } from './problem-of.ts'
import { rowsOf, shownHere } from './row.ts'

const app = 'https://app.example'
const preflight = (origin = app): AskOptions => ({ headers: { origin, 'access-control-request-method': 'GET' } })
const jwt = {
  components: {
    securitySchemes: {
      Jwt: {
        type: 'oauth2',
        'x-amazon-apigateway-authorizer': {
          type: 'jwt',
          identitySource: '$request.header.Authorization',
          jwtConfiguration: { issuer, audience: ['a'] },
        },
      },
    },
  },
}
const guarded = {
  '/$default': { 'x-amazon-apigateway-any-method': functionOperation('ok', { security: [{ Jwt: [] }] }) },
}
const open = { '/open': { get: functionOperation('backend') } }
const withCors = (cors: Record<string, unknown>) => ({ 'x-amazon-apigateway-cors': cors })

/** Section 1.16. */
export const cors = [
  ...rowsOf('src/gateway/http-api.test.ts', {
    'a preflight is answered before routing and authorization, with methods, headers, age and credentials':
      'answers preflights before routing and authorization',
    'several origins: the one that matches is echoed': 'https://one.preview.example',
    'an origin that does not match gets no CORS headers': 'https://evil.example',
    'what the backend says of CORS is replaced, and errors carry the headers too':
      'replaces the backend’s CORS headers and covers errors',
    'without CORS the routes decide': 'leaves a preflight to the routes where CORS is not configured',
  }),
  ...rowsOf('src/gateway/loading/definition-from-template.test.ts', {
    'every origin together with credentials is refused': 'credentials for every origin',
    'an origin has a scheme': 'an origin without a scheme',
  }),
  ...shownHere({
    'a preflight needs no OPTIONS route': async () => {
      await using api = await startHttpApi({ paths: open, body: withCors({ allowOrigins: ['*'] }) })
      const { status, headers, body } = await api.ask('OPTIONS', '/http/nowhere', preflight())
      assert.deepEqual([status, headers['access-control-allow-origin'], body], [204, '*', ''])
    },
    'the status of a preflight is a switch': {
      chosenBy: 'preflight-status',
      test: async () => {
        const properties = { Tags: httpTags({ 'preflight-status': '200' }) }
        await using api = await startHttpApi({ paths: open, body: withCors({ allowOrigins: [app] }), properties })
        const { status, headers } = await api.ask('OPTIONS', '/http/open', preflight())
        assert.deepEqual([status, headers['access-control-allow-origin']], [200, app])
      },
    },
    'a preflight of another origin is answered without headers, or left to the routes by a switch': {
      chosenBy: 'preflight-miss',
      test: async () => {
        const backend = () => ({ statusCode: 200, headers: { 'access-control-allow-origin': '*' }, body: '' })
        const askWith = async (path: string, tags: Record<string, string>) => {
          await using api = await startHttpApi({
            paths: { ...open, '/any': { 'x-amazon-apigateway-any-method': functionOperation('backend') } },
            body: withCors({ allowOrigins: [app] }),
            properties: { Tags: httpTags(tags) },
            functions: { backend },
          })
          const { status, headers } = await api.ask('OPTIONS', path, preflight('https://else.example'))
          return [status, headers['access-control-allow-origin']]
        }
        assert.deepEqual(await askWith('/http/any', {}), [204, undefined])
        assert.deepEqual(await askWith('/http/any', { 'preflight-miss': 'route' }), [200, undefined])
        assert.deepEqual(await askWith('/http/open', { 'preflight-miss': 'route' }), [404, undefined])
      },
    },
    'every origin is a star, not an echo': async () => {
      const backend = () => ({
        statusCode: 200,
        headers: { 'access-control-allow-origin': 'https://else.example' },
        body: '',
      })
      await using api = await startHttpApi({
        paths: open,
        body: withCors({ allowOrigins: ['*'] }),
        functions: { backend },
      })
      const { headers } = await api.ask('GET', '/http/open', { headers: { origin: app } })
      assert.equal(headers['access-control-allow-origin'], '*')
    },
    'https://* is every origin of that scheme': async () => {
      await using api = await startHttpApi({ paths: open, body: withCors({ allowOrigins: ['https://*'] }) })
      const allowed = async (origin: string) =>
        (await api.ask('OPTIONS', '/http/open', preflight(origin))).headers['access-control-allow-origin']
      assert.deepEqual([await allowed(app), await allowed('http://app.example')], [app, undefined])
    },
    'maxAge is from -1 to 86400': () => {
      const problem = (maxAge: number) =>
        problemOf(httpApi({ paths: open, body: withCors({ allowOrigins: ['*'], maxAge }) }))
      assert.deepEqual([problem(-1), problem(86_400)], ['', ''])
      for (const wrong of [-2, 86_401]) assert.match(problem(wrong), /from -1 to 86400/)
    },
    'a $default route with an authorizer swallows OPTIONS': async () => {
      await using api = await startHttpApi({ paths: guarded, body: jwt, functions: { ok } })
      assert.equal((await api.ask('OPTIONS', '/http/a', preflight())).status, 401)
    },
    'unless CORS is configured': async () => {
      await using api = await startHttpApi({ paths: guarded, body: { ...jwt, ...withCors({ allowOrigins: [app] }) } })
      assert.equal((await api.ask('OPTIONS', '/http/a', preflight())).status, 204)
    },
    'or an open OPTIONS /{proxy+} is there': async () => {
      const paths = { ...guarded, '/{proxy+}': { options: functionOperation('ok') } }
      await using api = await startHttpApi({ paths, body: jwt, functions: { ok } })
      assert.equal((await api.ask('OPTIONS', '/http/a', preflight())).status, 200)
    },
    'REST: an OPTIONS method with a MOCK for each path': async () => {
      const mock = operation(
        {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: {
            default: {
              statusCode: '200',
              responseParameters: { 'method.response.header.Access-Control-Allow-Origin': `'${app}'` },
            },
          },
        },
        { headers: ['Access-Control-Allow-Origin'] },
      )
      await using api = await startRestApi({
        paths: { '/a': { options: mock }, '/b': { get: operation(lambda('ok')) } },
      })
      assert.equal((await api.ask('OPTIONS', '/rest/v1/a', preflight())).headers['access-control-allow-origin'], app)
      assert.equal((await api.ask('OPTIONS', '/rest/v1/b', preflight())).status, 403)
    },
    'REST: the gateway’s own errors have no CORS headers': async () => {
      const paths = { '/a': { get: operation(lambda('ok'), { security: [{ Pool: [] }] }) } }
      await using api = await startRestApi({ paths, body: schemes() })
      for (const path of ['/rest/v1/a', '/rest/v1/none']) {
        const { headers } = await api.ask('GET', path, { headers: { origin: app } })
        assert.deepEqual(
          Object.keys(headers).filter((name) => name.startsWith('access-control-')),
          [],
        )
      }
    },
    'REST: unless a gateway response sets them': async () => {
      const header = { 'gatewayresponse.header.Access-Control-Allow-Origin': `'${app}'` }
      await using api = await startRestApi({
        paths: { '/a': { get: operation(lambda('ok')) } },
        body: { 'x-amazon-apigateway-gateway-responses': { DEFAULT_4XX: { responseParameters: header } } },
      })
      assert.equal((await api.ask('GET', '/rest/v1/none')).headers['access-control-allow-origin'], app)
    },
  }),
  ...rowsOf('src/template/sam/transform.test.ts', {
    'SAM puts the default authorizer on preflights unless told otherwise':
      'guards preflights too unless told otherwise',
  }),
]
