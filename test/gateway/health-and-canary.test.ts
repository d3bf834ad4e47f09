import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { LogSink } from '../../src/ports/log-sink.ts'
import { accountId, invocationUri, region, resource, startGateway } from './gateway-under-test.ts'
import type { UnderTest, UnderTestOptions } from './gateway-under-test.ts'

const started: UnderTest[] = []
after(async () => {
  for (const one of started) await one[Symbol.asyncDispose]()
})

async function gateway(options: UnderTestOptions): Promise<UnderTest> {
  const opened = await startGateway(options)
  started.push(opened)
  return opened
}

const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('echo') }

/** A REST API that takes every path, behind a domain too, and an HTTP API that does. */
function apis({ isDisabled = false, stage = {} } = {}) {
  return [
    resource('Rest', 'AWS::ApiGateway::RestApi', {
      DisableExecuteApiEndpoint: isDisabled,
      Body: {
        openapi: '3.0.1',
        paths: {
          '/{proxy+}': { 'x-amazon-apigateway-any-method': { 'x-amazon-apigateway-integration': integration } },
        },
      },
    }),
    resource('RestStage', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'v1', ...stage }),
    resource('Domain', 'AWS::ApiGateway::DomainName', { DomainName: 'api.example.com' }),
    resource('Mapping', 'AWS::ApiGateway::BasePathMapping', {
      DomainName: 'api.example.com',
      RestApiId: 'rest',
      Stage: 'v1',
    }),
    resource('Http', 'AWS::ApiGatewayV2::Api', {
      Name: 'http',
      ProtocolType: 'HTTP',
      Target: invocationUri('echo').replace(/^.*functions\/(.*)\/invocations$/, '$1'),
    }),
  ]
}
const functions = {
  echo: (event: { path?: string; rawPath?: string }) => ({ statusCode: 200, body: event.path ?? event.rawPath }),
}

describe('1.9 /ping and /sping', () => {
  test('1.9 are the service’s own at the root of a REST API and of its domain', async () => {
    const { ask, calls } = await gateway({ resources: apis(), functions })
    for (const path of ['/ping', '/sping']) {
      const direct = await ask('GET', `/rest${path}`)
      assert.deepEqual([direct.status, direct.body, direct.headers['content-type']], [200, 'healthy', 'text/plain'])
      const onDomain = await ask('GET', path, { headers: { host: 'api.example.com' } })
      assert.deepEqual([onDomain.status, onDomain.body], [200, 'healthy'])
      assert.equal((await ask('HEAD', path, { headers: { host: 'api.example.com' } })).status, 200)
    }
    assert.deepEqual(calls, [])
  })

  test('1.9 are ordinary paths below a stage, for other methods, and of HTTP APIs', async () => {
    const { ask } = await gateway({ resources: apis(), functions })
    assert.equal((await ask('GET', '/rest/v1/ping')).body, '/ping')
    assert.equal((await ask('POST', '/ping', { headers: { host: 'api.example.com' } })).body, '/ping')
    assert.equal((await ask('GET', '/http/ping')).body, '/ping')
  })

  test('1.9 a disabled default endpoint tells nothing of its health', async () => {
    const { ask } = await gateway({ resources: apis({ isDisabled: true }), functions })
    assert.equal((await ask('GET', '/rest/ping')).status, 403)
    assert.equal((await ask('GET', '/none/ping')).status, 403)
  })
})

describe('1.20 $context.isCanaryRequest', () => {
  async function logged(canary: object | undefined): Promise<readonly string[]> {
    const lines: string[] = []
    const sink: LogSink = { write: async (batch) => void lines.push(...batch) }
    const DestinationArn = `arn:aws:logs:${region}:${accountId}:log-group:api`
    const AccessLogSetting = { DestinationArn, Format: '$context.isCanaryRequest' }
    const stage = { AccessLogSetting, ...(canary && { CanarySetting: canary }) }
    const under = await startGateway({
      resources: apis({ stage }),
      functions,
      options: { findLogSink: () => sink },
    })
    await under.ask('GET', '/rest/v1/x')
    await under[Symbol.asyncDispose]()
    return lines
  }

  test('1.20 is true for what went to the canary, false for the rest, and nothing without one', async () => {
    assert.deepEqual(await logged({ PercentTraffic: 100 }), ['true'])
    assert.deepEqual(await logged({ PercentTraffic: 0 }), ['false'])
    assert.deepEqual(await logged(undefined), ['-'])
  })
})
