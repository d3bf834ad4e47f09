import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { accountId, invocationUri, region, resource, startGateway } from '../../../test/gateway/gateway-under-test.ts'
import { restApi } from '../../../test/gateway/rest-api-under-test.ts'
import { definitionFromTemplate } from '../loading/definition-from-template.ts'
import { DefinitionRefused } from '../loading/definition-refused.ts'

const lambda = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('echo') }

const pet = {
  type: 'object',
  required: ['name', 'kind'],
  properties: {
    name: { type: 'string', minLength: 2, pattern: '^[a-z]+$', example: 'rex' },
    kind: { enum: ['dog', 'cat'] },
    age: { type: 'integer', minimum: 0, format: 'int32' },
    nullable: { type: 'string', nullable: true },
    friend: { $ref: '#/components/schemas/Pet' },
  },
  additionalProperties: false,
}

function operation(more: Record<string, unknown>, validator = 'all') {
  return {
    'x-amazon-apigateway-request-validator': validator,
    'x-amazon-apigateway-integration': lambda,
    ...more,
  }
}

const petBody = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } }

const document = {
  'x-amazon-apigateway-request-validators': {
    all: { validateRequestBody: true, validateRequestParameters: true },
    params: { validateRequestBody: false, validateRequestParameters: true },
    none: { validateRequestBody: false, validateRequestParameters: false },
  },
  'x-amazon-apigateway-gateway-responses': {
    BAD_REQUEST_BODY: {
      responseTemplates: { 'text/plain': '$context.error.message $context.error.validationErrorString' },
    },
  },
  components: {
    parameters: { Trace: { in: 'header', name: 'X-Trace', required: true, schema: { type: 'string' } } },
    schemas: { Pet: pet },
  },
}

const paths = {
  '/pets': {
    post: operation({ requestBody: petBody }),
    put: operation({ requestBody: petBody }, 'none'),
    patch: operation({ requestBody: petBody }, 'params'),
  },
  '/search/{kind}': {
    parameters: [{ $ref: '#/components/parameters/Trace' }],
    get: operation({
      parameters: [
        { in: 'query', name: 'q', required: true },
        { in: 'query', name: 'page' },
        { in: 'path', name: 'kind', required: true },
      ],
    }),
  },
  '/inline': {
    post: operation({
      requestBody: {
        content: {
          'application/json': {
            schema: { type: 'array', maxItems: 2, items: { $ref: '#/components/schemas/Pet' } },
          },
        },
      },
    }),
  },
  '/slow': {
    post: operation({
      requestBody: { content: { 'application/json': { schema: { properties: { a: { pattern: '^(a+)+$' } } } } } },
    }),
  },
  '/forward': {
    post: operation({
      requestBody: petBody,
      'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'POST', uri: 'http://127.0.0.1:9/' },
    }),
  },
}

const functions = { echo: () => ({ statusCode: 200, body: 'ok' }) }
const api = await startGateway({ resources: restApi({ paths, body: document }), functions })
after(() => api[Symbol.asyncDispose]())

const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  api.ask(method, `/rest/v1${path}`, {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })

