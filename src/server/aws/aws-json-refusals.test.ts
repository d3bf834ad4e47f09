import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { call, common, dispatcher, errorOf } from '../../../test/wire/aws-json-dispatcher.ts'
import type { HttpRequest } from '../../http/message.ts'

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
