import assert from 'node:assert/strict'
import { startBackend, type Seen } from '../gateway-under-test.ts'
import { httpApi, proxyOperation, startHttpApi } from '../http-api-under-test.ts'
import { operation, restApi, startRestApi } from '../rest-api-under-test.ts'
import { problemOf } from './problem-of.ts'
import { rowsOf, shownHere } from './row.ts'

const headersOf = ({ rawHeaders }: Seen) =>
  Object.fromEntries(
    rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? '']] : [])),
  )

/** What a backend is asked by an HTTP integration of a REST API with these mappings. */
async function askedByRest(
  requestParameters: Record<string, string>,
  path = '/rest/v1/a/7?q=1&q=2',
  { type = 'http', body = '' } = {},
) {
  await using backend = await startBackend()
  const integration = {
    type,
    httpMethod: 'POST',
    uri: `${backend.url}/{to}`,
    requestParameters: { 'integration.request.path.to': "'x'", ...requestParameters },
    responses: { default: { statusCode: '200' } },
  }
  await using api = await startRestApi({
    paths: { '/a/{id}': { post: operation(integration) } },
    variables: { colour: 'blue' },
  })
  await api.ask('POST', path, { headers: { 'X-In': ['one', 'two'], 'content-type': 'application/json' }, body })
  const [seen] = backend.seen
  assert.ok(seen)
  return { url: seen.url, headers: headersOf(seen) }
}

/** What a backend is asked by an HTTP API with these mappings. */
async function askedByHttp(requestParameters: Record<string, string>, path = '/http/a/7?q=1&q=2', body = '') {
  await using backend = await startBackend()
  await using api = await startHttpApi({
    paths: { '/a/{id}': { post: proxyOperation(`${backend.url}/x`, { requestParameters }) } },
    stage: { StageVariables: { colour: 'blue' } },
  })
  await api.ask('POST', path, { headers: { 'X-In': 'one', 'content-type': 'application/json' }, body })
  const [seen] = backend.seen
  assert.ok(seen)
  return { url: seen.url, headers: headersOf(seen) }
}

async function answerOfRest(responseParameters: Record<string, string>, declared: readonly string[] = ['X-Out']) {
  await using backend = await startBackend(
    (_, response) => void response.setHeader('X-Two', ['1', '2']).end('{"id": 9}'),
  )
  const integration = {
    type: 'http',
    httpMethod: 'GET',
    uri: backend.url,
    responses: { default: { statusCode: '200', responseParameters } },
  }
  await using api = await startRestApi({
    paths: { '/a': { get: operation(integration, { headers: declared }) } },
    variables: { colour: 'blue' },
  })
  return (await api.ask('GET', '/rest/v1/a')).headers['x-out']
}

const sources: Readonly<Record<string, string>> = {
  'method.request.path.id': '7',
  'method.request.querystring.q': '2',
  'method.request.header.X-In': 'two',
  'method.request.multivalueheader.X-In': 'one,two',
  'stageVariables.colour': 'blue',
  'context.stage': 'v1',
  "'static'": 'static',
}

const ofHttp: Readonly<Record<string, string>> = {
  literal: 'literal',
  '$request.header.x-in': 'one',
  '$request.querystring.q': '2',
  '$request.path.id': '7',
  '$request.path': '/a/7',
  '$request.body.a.b': 'deep',
  '$context.stage': '$default',
  '$stageVariables.colour': 'blue',
  'id ${request.path.id} of ${context.apiId}': 'id 7 of http',
}

