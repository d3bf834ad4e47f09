import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { call, common, dispatcher, errorOf, signature } from '../../../test/wire/aws-json-dispatcher.ts'
import { operationFacts, type OperationName } from '../../contract/operations.gen.ts'

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

describe('faults', () => {
  const faults: Readonly<Partial<Record<OperationName, [input: object, exception: string]>>> = {
    ListUsers: [{ UserPoolId: 'eu-central-1_a' }, 'InternalErrorException'],
    ListUserPoolClientSecrets: [{ UserPoolId: 'eu-central-1_a', ClientId: 'abc' }, 'InternalServerException'],
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

  test('a store with too much to do is no fault: clients are told to try again', async () => {
    const { answer, errors } = dispatcher()
    const response = await answer(call('ListGroups', { UserPoolId: 'eu-central-1_a' }, { authorization: signature }))
    assert.deepEqual(errorOf(response), {
      status: 400,
      __type: 'TooManyRequestsException',
      message: 'Too many requests',
      type: 'TooManyRequestsException:',
    })
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
