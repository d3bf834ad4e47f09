import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TemplateResource } from '../../../src/domain/template-resource.ts'
import { definitionFromTemplate } from '../../../src/gateway/loading/definition-from-template.ts'
import { accountId, region, resource, startGateway, type AskOptions } from '../gateway-under-test.ts'
import { awsCredentials, calledAsProcess, startService, type ServiceAnswer } from './service-double.ts'

const role = `arn:aws:iam::${accountId}:role/gateway`
const queueUrl = `https://sqs.${region}.amazonaws.com/${accountId}/notes`

function httpApi(subtype: string, parameters: Record<string, unknown>, more = {}): TemplateResource[] {
  return [
    resource('Http', 'AWS::ApiGatewayV2::Api', { Name: 'http', ProtocolType: 'HTTP' }),
    resource('Call', 'AWS::ApiGatewayV2::Integration', {
      ApiId: 'http',
      IntegrationType: 'AWS_PROXY',
      IntegrationSubtype: subtype,
      PayloadFormatVersion: '1.0',
      CredentialsArn: role,
      RequestParameters: parameters,
      ...more,
    }),
    resource('Route', 'AWS::ApiGatewayV2::Route', {
      ApiId: 'http',
      RouteKey: 'POST /call/{id}',
      Target: 'integrations/call',
    }),
    resource('Stage', 'AWS::ApiGatewayV2::Stage', {
      ApiId: 'http',
      StageName: '$default',
      StageVariables: { source: 'notes' },
    }),
  ]
}

interface Asked {
  readonly subtype: string
  readonly parameters: Record<string, unknown>
  readonly integration?: Record<string, unknown>
  readonly ask?: AskOptions
  readonly answer?: ServiceAnswer
}

async function ask({ subtype, parameters, integration = {}, ask: options, answer }: Asked) {
  await using service = await startService(() => answer ?? {})
  const asked: string[] = []
  await using gateway = await startGateway({
    resources: httpApi(subtype, parameters, integration),
    reading: {
      awsPlaces: calledAsProcess((name) => {
        asked.push(name)
        return service.url
      }),
    },
    options: { awsCredentials },
  })
  const reply = await gateway.ask('POST', '/http/call/7', { body: '{"text":"a","n":[1]}', ...options })
  const [call] = service.calls
  return { reply, call, endpoint: asked[0], calls: service.calls.length }
}

interface Expected {
  readonly parameters: Record<string, string>
  readonly endpoint: string
  readonly scope: string
  readonly target: string
  readonly version: '1.0' | '1.1'
  readonly body: object
}

const jsonSubtypes: Readonly<Record<string, Expected>> = {
  'EventBridge-PutEvents': {
    parameters: {
      Detail: '$request.body',
      DetailType: 'note-written',
      Source: '$stageVariables.source',
      Time: '2026-11-20T12:00:00Z',
      EventBusName: '$request.header.x-bus',
      Resources: 'arn:a, arn:b',
    },
    endpoint: 'EVENTBRIDGE',
    scope: `events ${region}`,
    target: 'AWSEvents.PutEvents',
    version: '1.1',
    body: {
      Entries: [
        {
          Detail: '{"text":"a","n":[1]}',
          DetailType: 'note-written',
          Source: 'notes',
          Time: 1_795_176_000,
          Resources: ['arn:a', 'arn:b'],
        },
      ],
    },
  },
  'Kinesis-PutRecord': {
    parameters: {
      StreamName: 'notes',
      Data: '$request.body.text',
      PartitionKey: '$request.path.id',
      Region: 'us-east-2',
    },
    endpoint: 'KINESIS',
    scope: 'kinesis us-east-2',
    target: 'Kinesis_20131202.PutRecord',
    version: '1.1',
    body: { StreamName: 'notes', Data: 'a', PartitionKey: '7' },
  },
  'StepFunctions-StartExecution': {
    parameters: { StateMachineArn: 'arn:a', Name: 'note-$request.path.id', Input: '$request.body' },
    endpoint: 'SFN',
    scope: `states ${region}`,
    target: 'AWSStepFunctions.StartExecution',
    version: '1.0',
    body: { stateMachineArn: 'arn:a', name: 'note-7', input: '{"text":"a","n":[1]}' },
  },
  'StepFunctions-StartSyncExecution': {
    parameters: { StateMachineArn: 'arn:a', Input: '$request.body.n' },
    endpoint: 'SFN',
    scope: `states ${region}`,
    target: 'AWSStepFunctions.StartSyncExecution',
    version: '1.0',
    body: { stateMachineArn: 'arn:a', input: '[1]' },
  },
  'StepFunctions-StopExecution': {
    parameters: { ExecutionArn: 'arn:a', Cause: 'enough', Error: '$request.querystring.why' },
    endpoint: 'SFN',
    scope: `states ${region}`,
    target: 'AWSStepFunctions.StopExecution',
    version: '1.0',
    body: { executionArn: 'arn:a', cause: 'enough' },
  },
}

