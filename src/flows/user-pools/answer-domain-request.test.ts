import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Ports } from '../../ports/ports.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { answerDomainRequest } from './answer-domain-request.ts'
import type { DomainRequest, DomainRoute } from './domain-request.ts'

const logged: object[] = []
const ports = { log: { error: (fields: object) => logged.push(fields) } } as unknown as Ports

const fails = () => Promise.reject(new Error('the disk is full'))
const routes: readonly DomainRoute[] = [
  {
    method: 'GET',
    path: '/login',
    isOpenToScripts: false,
    handle: async () => ({ status: 200, headers: { 'x-frame-options': 'SAMEORIGIN' }, body: 'page' }),
  },
  { method: 'POST', path: '/login', isOpenToScripts: false, handle: fails },
  {
    method: 'POST',
    path: '/oauth2/token',
    isOpenToScripts: true,
    handle: async () => ({ status: 400, headers: {}, body: '{}' }),
  },
  { method: 'GET', path: '/oauth2/userInfo', isOpenToScripts: true, handle: fails },
]

function send(method: string, path: string, baseUrl = 'https://notes.auth.us-east-1.localhost:9443') {
  const request: DomainRequest = {
    domain: { pool: buildUserPool(), baseUrl, managedLoginVersion: 2 },
    method,
    path,
    query: '',
    headers: new Map(),
    body: new Uint8Array(),
    facts: { requestId: 'r-1', region: 'us-east-1', accountId: '1', sourceIp: '127.0.0.1', userAgent: undefined },
  }
  return answerDomainRequest(routes, request, ports)
}

const always = {
  'x-amz-cognito-request-id': 'r-1',
  'x-content-type-options': 'nosniff',
  'x-xss-protection': '1; mode=block',
  'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
  pragma: 'no-cache',
  expires: '0',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  server: 'Server',
  'strict-transport-security': 'max-age=31536000 ; includeSubDomains',
}

describe('a request to a pool domain', () => {
  test('is answered by its route, whose headers come first', async () => {
    const headers = { ...always, 'x-frame-options': 'SAMEORIGIN' }
    assert.deepEqual(await send('GET', '/login'), { status: 200, headers, body: 'page' })
  })

  test('keeps plain HTTP working for other programs on localhost', async () => {
    const { headers } = await send('GET', '/login', 'https://localhost:9443/us-east-1_AbCdEf123')
    assert.equal(headers['strict-transport-security'], undefined)
  })

  for (const path of ['/Login', '/login/', '/login/x.css', '/login;.js', '/login%0a.css', '/..%2flogin', '']) {
    test(`finds nothing at ${path}`, async () => assert.equal((await send('GET', path)).status, 404))
  }

  test('in another method is told which there are', async () => {
    for (const method of ['PUT', 'HEAD', 'OPTIONS', 'TRACE', 'post']) {
      const { status, headers } = await send(method, '/login')
      assert.equal(status, 405, method)
      assert.equal(headers.allow, 'GET, POST')
      assert.equal(headers['access-control-allow-origin'], undefined)
    }
  })

  test('of a script may ask first where tokens are handled', async () => {
    const cors = {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type, authorization, x-amz-user-agent',
      'access-control-max-age': '3600',
    }
    assert.deepEqual(await send('OPTIONS', '/oauth2/token'), { status: 204, headers: { ...always, ...cors }, body: '' })
  })

  test('of a script may read refusals', async () => {
    for (const [method, status] of [
      ['POST', 400],
      ['GET', 405],
    ] as const) {
      const response = await send(method, '/oauth2/token')
      assert.equal(response.status, status)
      assert.equal(response.headers['access-control-allow-origin'], '*')
    }
  })

  test('that breaks is logged with its cause, which stays out of the answer', async () => {
    logged.length = 0
    const page = await send('POST', '/login')
    const endpoint = await send('GET', '/oauth2/userInfo')
    assert.deepEqual([page.status, page.body], [500, 'Internal Server Error'])
    assert.deepEqual([endpoint.status, endpoint.body], [500, '{"error":"server_error"}'])
    const cause = new Error('the disk is full')
    assert.deepEqual(logged, [
      { requestId: 'r-1', path: '/login', error: cause },
      { requestId: 'r-1', path: '/oauth2/userInfo', error: cause },
    ])
  })
})
