import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { invocationUri } from '../../../../test/gateway/gateway-under-test.ts'
import { operation, startRestApi } from '../../../../test/gateway/rest-api-under-test.ts'

const json = (template: string) => ({ 'application/json': template })

function lambda(name: string, more: Record<string, unknown> = {}) {
  return operation(
    {
      type: 'aws',
      httpMethod: 'POST',
      uri: invocationUri(name),
      responses: { default: { statusCode: '200' } },
      ...more,
    },
    { headers: ['X-Kind', 'X-Whole', 'Content-Type'] },
  )
}

const api = await startRestApi({
  properties: { BinaryMediaTypes: ['image/png'] },
  functions: {
    echo: (payload) => payload,
    text: () => 'plain',
    base64: () => Buffer.from('not text: \u0001').toString('base64'),
    failing: ({ message }) => ({ kind: 'function-error', errorType: 'Error', errorMessage: message }),
    tracing: () => ({ kind: 'function-error', errorType: 'E', errorMessage: 'no', stackTrace: ['at app.py'] }),
    slow: () => ({ kind: 'timeout' }),
    picky: () => ({ errorMessage: '[BadRequest] no', errorType: 'X', stackTrace: ['secret'] }),
  },
  paths: {
    '/echo': {
      post: lambda('echo', {
        requestTemplates: {
          ...json('{"name": $input.json("$.name"), "q": "$input.params(\'q\')", "all": $input.json("$")}'),
          'application/xml': '{"xml": "$util.escapeJavaScript($input.body)"}',
        },
        responses: {
          default: {
            statusCode: '200',
            responseTemplates: json('{"got": $input.json("$.name")}'),
            responseParameters: {
              'method.response.header.X-Kind': 'integration.response.body.all.kind',
              'method.response.header.X-Whole': 'integration.response.header.Content-Type',
            },
          },
        },
      }),
    },
    '/plain': { post: lambda('echo') },
    '/never': { post: lambda('echo', { passthroughBehavior: 'NEVER', requestTemplates: json('{}') }) },
    '/no-templates': {
      post: lambda('echo', { passthroughBehavior: 'WHEN_NO_TEMPLATES', requestTemplates: json('{}') }),
    },
    '/no-templates-none': { post: lambda('echo', { passthroughBehavior: 'WHEN_NO_TEMPLATES' }) },
    '/event': {
      post: lambda('echo', { requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" } }),
    },
    '/failing': {
      post: lambda('failing', {
        responses: {
          '.*BadRequest.*': { statusCode: '400', responseTemplates: json('{"error": $input.json("$.errorMessage")}') },
          '(a+)+b': { statusCode: '404' },
          default: { statusCode: '200' },
        },
      }),
    },
    '/tracing': { post: lambda('tracing') },
    '/picky': {
      post: lambda('picky', {
        responses: {
          '\\[BadRequest\\].*': { statusCode: '400', responseTemplates: json('$input.path("$.errorMessage")') },
          default: { statusCode: '200' },
        },
      }),
    },
    '/slow': { post: lambda('slow') },
    '/missing': { post: lambda('nowhere') },
    '/form': {
      post: lambda('echo', { requestTemplates: { 'application/x-www-form-urlencoded': '{"body": $input.body}' } }),
    },
    '/text': { post: lambda('text') },
    '/upload': {
      post: lambda('echo', {
        contentHandling: 'CONVERT_TO_TEXT',
        requestTemplates: { 'image/png': '{"image": "$input.body"}' },
        responses: { default: { statusCode: '200', responseTemplates: json('$input.path("$.image")') } },
      }),
    },
    '/raw-upload': { post: lambda('echo', { requestTemplates: { 'image/png': '{}' } }) },
    '/download': {
      post: lambda('base64', {
        responses: {
          default: {
            statusCode: '200',
            contentHandling: 'CONVERT_TO_BINARY',
            responseParameters: { 'method.response.header.Content-Type': "'image/png'" },
          },
        },
      }),
    },
  },
})

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  api.ask('POST', `/rest/v1${path}`, { body, headers: { 'content-type': 'application/json', ...headers } })

after(() => api[Symbol.asyncDispose]())

describe('1.11 AWS for functions', () => {
  test('the template makes the event, mappings make the answer', async () => {
    const answer = await post('/echo?q=a%20b', '{"name": "Ada", "kind": "person", "n": 1.0}')
    assert.deepEqual(api.calls.at(-1)?.payload, {
      name: 'Ada',
      q: 'a b',
      all: { name: 'Ada', kind: 'person', n: 1 },
    })
    assert.deepEqual([answer.status, answer.json], [200, { got: 'Ada' }])
    assert.deepEqual([answer.headers['x-kind'], answer.headers['x-whole']], ['person', 'application/json'])
    assert.equal(typeof answer.headers['x-amzn-trace-id'], 'string')
  })

  test('the template is chosen by Content-Type, its parameters aside', async () => {
    await post('/echo', '<a b="c"/>', { 'content-type': 'Application/XML; charset=utf-8' })
    assert.deepEqual(api.calls.at(-1)?.payload, { xml: '<a b="c"/>' })
  })

  test('without a template the body is the event, and an empty one is {}', async () => {
    assert.deepEqual((await post('/plain', '{"a": [1]}')).json, { a: [1] })
    assert.deepEqual((await post('/plain', '')).json, {})
  })

  test('1.14 passthroughBehavior: 415 where the body may not pass', async () => {
    const unsupported = { message: 'Unsupported Media Type' }
    for (const path of ['/never', '/no-templates']) {
      const answer = await post(path, '<a/>', { 'content-type': 'text/xml' })
      assert.deepEqual([answer.status, answer.json], [415, unsupported])
      assert.equal(answer.headers['x-amzn-errortype'], 'BadRequestException')
      assert.equal((await post(path, '{}')).status, 200)
    }
    assert.equal((await post('/no-templates-none', '{}', { 'content-type': 'text/xml' })).status, 200)
  })

  test('an event is not waited for', async () => {
    const answer = await post('/event', '{"a": 1}')
    assert.deepEqual([answer.status, answer.body], [200, ''])
    assert.deepEqual(api.calls.at(-1)?.payload, { a: 1 })
    // Not the integration's 29 seconds: nobody waits for them.
    assert.equal(api.calls.at(-1)?.timeoutMilliseconds, 900_000)
  })

  test("the error's message selects the response, matched in full", async () => {
    const failed = await post('/failing', '{"message": "BadRequest: no"}')
    assert.deepEqual([failed.status, failed.json], [400, { error: 'BadRequest: no' }])
    const other = await post('/failing', '{"message": "other"}')
    assert.deepEqual([other.status, other.json], [200, { errorMessage: 'other', errorType: 'Error' }])
    const returned = await post('/picky', '{}')
    assert.deepEqual([returned.status, returned.body], [400, '[BadRequest] no'])
  })

  test('an error that says where it was raised is passed on whole', async () => {
    const { json: body } = await post('/tracing', '{}')
    const { requestId } = body
    assert.deepEqual(body, { errorMessage: 'no', errorType: 'E', requestId, stackTrace: ['at app.py'] })
    assert.equal(requestId, api.calls.at(-1)?.requestId)
  })

  test('a message that is bad for the pattern does not hold up the gateway', async () => {
    const answer = await post('/failing', JSON.stringify({ message: `${'a'.repeat(100_000)}c` }))
    assert.equal(answer.status, 200)
  })

  test('a template that makes no JSON is told in the words of Lambda', async () => {
    const answer = await post('/form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })
    assert.equal(answer.status, 200)
    assert.match(answer.json.message, /^Could not parse request body into json: /)
  })

  test('a time-out is 504, a function that cannot run 500', async () => {
    const slow = await post('/slow', '{}')
    assert.deepEqual([slow.status, slow.json], [504, { message: 'Endpoint request timed out' }])
    assert.equal((await post('/missing', '{}')).status, 500)
  })

  test('a result is JSON', async () => assert.equal((await post('/text', '{}')).body, '"plain"'))

  test('1.15 binary bodies reach templates as base64, and answers become binary', async () => {
    const png = { 'content-type': 'image/png' }
    const uploaded = await post('/upload', 'pixels', png)
    assert.deepEqual([uploaded.status, uploaded.body], [200, Buffer.from('pixels').toString('base64')])
    assert.equal((await post('/raw-upload', 'pixels', png)).status, 500)
    const downloaded = await post('/download', '{}', { accept: 'image/png' })
    assert.deepEqual([downloaded.headers['content-type'], downloaded.body], ['image/png', 'not text: \u0001'])
  })

  test('GW-06 JSON that is too deep, too large or too rich is 413, and never reaches the function', async () => {
    const before = api.calls.length
    const deep = `${'['.repeat(40)}${']'.repeat(40)}`
    const rich = JSON.stringify(Array.from({ length: 20_000 }, () => 1))
    const large = JSON.stringify({ name: 'x'.repeat(300_000) })
    for (const body of [deep, rich, large]) assert.equal((await post('/echo', body)).status, 413)
    assert.equal(api.calls.length, before)
  })

  test('1.14 a body that is no JSON is 500 where the template reads it', async () => {
    for (const body of ['{"a": ', 'a=b', '{"a": 1} x', '{"a\u0001": 1}']) {
      assert.equal((await post('/echo', body)).status, 500)
    }
  })
})
