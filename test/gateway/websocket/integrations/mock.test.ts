import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { now, sendRaw } from '../../gateway-under-test.ts'
import { handshakeText, startChat } from '../websocket-under-test.ts'
import { mock, route } from './routes.ts'

describe('1.11 MOCK behind a WebSocket route', () => {
  test('answers by the templates that the message selects, with the context of the connection', async () => {
    await using chat = await startChat({
      stage: { StageVariables: { colour: 'blue' } },
      routes: {
        $connect: { integration: mock },
        ping: route(mock, {
          $default: {
            TemplateSelectionExpression: '${request.body.kind}-$integration.response.statuscode',
            ResponseTemplates: {
              'long-200': `{"id":"$context.connectionId","type":"$context.eventType","at":$context.connectedAt,
"route":"$context.routeKey","message":"$context.messageId","direction":"$context.messageDirection",
"stage":"$context.stage","api":"$context.apiId","ip":"$context.identity.sourceIp","colour":"$stageVariables.colour",
"none":"$context.httpMethod$context.authorizer.principalId"}`,
              $default: 'short',
            },
          },
        }),
      },
    })
    const client = await chat.client()
    client.socket.send('{"action":"ping","kind":"long"}')
    const { id, message, ...rest } = JSON.parse(await client.next())
    assert.match(id, /^[\w-]{15}=$/)
    assert.match(message, /=$/)
    assert.deepEqual(rest, {
      type: 'MESSAGE',
      at: now.getTime(),
      route: 'ping',
      direction: 'IN',
      stage: 'dev',
      api: 'chat',
      ip: '127.0.0.1',
      colour: 'blue',
      none: '',
    })
    client.socket.send('{"action":"ping","kind":"other"}')
    assert.equal(await client.next(), 'short')
  })

  test('the status that the request template gives selects the response, by pattern or to the letter', async () => {
    await using chat = await startChat({
      routes: {
        ask: route(
          {
            IntegrationType: 'MOCK',
            RequestTemplates: { 'application/json': `{"statusCode": $input.path('$.code')}` },
          },
          {
            '/4\\d\\d/': { ResponseTemplates: { any: 'bad' } },
            204: { ResponseTemplates: { any: 'none' } },
            $default: { ResponseTemplates: { any: 'other' } },
          },
        ),
      },
    })
    const client = await chat.client()
    const answers: string[] = []
    for (const code of [404, 204, 200]) {
      client.socket.send(JSON.stringify({ action: 'ask', code }))
      answers.push(await client.next())
    }
    assert.deepEqual(answers, ['bad', 'none', 'other'])
  })

  test('refuses a handshake by its status, and lets nobody in where the template gives none', async () => {
    const statuses: (string | undefined)[] = []
    for (const template of ['{"statusCode":200}', '{"statusCode":403}', '{}', '#set($a = $util.parseJson("{"))']) {
      await using chat = await startChat({
        routes: { $connect: { integration: { IntegrationType: 'MOCK', RequestTemplates: { $default: template } } } },
      })
      statuses.push(/^HTTP\/1.1 (\d+)/.exec(await sendRaw(chat.port, handshakeText()))?.[1])
    }
    assert.deepEqual(statuses, ['101', '403', '500', '500'])
  })

  test('PassthroughBehavior says what becomes of a message without a template', async () => {
    const integration = {
      ...mock,
      TemplateSelectionExpression: '$request.body.kind',
      RequestTemplates: { a: '{"statusCode":200}' },
    }
    const responses = { $default: { ResponseTemplates: { $default: 'answered' } } }
    await using chat = await startChat({
      routes: {
        never: route({ ...integration, PassthroughBehavior: 'NEVER' }, responses),
        templates: route({ ...integration, PassthroughBehavior: 'WHEN_NO_TEMPLATES' }, responses),
        match: route({ ...integration, PassthroughBehavior: 'WHEN_NO_MATCH' }, responses),
      },
    })
    const client = await chat.client()
    const told: unknown[] = []
    for (const action of ['never', 'templates', 'match']) {
      client.socket.send(JSON.stringify({ action, kind: 'b', statusCode: 200 }))
      const answer = await client.next()
      told.push(answer.startsWith('{') ? JSON.parse(answer).message : answer)
    }
    assert.deepEqual(told, ['Unsupported Media Type', 'Unsupported Media Type', 'answered'])
  })
})
