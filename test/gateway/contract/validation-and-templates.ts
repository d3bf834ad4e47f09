import assert from 'node:assert/strict'
import { operation, restApi, startRestApi } from '../rest-api-under-test.ts'
import { lambda, ok } from './contract-apis.ts'
import { problemOf } from './problem-of.ts'
import { rowsOf, shownHere } from './row.ts'

const validation = 'src/gateway/steps/validate-request.test.ts'
const validators = {
  both: { validateRequestBody: true, validateRequestParameters: true },
  body: { validateRequestBody: true, validateRequestParameters: false },
}
const content = { 'application/json': { schema: { type: 'object', required: ['name'] } } }
const checked = (more: Record<string, unknown>) => operation(lambda('ok'), { requestBody: { content }, ...more })

/** What a POST answers where one validator is the API's and another the method's. */
async function statusOf(method: Record<string, unknown>, api: Record<string, unknown>, body = '{}') {
  await using gateway = await startRestApi({
    paths: { '/a': { post: checked(method) } },
    body: { 'x-amazon-apigateway-request-validators': validators, ...api },
    functions: { ok },
  })
  return (await gateway.ask('POST', '/rest/v1/a', { headers: { 'content-type': 'application/json' }, body })).status
}

/** What a template makes of a request. */
async function rendered(
  template: string,
  path = '/rest/v1/a/7?q=query',
  body = '{"a": {"b": [1, 2]}, "t": "it\\u0027s"}',
) {
  const integration = {
    type: 'mock',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: { default: { statusCode: '200', responseTemplates: { 'application/json': template } } },
  }
  // `$input` of a response template is the response: the request is seen by what a function is sent.
  const asked = operation({
    type: 'aws',
    httpMethod: 'POST',
    uri: lambda('echo').uri,
    requestTemplates: { 'application/json': template },
    responses: { default: { statusCode: '200' } },
  })
  await using api = await startRestApi({
    paths: { '/a/{id}': { post: asked }, '/mock': { get: operation(integration) } },
    functions: { echo: (event) => event },
  })
  return (await api.ask('POST', path, { headers: { 'X-H': 'header', 'content-type': 'application/json' }, body })).json
}

const functions: Readonly<Record<string, readonly [template: string, expected: unknown]>> = {
  '$input.body': ['{"it": "$util.escapeJavaScript($input.body).length()"}', undefined],
  "$input.json('$.p')": ["$input.json('$.a.b')", [1, 2]],
  "$input.path('$.p')": [
    '#set($a = $input.path(\'$.a\')){"first": $a.b[0], "size": $a.b.size()}',
    { first: 1, size: 2 },
  ],
  '$input.params()': [
    '{"path": "$input.params().path.id", "query": "$input.params().querystring.q", "header": "$input.params().header.get(\'X-H\')"}',
    { path: '7', query: 'query', header: 'header' },
  ],
  "$input.params('x') looks in path, then query, then header": [
    '{"path": "$input.params(\'id\')", "query": "$input.params(\'q\')", "header": "$input.params(\'X-H\')"}',
    { path: '7', query: 'query', header: 'header' },
  ],
  '$util.escapeJavaScript': ['{"it": "$util.escapeJavaScript(\'a"b\')"}', { it: 'a"b' }],
  '$util.parseJson': ['#set($o = $util.parseJson(\'{"a": 1}\'))$o.a', 1],
  '$util.urlEncode': ['"$util.urlEncode(\'a b&c\')"', 'a+b%26c'],
  '$util.urlDecode': ['"$util.urlDecode(\'a+b%26c\')"', 'a b&c'],
  '$util.base64Encode': ['"$util.base64Encode(\'ab\')"', 'YWI='],
  '$util.base64Decode': ['"$util.base64Decode(\'YWI=\')"', 'ab'],
}

/** Section 1.14. */
export const validationAndTemplates = [
  ...shownHere({
    'a validator of the API, or of the method': async () => {
      assert.equal(await statusOf({}, {}), 200)
      assert.equal(await statusOf({}, { 'x-amazon-apigateway-request-validator': 'body' }), 400)
      assert.equal(await statusOf({ 'x-amazon-apigateway-request-validator': 'body' }, {}), 400)
    },
    'validateRequestBody and validateRequestParameters, each for itself': async () => {
      const parameters = [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }]
      const good = '{"name": "a"}'
      assert.equal(await statusOf({ parameters, 'x-amazon-apigateway-request-validator': 'body' }, {}, good), 200)
      assert.equal(await statusOf({ parameters, 'x-amazon-apigateway-request-validator': 'both' }, {}, good), 400)
    },
    'of a parameter only name, in and required count': async () => {
      const parameters = [{ name: 'q', in: 'query', required: false, schema: { type: 'integer', minimum: 9 } }]
      assert.equal(
        await statusOf({ parameters, 'x-amazon-apigateway-request-validator': 'both' }, {}, '{"name": "a"}'),
        200,
      )
    },
    ...Object.fromEntries(
      Object.entries(functions)
        .filter(([, [, expected]]) => expected !== undefined)
        .map(([name, [template, expected]]) => [
          name,
          async () => assert.deepEqual(await rendered(template), expected),
        ]),
    ),
    '$input.body is the body as it came': async () =>
      assert.deepEqual(await rendered('$input.body', undefined, '{"a": [1]}'), { a: [1] }),
    'a template of 300 KB at most': () => {
      const problem = (bytes: number) =>
        problemOf(
          restApi({
            paths: {
              '/a': {
                get: operation({
                  type: 'mock',
                  requestTemplates: { 'application/json': 'a'.repeat(bytes) },
                  responses: {},
                }),
              },
            },
          }),
        )
      assert.equal(problem(300 * 1024), '')
      assert.match(problem(300 * 1024 + 1), /300 KB/)
    },
    'keywords that API Gateway does not know': { differs: '`exclusiveMinimum` counts' },
    'a reference to another server is refused': { differs: 'a schema with a reference elsewhere' },
  }),
  ...rowsOf(validation, {
    'required: there and not blank': 'missing and blank ones are named, in the order of their places',
    'JSON Schema of draft 4': 'missing members',
    'the model by Content-Type; one without a model is not looked at': 'another content type is not looked at',
    'a validator that does not look at bodies': 'a validator that does not look at bodies',
    'null is no value of a type, nullable or not': 'null where OpenAPI alone would allow it',
    '400, with the detail in validationErrorString only': '${name}: 400 with its reason for templates',
  }),
  ...rowsOf('src/gateway/integrations/mapped/function.test.ts', {
    'a template by Content-Type, exactly': 'the template is chosen by Content-Type, its parameters aside',
    'passthroughBehavior WHEN_NO_MATCH, WHEN_NO_TEMPLATES, NEVER: 415':
      '1.14 passthroughBehavior: 415 where the body may not pass',
    'a template that fails: 500': '1.14 a body that is no JSON is 500 where the template reads it',
  }),
  ...rowsOf('src/gateway/integrations/mapped/mock.test.ts', {
    'a response template by Accept, else JSON': '1.14 the first type of Accept chooses the template, else JSON',
    'responseOverride: headers and status, the last word': '1.14 overrides go over mappings',
  }),
  ...rowsOf('src/gateway/integrations/mapped/http.test.ts', {
    'requestOverride of header, querystring and path': '1.14 overrides go over mapped parameters',
  }),
  ...rowsOf('src/gateway/vtl/template.test.ts', {
    '#foreach ends after 1,000 rounds': '1.14 a loop ends after 1,000 rounds',
  }),
]
