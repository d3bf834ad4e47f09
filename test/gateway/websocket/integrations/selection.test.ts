import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startChat } from '../websocket-under-test.ts'
import { mock, route } from './routes.ts'

describe('1.11 selection expressions', () => {
  const expressions: Record<string, readonly [expression: string, selected: string]> = {
    'an unwrapped variable': ['$request.body.action', 'join'],
    'a wrapped one': ['${request.body.action}', 'join'],
    'several with text between them': ['${request.body.service}/${request.body.action}', 'chat/join'],
    'one that is not there': ['${request.body.action}-${request.body.invalidPath}', 'join-'],
    'a nested member': ['$request.body.data.room', 'room1234'],
    'a member in brackets': ["${request.body['data']['room']}", 'room1234'],
    'a list': ['$request.body.list', '[a, 2]'],
    'an item of a list': ['$request.body.list[1]', '2'],
    'a static value': ['action', 'action'],
  }
  const message = { service: 'chat', action: 'join', data: { room: 'room1234' }, list: ['a', 2] }
  for (const [name, [expression, selected]] of Object.entries(expressions)) {
    test(`${name}: ${expression}`, async () => {
      await using chat = await startChat({
        properties: { RouteSelectionExpression: expression },
        routes: {
          [selected]: route(mock, { $default: { ResponseTemplates: { $default: '$context.routeKey' } } }),
          $default: route(mock, { $default: { ResponseTemplates: { $default: 'nothing selected' } } }),
        },
      })
      const client = await chat.client()
      client.socket.send(JSON.stringify(message))
      assert.equal(await client.next(), selected)
    })
  }

  test('an escaped dollar sign is itself, and means the catch-all', async () => {
    await using chat = await startChat({
      properties: { RouteSelectionExpression: '\\$default' },
      routes: { $default: route(mock, { $default: { ResponseTemplates: { $default: '$context.routeKey' } } }) },
    })
    const client = await chat.client()
    client.socket.send('no JSON')
    assert.equal(await client.next(), '$default')
  })

  test('a message that is too deep to read is one without a key', async () => {
    await using chat = await startChat({
      routes: {
        a: route(mock, { $default: { ResponseTemplates: { $default: 'a' } } }),
        $default: route(mock, { $default: { ResponseTemplates: { $default: 'default' } } }),
      },
    })
    const client = await chat.client()
    client.socket.send(`{"action":"a","deep":${'['.repeat(1000)}${']'.repeat(1000)}}`)
    assert.equal(await client.next(), 'default')
  })
})