/** Section 1.13. */
export const parameterMapping = [
  ...shownHere({
    ...Object.fromEntries(
      Object.entries(sources).map(([source, value]) => [
        `REST, to a header: ${source}`,
        async () =>
          assert.equal((await askedByRest({ 'integration.request.header.X-Out': source })).headers['x-out'], value),
      ]),
    ),
    'REST, to a query parameter': async () =>
      assert.equal(
        (await askedByRest({ 'integration.request.querystring.to': 'method.request.path.id' })).url,
        '/x?to=7',
      ),
    'REST, to a path parameter': async () =>
      assert.equal((await askedByRest({ 'integration.request.path.to': 'method.request.header.X-In' })).url, '/two'),
    'REST: multivaluequerystring hands on all values': async () => {
      assert.equal(
        (await askedByRest({ 'integration.request.querystring.q': 'method.request.multivaluequerystring.q' })).url,
        '/x?q=1&q=2',
      )
    },
    'REST: method.request.body and its JSONPath': async () => {
      const mappings = { 'integration.request.header.X-Out': 'method.request.body.a.b' }
      assert.equal((await askedByRest(mappings, undefined, { body: '{"a":{"b":"deep"}}' })).headers['x-out'], 'deep')
    },
    'REST, back: integration.response.header': async () =>
      assert.equal(await answerOfRest({ 'method.response.header.X-Out': 'integration.response.header.X-Two' }), '2'),
    'REST, back: multivalueheader': async () =>
      assert.equal(
        await answerOfRest({ 'method.response.header.X-Out': 'integration.response.multivalueheader.X-Two' }),
        '1, 2',
      ),
    'REST, back: body and its path': async () =>
      assert.equal(await answerOfRest({ 'method.response.header.X-Out': 'integration.response.body.id' }), '9'),
    'REST, back: stage variables, context and static texts': async () => {
      assert.equal(await answerOfRest({ 'method.response.header.X-Out': 'stageVariables.colour' }), 'blue')
      assert.equal(await answerOfRest({ 'method.response.header.X-Out': 'context.stage' }), 'v1')
      assert.equal(await answerOfRest({ 'method.response.header.X-Out': "'static'" }), 'static')
    },
    'REST, back: the header is declared in the method response': () => {
      const integration = {
        type: 'mock',
        responses: { default: { statusCode: '200', responseParameters: { 'method.response.header.X-Out': "'a'" } } },
      }
      assert.match(problemOf(restApi({ paths: { '/a': { get: operation(integration) } } })), /does not declare/)
    },
    ...Object.fromEntries(
      Object.entries(ofHttp).map(([source, value]) => [
        `HTTP, to a header: ${source}`,
        async () =>
          assert.equal(
            (await askedByHttp({ 'overwrite:header.x-out': source }, undefined, '{"a":{"b":"deep"}}')).headers['x-out'],
            value,
          ),
      ]),
    ),
    'HTTP: append, overwrite and remove of headers': async () => {
      const { headers } = await askedByHttp({
        'append:header.x-in': 'two',
        'overwrite:header.x-new': 'a',
        'remove:header.content-type': "''",
      })
      assert.deepEqual([headers['x-in'], headers['x-new'], headers['content-type']], ['two', 'a', undefined])
    },
    'HTTP: append, overwrite and remove of query parameters': async () => {
      assert.equal((await askedByHttp({ 'append:querystring.q': '3' })).url, '/x?q=1&q=2&q=3')
      assert.equal((await askedByHttp({ 'overwrite:querystring.q': '3' })).url, '/x?q=3')
      assert.equal((await askedByHttp({ 'remove:querystring.q': "''" })).url, '/x')
    },
    'HTTP: overwrite:path': async () =>
      assert.equal((await askedByHttp({ 'overwrite:path': '/y/${request.path.id}' }, '/http/a/7')).url, '/y/7'),
    'HTTP: a path is overwritten and nothing else': () => {
      for (const action of ['append', 'remove']) {
        const requestParameters = { [`${action}:path`]: '/y' }
        assert.notEqual(
          problemOf(httpApi({ paths: { '/a': { get: proxyOperation('http://a.example', { requestParameters }) } } })),
          '',
        )
      }
    },
  }),
  ...rowsOf('src/gateway/http-parameter-mapping.test.ts', {
    'HTTP, back: headers by status': 'change headers and the status by what the backend answered',
    'HTTP, back: $response.body': 'are read from the body',
    'HTTP, back: overwrite:statuscode from 100 to 599':
      'leave the status where the value is none, and end cleanly where it has no body',
    'HTTP: a body is cut at 100 KB': 'see nothing of what is no JSON, or of what lies beyond 100 KB',
    'HTTP: no recursive descent': 'recursive descent',
    'HTTP: no filters': 'a filter',
    'HTTP: the reserved headers': 'the header ${name}, in either direction',
  }),
]