describe('1.14 bodies by their models', () => {
  test('a body that fits goes on', async () => {
    const answer = await send('POST', '/pets', {
      name: 'rex',
      kind: 'dog',
      age: 3,
      friend: { name: 'tom', kind: 'cat' },
    })
    assert.deepEqual([answer.status, answer.body], [200, 'ok'])
    assert.equal(JSON.parse((api.calls.at(-1)!.payload as { body: string }).body).name, 'rex')
  })

  const wrong: Readonly<Record<string, readonly [body: unknown, detail: string]>> = {
    'missing members': [{}, '[object has missing required properties (["name","kind"])]'],
    'no body at all': ['', '[object has missing required properties (["name","kind"])]'],
    'another type': [[], '[instance type (array) does not match any allowed primitive type (allowed: ["object"])]'],
    'a text that is too short': [
      { name: 'r', kind: 'dog' },
      '[string "r" is too short (length: 1, required minimum: 2)]',
    ],
    'a text of another pattern': [
      { name: 'Rex', kind: 'dog' },
      '[ECMA 262 regex "^[a-z]+$" does not match input string "Rex"]',
    ],
    'a value that is not listed': [
      { name: 'rex', kind: 'cow' },
      '[instance value ("cow") not found in enum (possible values: ["dog","cat"])]',
    ],
    'a number that is too low': [
      { name: 'rex', kind: 'dog', age: -1 },
      '[numeric instance is lower than the required minimum (minimum: 0, found: -1)]',
    ],
    'a member that is not allowed': [
      { name: 'rex', kind: 'dog', extra: 1 },
      '[object instance has properties which are not allowed by the schema: ["extra"]]',
    ],
    'null where OpenAPI alone would allow it': [
      { name: 'rex', kind: 'dog', nullable: null },
      '[instance type (null) does not match any allowed primitive type (allowed: ["string"])]',
    ],
    'what a model refers to': [
      { name: 'rex', kind: 'dog', friend: { name: 'tom' } },
      '[object has missing required properties (["kind"])]',
    ],
  }
  for (const [name, [body, detail]] of Object.entries(wrong)) {
    test(`${name}: 400 with its reason for templates`, async () => {
      const before = api.calls.length
      const answer = await send('POST', '/pets', body)
      assert.deepEqual([answer.status, answer.body], [400, `Invalid request body ${detail}`])
      assert.equal(api.calls.length, before)
    })
  }

  test('the log does not hold what was sent', async () => {
    await send('POST', '/pets', { name: 'hunter2-secret', kind: 'dog' })
    const line = JSON.stringify(api.logged.at(-1))
    assert.match(line, /BAD_REQUEST_BODY/)
    assert.doesNotMatch(line, /hunter2/)
  })

  test('what is no JSON is an invalid body', async () => {
    for (const body of ['{', 'a=b', '{"name": "rex", "kind": "dog"} x']) {
      assert.equal((await send('POST', '/pets', body)).status, 400)
    }
  })

  test('names of the host are members like any other', async () => {
    const answer = await send('POST', '/pets', '{"__proto__": {"name": "rex", "kind": "dog"}}')
    assert.equal(answer.status, 400)
    assert.match(answer.body, /missing required properties \(\["name","kind"\]\)/)
    assert.match(
      (await send('POST', '/pets', '{"constructor": 1, "name": "rex", "kind": "dog"}')).body,
      /\["constructor"\]/,
    )
  })

  test('a schema that stands in the operation, with references', async () => {
    assert.equal((await send('POST', '/inline', [{ name: 'rex', kind: 'dog' }])).status, 200)
    assert.equal((await send('POST', '/inline', [{ name: 'rex' }])).status, 400)
    assert.match((await send('POST', '/inline', [1, 2, 3])).body, /array is too long: must have at most 2 elements/)
  })

  test('another content type is not looked at', async () => {
    assert.equal((await send('POST', '/pets', 'x', { 'content-type': 'text/plain' })).status, 200)
    assert.equal((await send('POST', '/pets', '{}', { 'content-type': 'Application/JSON; charset=utf-8' })).status, 400)
  })

  test('a validator that does not look at bodies', async () => {
    assert.equal((await send('PUT', '/pets', {})).status, 200)
    assert.equal((await send('PATCH', '/pets', {})).status, 200)
  })

  test('GW-06 JSON that is too deep, too rich or too large is 413', async () => {
    const deep = `${'['.repeat(40)}${']'.repeat(40)}`
    for (const body of [deep, Array.from({ length: 20_000 }, () => 1), { name: 'x'.repeat(300_000) }]) {
      assert.equal((await send('POST', '/pets', body)).status, 413)
    }
  })

  test('a pattern cannot hold up the gateway', async () => {
    const answer = await send('POST', '/slow', { a: `${'a'.repeat(50_000)}!` })
    assert.equal(answer.status, 400)
  })

  test('a body that was looked at still reaches an HTTP backend', async () => {
    // Nothing listens there: that it was tried shows in the 504.
    assert.equal((await send('POST', '/forward', { name: 'rex', kind: 'dog' })).status, 504)
    assert.equal((await send('POST', '/forward', {})).status, 400)
  })
})

