import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { operationFacts, type OperationName } from '../contract/operations.gen.ts'
import { findHeader, headersFromRecord } from '../http/headers.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import { operation } from '../operations/operation.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import { type AwsJsonOutcome, handleAwsJson } from './aws-json.ts'
import type { Authenticate } from './aws-json-caller.ts'
import { developmentCredentials } from './development-credentials.ts'

interface Directory {
  readonly directory: ReadonlyMap<string, string>
}

/** A few operations that answer in each way an operation can. */
const operations = {
  GetUser: operation('GetUser', async ({ input, refuse, request }, { directory }: Directory) => {
    const username = directory.get(input.AccessToken)
    if (username === undefined) throw refuse('NotAuthorizedException', 'Invalid Access Token')
    return { Username: username, UserAttributes: [{ Name: 'region', Value: request.region }] }
  }),
  DeleteUser: operation('DeleteUser', async () => {}),
  ChangePassword: operation('ChangePassword', async () => ({})),
  SignUp: operation('SignUp', async ({ refuse }) => {
    throw refuse('InvalidParameterException', 'Línea\r\nSet-Cookie: a=b', 'REASON')
  }),
  AdminGetUser: operation('AdminGetUser', async ({ input, request }) => ({
    Username: input.Username,
    UserAttributes: [{ Name: 'facts', Value: JSON.stringify(request) }],
  })),
  ListUsers: operation('ListUsers', async () => {
    throw new Error('the database said SECRET')
  }),
  ListUserPoolClientSecrets: operation('ListUserPoolClientSecrets', async () => {
    throw new Error('the database said SECRET')
  }),
  ForgotPassword: operation('ForgotPassword', async ({ refuse }) => {
    throw refuse('InternalErrorException', 'Something went wrong')
  }),
}

interface LogEntry {
  readonly fields: object
  readonly message: string
}

function dispatcher(options: { readonly authenticate?: Authenticate } = {}) {
  const errors: LogEntry[] = []
  const outcomes: AwsJsonOutcome[] = []
  const ignore = (): void => {}
  const log: Log = {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: (fields, message) => errors.push({ fields, message }),
  }
  const clock: Clock = { now: () => new Date('2026-09-21T12:00:00.500Z') }
  const handle = handleAwsJson({
    operations,
    ports: { clock, log, directory: new Map([['token', 'alice']]) },
    authenticate: options.authenticate ?? developmentCredentials,
    region: 'us-east-1',
    accountId: '123456789012',
    observe: (outcome) => outcomes.push(outcome),
  })
  return { errors, outcomes, answer: (request: HttpRequest) => handle(request, 'request-1') }
}

const signature = `AWS4-HMAC-SHA256 Credential=any/20260921/eu-central-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`

