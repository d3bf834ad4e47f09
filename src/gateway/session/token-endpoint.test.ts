import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cognitoEndpoints } from './session-configuration.ts'
import { revokeToken } from './token-endpoint.ts'

test('the client proves itself with the secret that it has now', async () => {
  const secrets = ['first', 'rotated']
  const sent: (string | null)[] = []
  const configuration = {
    app: 'notes',
    origin: 'https://app.example.com',
    issuer: 'https://id.example.com/pool',
    endpoints: cognitoEndpoints('https://id.example.com'),
    clientId: 'client',
    findClientSecret: async () => secrets.shift(),
    scopes: [],
    absoluteSeconds: 60,
    apis: [],
  }
  const fetch = async (_url: string, init: { readonly headers?: Readonly<Record<string, string>> } = {}) => {
    sent.push(init.headers?.['authorization'] ?? null)
    return new Response('')
  }
  const ports = { configuration, fetch, log: { info() {}, error() {} } }
  for (const token of ['a', 'b', 'c']) await revokeToken(ports, token)
  const basic = (secret: string) => `Basic ${Buffer.from(`client:${secret}`).toString('base64')}`
  assert.deepEqual(sent, [basic('first'), basic('rotated'), null])
})
