import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accountId, functionArn, invocationUri, region } from '../../test/gateway/gateway-under-test.ts'
import { resource, startBackend, startGateway } from '../../test/gateway/gateway-under-test.ts'
import type { TemplateResource } from '../domain/template-resource.ts'
import { definitionFromTemplate } from './loading/definition-from-template.ts'
import { DefinitionRefused } from './loading/definition-refused.ts'

const uri = invocationUri('${stageVariables.fn}')
const restApi = (stage: Record<string, unknown>) => [
  resource('Rest', 'AWS::ApiGateway::RestApi', {
    Body: {
      swagger: '2.0',
      info: {},
      paths: { '/a': { get: { 'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri } } } },
    },
  }),
  resource('Stage', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'prod', ...stage }),
]

function problemOf(resources: readonly TemplateResource[]): string {
  try {
    definitionFromTemplate(resources, { region, accountId })
  } catch (error) {
    if (error instanceof DefinitionRefused) return error.message
    throw error
  }
  return 'accepted'
}

describe('1.10 a canary of a REST stage', () => {
  const stage = {
    Variables: { fn: 'old', colour: 'blue' },
    CanarySetting: { PercentTraffic: 25, StageVariableOverrides: { fn: 'new' } },
  }
  const ok = () => ({ statusCode: 200 })

  test('takes its part of the requests, with variables of its own', async () => {
    const draws = [0x00, 0x3f, 0x40, 0xff]
    let asked = 0
    // Only the choice of a canary draws four bytes.
    const random = { bytes: (size: number) => Buffer.alloc(size, size === 4 ? draws[asked++] : 1) }
    const functions = { old: ok, new: ok }
    await using gateway = await startGateway({ resources: restApi(stage), functions, options: { random } })
    for (const _ of draws) assert.equal((await gateway.ask('GET', '/rest/prod/a')).status, 200)
    const seen = gateway.calls.map(({ functionArn: name, payload }) => [
      name.split(':').at(-1),
      (payload as any).stageVariables,
      (payload as any).requestContext.stage,
    ])
    const [canary, base] = ['new', 'old'].map((fn) => [fn, { fn, colour: 'blue' }, 'prod'])
    assert.deepEqual(seen, [canary, canary, base, base])
  })

  test('of no percent is not asked for', async () => {
    const none = { ...stage, CanarySetting: { StageVariableOverrides: { fn: 'new' } } }
    const random = { bytes: (size: number) => Buffer.alloc(size) }
    await using gateway = await startGateway({ resources: restApi(none), functions: { old: ok }, options: { random } })
    assert.equal((await gateway.ask('GET', '/rest/prod/a')).status, 200)
  })

  test('is refused with a share that is none, or with a cache', () => {
    const withCanary = (CanarySetting: object) => restApi({ ...stage, CanarySetting })
    assert.match(problemOf(withCanary({ PercentTraffic: 101 })), /from 0 to 100/)
    assert.match(problemOf(withCanary({ PercentTraffic: 'some' })), /from 0 to 100/)
  })
})

describe('1.10 stage variables', () => {
  const variables = (Variables: object) => problemOf(restApi({ Variables: { fn: 'one', ...Variables } }))
  test('have names of 64 and values of 512 characters at most, and are 100 at most', () => {
    assert.equal(variables({ ['a'.repeat(64)]: 'A-Za-z0-9-._~:/?#&=,'.padEnd(512, 'x') }), 'accepted')
    assert.match(variables({ ['a'.repeat(65)]: 'x' }), /at most 64/)
    assert.match(variables({ 'a-b': 'x' }), /at most 64/)
    assert.match(variables({ a: 'x'.repeat(513) }), /at most 512/)
    assert.match(variables({ a: 'two words' }), /at most 512/)
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`v${at}`, 'x']))
    assert.match(variables(many), /more than 100/)
  })
})

describe('1.23 quick create of an HTTP API', () => {
  const api = (settings: object) => [
    resource('Http', 'AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP', Name: 'h', ...settings }),
  ]

  test('with a function answers everything, in payload format 2.0', async () => {
    const resources = api({ Target: functionArn('one') })
    await using gateway = await startGateway({ resources, functions: { one: () => 'hello' } })
    assert.equal((await gateway.ask('POST', '/http/any/where')).status, 200)
    const event = gateway.calls[0]?.payload as any
    const { version, routeKey, rawPath, requestContext } = event
    assert.deepEqual([version, routeKey, rawPath, requestContext.stage], ['2.0', '$default', '/any/where', '$default'])
  })

  test('with a URL and a route key answers that route', async () => {
    await using backend = await startBackend()
    await using gateway = await startGateway({ resources: api({ Target: `${backend.url}/b`, RouteKey: 'GET /a' }) })
    assert.equal((await gateway.ask('GET', '/http/a')).json.url, '/b')
    assert.equal((await gateway.ask('GET', '/http/b')).status, 404)
  })

  test('needs a target', () => assert.match(problemOf(api({ RouteKey: 'GET /a' })), /goes with a Target/))
})
