import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { functionArn, invocationUri, now, resource, startGateway } from '../../../test/gateway/gateway-under-test.ts'
import type { TemplateResource } from '../../domain/template-resource.ts'
import type { EndedRequest } from '../../gateway/observation/ended-request.ts'
import { renderMetrics } from './exposition.ts'
import { createGatewayCounters } from './gateway-counters.ts'

async function countedLines(asked: readonly (readonly [method: string, path: string, body?: string])[]) {
  const counters = createGatewayCounters()
  const time = { now }
  await using gateway = await startGateway({
    resources: apis(),
    functions: {
      notes: ({ body }: { body?: string }) => {
        time.now = new Date(time.now.getTime() + 30)
        return body === 'broken' ? undefined : { statusCode: 200, body: 'ok' }
      },
    },
    options: { clock: { now: () => time.now }, observe: counters.request },
  })
  for (const [method, path, body] of asked) await gateway.ask(method, path, body === undefined ? {} : { body })
  return renderMetrics(counters.read()).split('\n')
}

describe('1.20 the metrics of APIs', () => {
  test('have the names and dimensions of REST APIs', async () => {
    const lines = await countedLines([
      ['POST', '/rest/v1/notes', ''],
      ['POST', '/rest/v1/notes', 'broken'],
      ['POST', '/rest/v1/plain', ''],
      ['GET', '/rest/v1/anything/somebody/thinks/of'],
    ])
    const stage = 'ApiName="notes",ApiId="rest",Stage="v1"'
    const method = `${stage},Method="POST",Resource="/notes"`
    for (const line of [
      `AWS_ApiGateway_Count{${method}} 2`,
      `AWS_ApiGateway_Count{${stage}} 2`,
      `AWS_ApiGateway_4XXError{${method}} 0`,
      `AWS_ApiGateway_4XXError{${stage}} 1`,
      `AWS_ApiGateway_5XXError{${method}} 1`,
      `AWS_ApiGateway_Latency_bucket{${method},le="25"} 0`,
      `AWS_ApiGateway_Latency_bucket{${method},le="50"} 2`,
      `AWS_ApiGateway_Latency_sum{${method}} 60`,
      `AWS_ApiGateway_Latency_count{${stage}} 2`,
      `AWS_ApiGateway_IntegrationLatency_sum{${method}} 60`,
      `AWS_ApiGateway_IntegrationLatency_count{${stage}} 1`,
    ]) {
      assert.ok(lines.includes(line), line)
    }
    assert.doesNotMatch(lines.join('\n'), /anything|4xx|5xx|DataProcessed/)
  })

  test('have the names and dimensions of HTTP APIs', async () => {
    const lines = await countedLines([
      ['POST', '/http/notes', 'four'],
      ['POST', '/http/none', ''],
    ])
    const stage = 'ApiName="other",ApiId="http",Stage="$default"'
    for (const line of [
      `AWS_ApiGateway_Count{${stage},Method="POST",Resource="/notes"} 1`,
      `AWS_ApiGateway_Count{${stage}} 1`,
      `AWS_ApiGateway_4xx{${stage}} 1`,
      `AWS_ApiGateway_5xx{${stage}} 0`,
      `AWS_ApiGateway_DataProcessed{${stage},Method="POST",Resource="/notes"} 6`,
    ]) {
      assert.ok(lines.includes(line), line)
    }
    assert.doesNotMatch(lines.join('\n'), /XXError/)
  })

  test('are bounded, whatever APIs come and go', async () => {
    const counters = createGatewayCounters()
    let sample: EndedRequest | undefined
    await using gateway = await startGateway({
      resources: apis(),
      options: { observe: (ended) => void (sample = 'kind' in ended ? undefined : ended) },
    })
    await gateway.ask('GET', '/http/none')
    assert.ok(sample)
    for (let index = 0; index < 2100; index += 1) {
      const definition = { ...sample.exchange.definition, apiId: `api${index}` }
      counters.request({ ...sample, exchange: { ...sample.exchange, definition } })
    }
    const [count] = counters.read()
    assert.equal(count?.series.length, 2001)
    assert.deepEqual(count.series.at(-1), {
      labels: { ApiName: 'others', ApiId: 'others', Stage: 'others' },
      value: 100,
    })
  })
})

function apis(): readonly TemplateResource[] {
  const lambda = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('notes') }
  return [
    resource('Rest', 'AWS::ApiGateway::RestApi', {
      Name: 'notes',
      Body: {
        swagger: '2.0',
        paths: {
          '/notes': { post: { 'x-amazon-apigateway-integration': lambda } },
          '/plain': { post: { 'x-amazon-apigateway-integration': lambda } },
        },
      },
    }),
    resource('V1', 'AWS::ApiGateway::Stage', {
      RestApiId: 'rest',
      StageName: 'v1',
      MethodSettings: [
        {
          ResourcePath: '/*',
          HttpMethod: '*',
          MetricsEnabled: false,
          ThrottlingRateLimit: 100,
          ThrottlingBurstLimit: 9,
        },
        { ResourcePath: '/~1notes', HttpMethod: 'POST', MetricsEnabled: true },
      ],
    }),
    resource('Http', 'AWS::ApiGatewayV2::Api', { Name: 'other', ProtocolType: 'HTTP' }),
    resource('Stage', 'AWS::ApiGatewayV2::Stage', {
      ApiId: 'http',
      StageName: '$default',
      DefaultRouteSettings: { DetailedMetricsEnabled: true },
    }),
    resource('Notes', 'AWS::ApiGatewayV2::Integration', {
      ApiId: 'http',
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: functionArn('notes'),
      PayloadFormatVersion: '2.0',
    }),
    resource('Route', 'AWS::ApiGatewayV2::Route', {
      ApiId: 'http',
      RouteKey: 'POST /notes',
      Target: 'integrations/notes',
    }),
  ]
}
