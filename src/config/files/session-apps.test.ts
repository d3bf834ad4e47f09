import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseSessionApps } from './session-apps.ts'

const app = { origin: 'https://app.example.com', client: 'Client' }

describe('the file of session apps', () => {
  test('names apps with their origin, client and APIs', () => {
    const apis = { '/api': 'NotesApi', '/api/reports': { api: 'ReportsApi', stage: 'v2', token: 'id' } }
    assert.deepEqual(parseSessionApps(JSON.stringify({ notes: { ...app, idleSeconds: 60, apis } })), [
      {
        name: 'notes',
        ...app,
        idleSeconds: 60,
        apis: [
          { prefix: '/api', api: 'NotesApi', stage: undefined, token: 'access' },
          { prefix: '/api/reports', api: 'ReportsApi', stage: 'v2', token: 'id' },
        ],
      },
    ])
  })

  test('that is wrong says where', () => {
    const refusals: readonly (readonly [unknown, RegExp])[] = [
      ['{', /not JSON/],
      [{ notes: { ...app, origin: 'http://app.example.com' } }, /wrong: notes\.origin/],
      [{ notes: { ...app, origin: 'https://app.example.com/' } }, /wrong: notes\.origin/],
      [{ notes: { ...app, apis: { '/elsewhere': 'Api' } } }, /wrong: notes\.apis/],
      [{ notes: { ...app, secret: 'x' } }, /wrong: notes\.secret/],
      [{ notes: app, other: app }, /two apps have one host/],
    ]
    for (const [content, expected] of refusals) {
      const text = typeof content === 'string' ? content : JSON.stringify(content)
      assert.throws(() => parseSessionApps(text), expected)
    }
  })
})