describe('1.11 first-class integrations of HTTP APIs', () => {
  for (const [subtype, expected] of Object.entries(jsonSubtypes)) {
    test(`1.11 ${subtype}: parameters become the members of its request`, async () => {
      const { parameters, endpoint, scope, target, version, body } = expected
      const asked = await ask({ subtype, parameters })
      assert.equal(asked.call?.isGenuine, true)
      assert.deepEqual([asked.endpoint, asked.call.scope], [endpoint, scope])
      assert.equal(asked.call.headers['x-amz-target'], target)
      assert.equal(asked.call.headers['content-type'], `application/x-amz-json-${version}`)
      assert.deepEqual(JSON.parse(asked.call.body), body)
      assert.equal(asked.reply.status, 200)
      assert.deepEqual(asked.reply.json, { ok: true })
    })
  }

  const queueSubtypes: Readonly<Record<string, readonly [Record<string, string>, Record<string, string>]>> = {
    'SQS-SendMessage': [
      {
        MessageBody: '$request.body',
        DelaySeconds: '3',
        MessageAttributes: '{"from":{"DataType":"String","StringValue":"${request.header.x-from}"}}',
      },
      {
        MessageBody: '{"text":"a","n":[1]}',
        DelaySeconds: '3',
        'MessageAttribute.1.Name': 'from',
        'MessageAttribute.1.Value.DataType': 'String',
        'MessageAttribute.1.Value.StringValue': 'a "b"}',
      },
    ],
    'SQS-ReceiveMessage': [
      { AttributeNames: '["All"]', MaxNumberOfMessages: '10', MessageAttributeNames: 'a,b', WaitTimeSeconds: '1' },
      {
        'AttributeName.1': 'All',
        MaxNumberOfMessages: '10',
        'MessageAttributeName.1': 'a',
        'MessageAttributeName.2': 'b',
        WaitTimeSeconds: '1',
      },
    ],
    'SQS-DeleteMessage': [{ ReceiptHandle: '$request.path.id' }, { ReceiptHandle: '7' }],
    'SQS-PurgeQueue': [{}, {}],
  }
  for (const [subtype, [parameters, fields]] of Object.entries(queueSubtypes)) {
    test(`1.11 ${subtype}: parameters become the fields of a form for the queue`, async () => {
      const { call, endpoint } = await ask({
        subtype,
        parameters: { QueueUrl: queueUrl, ...parameters },
        ask: { headers: { 'x-from': 'a "b"}' } },
      })
      assert.equal(call?.isGenuine, true)
      assert.deepEqual([endpoint, call.scope, call.url], ['SQS', `sqs ${region}`, `/${accountId}/notes`])
      const action = subtype.replace('SQS-', '')
      const own = { Action: action, Version: '2012-11-05', QueueUrl: queueUrl }
      assert.deepEqual(Object.fromEntries(new URLSearchParams(call.body)), { ...own, ...fields })
    })
  }

  test('1.11 AppConfig-GetConfiguration: parameters become path and query, and the client gets the configuration', async () => {
    const { call, reply } = await ask({
      subtype: 'AppConfig-GetConfiguration',
      parameters: {
        Application: 'my app',
        Environment: '$request.path.id',
        Configuration: 'c',
        ClientId: '$request.header.x-client',
      },
      ask: { headers: { 'x-client': 'a&b' } },
      answer: { headers: { 'content-type': 'text/yaml', 'configuration-version': '4' }, body: 'a: 1' },
    })
    assert.equal(call?.isGenuine, true)
    assert.equal(call.method, 'GET')
    assert.equal(call.url, '/applications/my%20app/environments/7/configurations/c?client_id=a%26b')
    assert.deepEqual(
      [reply.body, reply.headers['content-type'], reply.headers['configuration-version']],
      ['a: 1', 'text/yaml', '4'],
    )
  })

  test('1.11 a service’s refusal is the client’s answer, which response parameters may change', async () => {
    const { reply } = await ask({
      subtype: 'SQS-PurgeQueue',
      parameters: { QueueUrl: queueUrl },
      integration: {
        ResponseParameters: { 400: { ResponseParameters: [{ Destination: 'overwrite:statuscode', Source: '409' }] } },
      },
      answer: { status: 400, headers: { 'content-type': 'text/xml' }, body: '<Error/>' },
    })
    assert.deepEqual([reply.status, reply.body], [409, '<Error/>'])
  })

  for (const [what, url] of [
    ['of another host', 'https://evil.example/123456789012/notes'],
    ['with a query', `${queueUrl}?Action=DeleteQueue`],
  ] as const) {
    test(`1.11 a QueueUrl ${what} leads to the service all the same, and to its path alone`, async () => {
      const { call } = await ask({
        subtype: 'SQS-PurgeQueue',
        parameters: { QueueUrl: '$request.header.x-queue' },
        ask: { headers: { 'x-queue': url } },
      })
      assert.equal(call?.url, '/123456789012/notes')
      assert.equal(call.isGenuine, true)
    })
  }

  for (const [what, subtype, parameters] of [
    ['a QueueUrl that is none', 'SQS-PurgeQueue', { QueueUrl: '$request.header.x-it' }],
    [
      'a number that is none',
      'SQS-SendMessage',
      { QueueUrl: queueUrl, MessageBody: 'a', DelaySeconds: '$request.header.x-it' },
    ],
    [
      'a segment that leads elsewhere',
      'AppConfig-GetConfiguration',
      { Application: 'a', Environment: '$request.header.x-it', Configuration: 'c', ClientId: 'd' },
    ],
  ] as const) {
    test(`1.11 ${what} is 400 before anybody is asked`, async () => {
      const { calls, reply } = await ask({ subtype, parameters, ask: { headers: { 'x-it': '..' } } })
      assert.equal(reply.status, 400)
      assert.equal(calls, 0)
    })
  }

  const places = calledAsProcess()
  const purge = { QueueUrl: queueUrl }
  for (const [what, subtype, parameters, more, advice] of [
    ['an unknown subtype', 'SQS-CreateQueue', purge, {}, /is none; write one of EventBridge-PutEvents/],
    [
      'an unknown parameter',
      'SQS-PurgeQueue',
      { ...purge, Queue: 'a' },
      {},
      /is no parameter of SQS-PurgeQueue; there are QueueUrl, Region/,
    ],
    ['a missing parameter', 'SQS-DeleteMessage', purge, {}, /is missing ReceiptHandle/],
    [
      'a region of the caller’s choice',
      'SQS-PurgeQueue',
      { ...purge, Region: '$request.header.region' },
      {},
      /Region.*not taken from the request/,
    ],
    [
      'a region that is a host',
      'SQS-PurgeQueue',
      { ...purge, Region: 'evil.example/' },
      {},
      /must be the name of a region/,
    ],
    ['no role', 'SQS-PurgeQueue', purge, { CredentialsArn: undefined }, /write CredentialsArn/],
    ['payload format 2.0', 'SQS-PurgeQueue', purge, { PayloadFormatVersion: '2.0' }, /must be 1\.0/],
    ['another type', 'SQS-PurgeQueue', purge, { IntegrationType: 'HTTP_PROXY' }, /write AWS_PROXY/],
  ] as const) {
    test(`1.11 ${what} is refused when the definition is read`, () => {
      const read = () =>
        definitionFromTemplate(httpApi(subtype, parameters, more), { region, accountId, awsPlaces: places })
      assert.throws(read, advice)
    })
  }

  test('1.22 OpenAPI has the same under its own names', () => {
    const integration = {
      type: 'aws_proxy',
      integrationSubtype: 'StepFunctions-StartExecution',
      payloadFormatVersion: '1.0',
      credentials: role,
      requestParameters: { StateMachineArn: 'arn:a' },
    }
    const body = {
      openapi: '3.0.1',
      info: {},
      paths: { '/a': { post: { 'x-amazon-apigateway-integration': integration } } },
    }
    const resources = [
      resource('Http', 'AWS::ApiGatewayV2::Api', { Body: body }),
      resource('Stage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: '$default' }),
    ]
    const { apis } = definitionFromTemplate(resources, { region, accountId, awsPlaces: places })
    const [route] = apis[0]?.stages.get('$default')?.routes ?? []
    assert.equal(route?.integration.kind, 'service')
  })
})