describe('1.14 required parameters', () => {
  test('present ones pass', async () => {
    const answer = await api.ask('GET', '/rest/v1/search/dogs?q=a', { headers: { 'x-trace': '1' } })
    assert.equal(answer.status, 200)
  })

  test('missing and blank ones are named, in the order of their places', async () => {
    const answer = await api.ask('GET', '/rest/v1/search/dogs?q=%20')
    assert.equal(answer.status, 400)
    assert.deepEqual(answer.json, { message: 'Missing required request parameters: [X-Trace, q]' })
    assert.equal(answer.headers['x-amzn-errortype'], 'BadRequestException')
  })
})

describe('1.14 models and validators as resources', () => {
  const schema = {
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    required: ['owner'],
    properties: { owner: { $ref: 'https://apigateway.amazonaws.com/restapis/rest/models/Owner' } },
  }

  function resources(model: unknown = schema) {
    return [
      ...restApi({ paths: {} }),
      resource('Owner', 'AWS::ApiGateway::Model', {
        RestApiId: 'rest',
        Name: 'Owner',
        ContentType: 'application/json',
        Schema: '{"type": "string", "minLength": 1}',
      }),
      resource('Car', 'AWS::ApiGateway::Model', { RestApiId: 'rest', Schema: model }),
      resource('Validator', 'AWS::ApiGateway::RequestValidator', {
        RestApiId: 'rest',
        ValidateRequestBody: true,
        ValidateRequestParameters: true,
      }),
      resource('Cars', 'AWS::ApiGateway::Resource', { RestApiId: 'rest', ParentId: 'root', PathPart: 'cars' }),
      resource('PostCar', 'AWS::ApiGateway::Method', {
        RestApiId: 'rest',
        ResourceId: 'cars',
        HttpMethod: 'POST',
        RequestValidatorId: 'validator',
        RequestModels: { 'application/json': 'car', 'text/plain': 'Empty' },
        RequestParameters: { 'method.request.querystring.dry': true, 'method.request.header.X-Other': false },
        Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: invocationUri('echo') },
      }),
    ]
  }

  test('models refer to each other by their address', async () => {
    await using cars = await startGateway({ resources: resources(), functions })
    const post = (path: string, body: string) =>
      cars.ask('POST', `/rest/v1${path}`, { body, headers: { 'content-type': 'application/json' } })
    assert.equal((await post('/cars?dry=1', '{"owner": "Ada"}')).status, 200)
    const answer = await post('/cars?dry=1', '{"owner": ""}')
    assert.deepEqual([answer.status, answer.json], [400, { message: 'Invalid request body' }])
    assert.deepEqual((await post('/cars', '{}')).json, { message: 'Missing required request parameters: [dry]' })
  })

  const refused: Readonly<Record<string, readonly [model: unknown, problem: RegExp]>> = {
    'a reference elsewhere': [
      { $ref: 'https://example.com/schema.json' },
      /no JSON Schema of draft 4: can't resolve reference/,
    ],
    'a reference to a model that is not there': [
      { $ref: 'https://apigateway.amazonaws.com/restapis/rest/models/Nope' },
      /can't resolve reference/,
    ],
    'another draft': [{ $schema: 'http://json-schema.org/draft-07/schema#' }, /no schema with key or ref/],
    'an unknown type': [{ type: 'strin' }, /no JSON Schema of draft 4/],
    'a pattern that cannot be run in linear time': [{ pattern: '(a)\\1' }, /a pattern that refers back to a group/],
  }
  for (const [name, [model, problem]] of Object.entries(refused)) {
    test(`${name} is refused with its place`, () => {
      assert.throws(
        () => definitionFromTemplate(resources(model), { region, accountId }),
        (error) =>
          error instanceof DefinitionRefused && problem.test(error.message) && /RequestModels/.test(error.message),
      )
    })
  }
})
