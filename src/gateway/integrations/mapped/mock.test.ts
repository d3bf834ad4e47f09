import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { operation, startRestApi } from '../../../../test/gateway/rest-api-under-test.ts'

const json = (template: string) => ({ 'application/json': template })

function mock(requestTemplate: string, responses: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return operation(
    { type: 'mock', requestTemplates: json(requestTemplate), responses, ...more },
    { headers: ['X-Echo', 'X-Fixed', 'X-Stage', 'Content-Type', 'Location'] },
  )
}

const api = await startRestApi({
  variables: { greeting: 'hi' },
  paths: {
    '/pets/{id}': {
      get: mock('{"statusCode": #if($input.params("id") == "0")404#{else}200#end}', {
        default: {
          statusCode: '200',
          responseTemplates: json(
            '{"id": "$input.params(\'id\')", "stage": "$context.stage $stageVariables.greeting"}',
          ),
          responseParameters: {
            'method.response.header.X-Fixed': "'fixed'",
            'method.response.header.X-Stage': 'stageVariables.greeting',
            'method.response.header.X-Echo': 'context.requestId',
          },
        },
        '404': { statusCode: '404', responseTemplates: json('{"message": "no pet"}') },
      }),
    },
    '/lenient': { get: mock('{ statusCode: 200 }', { default: { statusCode: '201' } }) },
    '/silent': { get: mock('{}', { default: { statusCode: '200' } }) },
    '/failing': {
      get: mock('#set($x = $stageVariables.greeting.substring(9)){"statusCode": 200}', {
        default: { statusCode: '200' },
      }),
    },
    '/unmatched': { get: mock('{"statusCode": 500}', { '2\\d\\d': { statusCode: '200' } }) },
    '/override': {
      get: mock('{"statusCode": 200}', {
        default: {
          statusCode: '200',
          responseParameters: { 'method.response.header.Location': "'/mapped'" },
          responseTemplates: json(
            '#set($context.responseOverride.status = 302)#set($context.responseOverride.header.Location = "/overridden")',
          ),
        },
      }),
    },
    '/override-twice': {
      get: mock('{"statusCode": 200}', {
        default: {
          statusCode: '200',
          responseTemplates: json(
            '#set($context.responseOverride.header.A = "1")#set($context.responseOverride.header.a = "2")',
          ),
        },
      }),
    },
    '/accept': {
      get: mock('{"statusCode": 200}', {
        default: {
          statusCode: '200',
          responseTemplates: { 'text/xml': '<xml/>', 'application/json': '{"json":true}', 'text/plain': 'plain' },
        },
      }),
    },
    '/split': {
      get: mock('{"statusCode": 200}', {
        default: {
          statusCode: '200',
          responseTemplates: json('#set($context.responseOverride.header.X-Bad = "a\r\nX-Evil: 1")'),
        },
      }),
    },
  },
})

after(() => api[Symbol.asyncDispose]())

describe('1.11 MOCK', () => {
  test('the request template selects the response, whose template sees the request', async () => {
    const answer = await api.ask('GET', '/rest/v1/pets/7')
    assert.deepEqual([answer.status, answer.json], [200, { id: '7', stage: 'v1 hi' }])
    assert.deepEqual([answer.headers['x-fixed'], answer.headers['x-stage']], ['fixed', 'hi'])
    assert.equal(answer.headers['x-echo'], answer.headers['x-amzn-requestid'])
    assert.equal(answer.headers['content-type'], 'application/json')
    // 1.8: not where no backend was asked.
    assert.equal(answer.headers['x-amzn-trace-id'], undefined)
    const missing = await api.ask('GET', '/rest/v1/pets/0')
    assert.deepEqual([missing.status, missing.json], [404, { message: 'no pet' }])
  })

  test("CDK's statusCode without quotes counts", async () => {
    assert.equal((await api.ask('GET', '/rest/v1/lenient')).status, 201)
  })

  for (const path of ['silent', 'failing', 'unmatched', 'override-twice', 'split']) {
    test(`1.14 /${path} is 500 Internal server error`, async () => {
      const answer = await api.ask('GET', `/rest/v1/${path}`)
      assert.deepEqual([answer.status, answer.json], [500, { message: 'Internal server error' }])
      assert.equal(answer.headers['x-evil'], undefined)
    })
  }

  test('1.14 overrides go over mappings', async () => {
    const answer = await api.ask('GET', '/rest/v1/override')
    assert.deepEqual([answer.status, answer.headers.location], [302, '/overridden'])
  })

  test('1.14 the first type of Accept chooses the template, else JSON', async () => {
    const body = async (accept?: string) =>
      (await api.ask('GET', '/rest/v1/accept', { headers: accept === undefined ? {} : { accept } })).body
    assert.equal(await body('text/xml; q=0.9, text/plain'), '<xml/>')
    assert.equal(await body('text/plain'), 'plain')
    assert.equal(await body('image/png'), '{"json":true}')
    assert.equal(await body(), '{"json":true}')
  })
})