function call(name: string, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpRequest {
  return {
    method: 'POST',
    url: '/',
    headers: headersFromRecord({
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${name}`,
      ...headers,
    }),
    body: body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    sourceIp: '127.0.0.1',
  }
}

function errorOf({ status, body, headers }: HttpResponse): unknown {
  return { status, ...JSON.parse(String(body)), type: headers['x-amzn-ErrorType'] }
}

const common = {
  'content-type': 'application/x-amz-json-1.1',
  date: 'Mon, 21 Sep 2026 12:00:00 GMT',
  'x-amzn-RequestId': 'request-1',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
}

describe('success', () => {
  test('is JSON with the headers of the protocol', async () => {
    const { answer, outcomes, errors } = dispatcher()
    assert.deepEqual(await answer(call('GetUser', { AccessToken: 'token' })), {
      status: 200,
      headers: common,
      body: '{"Username":"alice","UserAttributes":[{"Name":"region","Value":"us-east-1"}]}',
    })
    assert.deepEqual(outcomes, [{ operation: 'GetUser', requestId: 'request-1', status: 200, exception: undefined }])
    assert.deepEqual(errors, [])
  })

  test('has no body at all without an output, and {} with an empty one', async () => {
    const { answer } = dispatcher()
    assert.equal((await answer(call('DeleteUser', { AccessToken: 'token' }))).body, '')
    const change = { AccessToken: 'token', PreviousPassword: 'Passw0rd!', ProposedPassword: 'Passw0rd?' }
    assert.equal((await answer(call('ChangePassword', change))).body, '{}')
  })

  test('of a signed call acts in the region of its credential scope', async () => {
    const { answer } = dispatcher()
    const headers = { authorization: signature, 'user-agent': 'test/1' }
    const { body } = await answer(call('AdminGetUser', { UserPoolId: 'eu-central-1_a', Username: 'bob' }, headers))
    assert.deepEqual(JSON.parse(JSON.parse(String(body)).UserAttributes[0].Value), {
      requestId: 'request-1',
      region: 'eu-central-1',
      accountId: '123456789012',
      sourceIp: '127.0.0.1',
      userAgent: 'test/1',
    })
  })

  test('does not depend on the Authorization field of a public call', async () => {
    const { answer } = dispatcher({ authenticate: () => assert.fail('asked') })
    for (const authorization of ['', 'x', 'Bearer a.b.c', 'AWS4-HMAC-SHA256 garbage', signature]) {
      const response = await answer(call('GetUser', { AccessToken: 'token' }, { authorization }))
      assert.equal(response.status, 200)
      assert.match(String(response.body), /"us-east-1"/)
    }
  })

  test('asks for no caller exactly where the contract has none', async () => {
    const asked: string[] = []
    const { answer } = dispatcher({
      authenticate: async (_, name) => {
        asked.push(name)
        return { ok: false, exception: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' }
      },
    })
    const names = Object.entries(operationFacts)
    for (const [name] of names) await answer(call(name, {}))
    assert.deepEqual(
      asked,
      names.filter(([, { auth }]) => auth === 'sigv4').map(([name]) => name),
    )
    assert.equal(asked.length, 105)
  })
})

describe('refusals', () => {
  test('name the exception in body and header, with a colon behind it there', async () => {
    const { answer, errors, outcomes } = dispatcher()
    assert.deepEqual(await answer(call('GetUser', { AccessToken: 'other' })), {
      status: 400,
      headers: {
        ...common,
        'x-amzn-ErrorType': 'NotAuthorizedException:',
        'x-amzn-ErrorMessage': 'Invalid Access Token',
      },
      body: '{"__type":"NotAuthorizedException","message":"Invalid Access Token"}',
    })
    assert.deepEqual(errors, [])
    assert.equal(outcomes[0]?.exception, 'NotAuthorizedException')
  })

  test('carry a reason code, and a header that no line break can leave', async () => {
    const { answer } = dispatcher()
    const response = await answer(call('SignUp', { ClientId: 'abc', Username: 'a' }))
    assert.equal(
      response.body,
      '{"__type":"InvalidParameterException","message":"Línea\\r\\nSet-Cookie: a=b","reasonCode":"REASON"}',
    )
    assert.equal(response.headers['x-amzn-ErrorMessage'], 'L nea Set-Cookie: a=b')
  })

  const cases: Readonly<Record<string, [request: HttpRequest, exception: string, message?: string]>> = {
    'input that breaks a constraint': [
      call('GetUser', {}),
      'InvalidParameterException',
      "1 validation error detected: Value at 'accessToken' failed to satisfy constraint: Member must not be null",
    ],
    'input of the wrong type': [
      call('GetUser', { AccessToken: 1 }),
      'SerializationException',
      'NUMBER_VALUE can not be converted to a String',
    ],
    'no JSON': [call('GetUser', '{'), 'SerializationException', 'The request body is not valid JSON.'],
    'no body': [call('GetUser', ''), 'SerializationException', 'The request body is not valid JSON.'],
    'JSON that is no object': [call('GetUser', '"x"'), 'SerializationException'],
    'bytes that are no text': [
      call('GetUser', Buffer.from([255])),
      'SerializationException',
      'The request body is not valid UTF-8.',
    ],
    'JSON without end': [
      call('GetUser', '['.repeat(100_000)),
      'SerializationException',
      'The request body is nested too deeply.',
    ],
    'JSON of 10,001 members': [
      call('GetUser', { AccessToken: 'token', a: Array.from({ length: 10_001 }, () => 0) }),
      'SerializationException',
      'The request body has too many members.',
    ],
    'an unknown operation': [
      call('DropTables', {}),
      'UnknownOperationException',
      'X-Amz-Target must name an operation: AWSCognitoIdentityProviderService.<name>.',
    ],
    'a name that objects inherit': [
      call('constructor', {}),
      'UnknownOperationException',
      'X-Amz-Target must name an operation: AWSCognitoIdentityProviderService.<name>.',
    ],
    'the target of another service': [
      call('GetUser', {}, { 'x-amz-target': 'DynamoDB_20120810.GetItem' }),
      'UnknownOperationException',
      'X-Amz-Target must name an operation: AWSCognitoIdentityProviderService.<name>.',
    ],
    'an operation that is not implemented': [
      call('InitiateAuth', { AuthFlow: 'USER_AUTH', ClientId: 'abc' }),
      'UnknownOperationException',
      'InitiateAuth is not implemented here.',
    ],
    'a form that a page could post': [
      call('GetUser', {}, { 'content-type': 'text/plain' }),
      'UnknownOperationException',
      'The Content-Type must be application/x-amz-json-1.1.',
    ],
    'another method': [
      { ...call('GetUser', {}), method: 'GET' },
      'UnknownOperationException',
      'Operations are called by POST /.',
    ],
    'another path': [
      { ...call('GetUser', {}), url: '/x' },
      'UnknownOperationException',
      'Operations are called by POST /.',
    ],
    'a query': [
      { ...call('GetUser', {}), url: '/?a=b' },
      'UnknownOperationException',
      'Operations are called by POST /.',
    ],
    'an unsigned call that must be signed': [
      call('AdminGetUser', {}),
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    ],
  }
  for (const [name, [request, exception, message]] of Object.entries(cases)) {
    test(`answer ${name}`, async () => {
      const expected = {
        status: 400,
        __type: exception,
        type: `${exception}:`,
        ...(message === undefined ? {} : { message }),
      }
      assert.deepEqual(errorOf(await dispatcher().answer(request)), expected)
    })
  }

  test('accept a media type with parameters and in any case', async () => {
    const { answer } = dispatcher()
    const headers = { 'content-type': 'Application/X-Amz-Json-1.1; charset=UTF-8' }
    assert.equal((await answer(call('GetUser', { AccessToken: 'token' }, headers))).status, 200)
  })
})

describe('faults', () => {
  const faults: Readonly<Partial<Record<OperationName, [input: object, exception: string]>>> = {
    ListUsers: [{ UserPoolId: 'us-east-1_a' }, 'InternalErrorException'],
    ListUserPoolClientSecrets: [{ UserPoolId: 'us-east-1_a', ClientId: 'abc' }, 'InternalServerException'],
  }
  for (const [name, [input, exception]] of Object.entries(faults)) {
    test(`of ${name} are logged with their cause and told without`, async () => {
      const { answer, errors } = dispatcher()
      const response = await answer(call(name, input, { authorization: signature }))
      assert.deepEqual(errorOf(response), {
        status: 500,
        __type: exception,
        message: 'Internal error',
        type: `${exception}:`,
      })
      assert.equal(JSON.stringify(response).includes('SECRET'), false)
      assert.deepEqual(errors, [
        {
          fields: { error: new Error('the database said SECRET'), requestId: 'request-1', operation: name },
          message: 'operation failed',
        },
      ])
    })
  }

  test('that an operation declares itself are HTTP 500 too', async () => {
    const { answer, errors } = dispatcher()
    const response = await answer(call('ForgotPassword', { ClientId: 'abc', Username: 'a' }))
    assert.equal(response.status, 500)
    assert.deepEqual(errors, [])
  })

  test('of whoever authenticates become a response', async () => {
    const { answer, errors } = dispatcher({ authenticate: () => Promise.reject(new Error('no database')) })
    assert.equal((await answer(call('AdminGetUser', {}))).status, 500)
    assert.equal(errors.length, 1)
  })
})

describe('preflight', () => {
  test('allows what the browser asks for', async () => {
    const { answer } = dispatcher()
    const request = call('', '', {
      origin: 'https://app.example.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-amz-target,x-amz-user-agent,cache-control',
    })
    assert.deepEqual(await answer({ ...request, method: 'OPTIONS' }), {
      status: 200,
      headers: {
        ...common,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type,x-amz-target,x-amz-user-agent,cache-control',
        'access-control-max-age': '172800',
      },
      body: '',
    })
  })

  test('never allows credentials', async () => {
    const { headers } = await dispatcher().answer({ ...call('', ''), method: 'OPTIONS' })
    assert.equal('access-control-allow-credentials' in headers, false)
    assert.equal('access-control-allow-headers' in headers, false)
  })
})

describe('development credentials', () => {
  const ask = (request: HttpRequest) => developmentCredentials(request, 'AdminGetUser')
  const signed = call('AdminGetUser', {}, { authorization: signature })

  test('are any well-formed ones, from this machine', async () => {
    for (const sourceIp of ['127.0.0.1', '127.8.9.1', '::1']) {
      assert.deepEqual(await ask({ ...signed, sourceIp }), {
        ok: true,
        caller: { accessKeyId: 'any', region: 'eu-central-1' },
      })
    }
  })

  test('are none from elsewhere', async () => {
    for (const sourceIp of ['192.0.2.1', '10.0.0.1', '::2', '127.0.0.1.example', '']) {
      const result = await ask({ ...signed, sourceIp })
      assert.equal(result.ok ? '' : result.exception, 'UnrecognizedClientException')
    }
  })

  test('are none for a page from elsewhere, which the browser lets call us', async () => {
    const ofPage = async (origin: string) => {
      const result = await ask(call('AdminGetUser', {}, { authorization: signature, origin }))
      return result.ok ? 'accepted' : result.exception
    }
    for (const origin of [
      'https://app.localhost:9443',
      'http://localhost:3000',
      'http://127.0.0.1:5173',
      'http://[::1]',
    ]) {
      assert.equal(await ofPage(origin), 'accepted', origin)
    }
    const foreign = [
      'https://evil.example',
      'null',
      '',
      'https://localhost.evil.example',
      'https://evillocalhost',
      'file://',
    ]
    for (const origin of foreign) assert.equal(await ofPage(origin), 'UnrecognizedClientException', origin)
  })

  test('must be sent once, for this service, by this algorithm', async () => {
    assert.equal(findHeader(signed.headers, 'authorization'), signature)
    const twice = { ...signed, headers: new Map([...signed.headers, ['authorization', [signature, signature]]]) }
    const wrong = ['Bearer x', signature.replace('cognito-idp', 'sts'), signature.slice(0, -1)]
    const requests = [twice, ...wrong.map((authorization) => call('AdminGetUser', {}, { authorization }))]
    for (const request of requests) {
      const result = await ask(request)
      assert.equal(result.ok ? '' : result.exception, 'IncompleteSignatureException')
    }
  })
})
