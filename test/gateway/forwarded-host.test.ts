import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import type { AccessKey } from '../../src/domain/access-key.ts'
import { noSigners } from '../../src/ports/request-signers.ts'
import { operatorConnections } from '../../src/server/aws/operator-signers.ts'
import { invocationUri, now, region, resource, startBackend } from './gateway-under-test.ts'
import { handshakeText, openRaw, startChat, type ChatOptions } from './websocket/websocket-under-test.ts'

/**
 * Behind a trusted proxy the host that it names decides where a request goes. What the Host field says then is between
 * the proxy and us, or the client's own lie: nobody is told it, and nothing that is signed for it counts.
 */

const between = 'between.example'
const asked = 'chat.execute-api.eu-central-1.localhost'
const key: AccessKey = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  principal: 'ada',
  role: 'admin',
  createdAt: now,
  disabledAt: undefined,
}
const findAccessKey = async (id: string) => (id === key.accessKeyId ? key : undefined)

function proxied(host: string): Record<string, string> {
  return { host: between, 'x-forwarded-host': host, 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' }
}

const hostOf = (apiId: string) => `${apiId}.execute-api.${region}.localhost`

function apis(backendUrl: string) {
  const proxy = { type: 'http_proxy', httpMethod: 'ANY', uri: backendUrl }
  const call = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('called') }
  const mapped = {
    ...proxy,
    type: 'http',
    requestParameters: {
      'integration.request.header.X-Domain': 'context.domainName',
      'integration.request.header.X-Host': 'method.request.header.Host',
    },
    responses: { default: { statusCode: '200' } },
  }
  const paths = {
    '/call': { get: { 'x-amazon-apigateway-integration': call } },
    '/proxy': { get: { 'x-amazon-apigateway-integration': proxy } },
    '/mapped': { get: { 'x-amazon-apigateway-integration': mapped } },
    '/signed': {
      get: { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' }, 'x-amazon-apigateway-integration': call },
    },
  }
  const httpPaths = {
    '/call': { get: { 'x-amazon-apigateway-integration': { ...call, payloadFormatVersion: '2.0' } } },
    '/first': { get: { 'x-amazon-apigateway-integration': { ...call, payloadFormatVersion: '1.0' } } },
    '/proxy': { get: { 'x-amazon-apigateway-integration': { ...proxy, payloadFormatVersion: '1.0' } } },
  }
  return [
    resource('Rest', 'AWS::ApiGateway::RestApi', { Body: { openapi: '3.0.1', info: {}, paths } }),
    resource('Stage', 'AWS::ApiGateway::Stage', { RestApiId: 'rest', StageName: 'dev' }),
    resource('Http', 'AWS::ApiGatewayV2::Api', {
      ProtocolType: 'HTTP',
      Body: { openapi: '3.0.1', info: {}, paths: httpPaths },
    }),
    resource('Default', 'AWS::ApiGatewayV2::Stage', { ApiId: 'http', StageName: 'dev' }),
  ]
}

function behindProxy(options: ChatOptions = {}) {
  return startChat({
    ...options,
    trustedProxies: (address) => address === '127.0.0.1',
    options: {
      signers: { ...noSigners, findAccessKey },
      authenticateConnections: operatorConnections({ clock: { now: () => now }, findAccessKey, region }),
    },
  })
}

async function signed(host: string, path: string, method = 'GET') {
  const signer = new SignatureV4({
    credentials: key,
    region,
    service: 'execute-api',
    sha256: Sha256,
  })
  const { headers } = await signer.sign(
    { method, protocol: 'https:', hostname: host, path, headers: { host }, query: {} },
    { signingDate: now },
  )
  return headers
}

function handshake(path: string, host: string, fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ ...proxied(host), ...fields }).filter(([name]) => name !== 'host')
  const text = handshakeText(
    path,
    lines.map(([name, value]) => `${name}: ${value}`),
  )
  return text.replace('Host: localhost', `Host: ${between}`)
}

describe('GW-05 the host that a trusted proxy names', () => {
  test('is the one that functions and backends hear of, whatever the connection calls us', async () => {
    await using backend = await startBackend()
    await using chat = await behindProxy({
      others: apis(backend.url),
      functions: { called: () => ({ statusCode: 200 }) },
    })
    for (const [apiId, path] of [
      ['rest', '/dev/call'],
      ['rest', '/dev/proxy'],
      ['rest', '/dev/mapped'],
      ['http', '/dev/call'],
      ['http', '/dev/first'],
      ['http', '/dev/proxy'],
    ] as const) {
      const { status } = await chat.ask('GET', path, { headers: proxied(hostOf(apiId)) })
      assert.equal(status, 200, `${apiId} ${path}`)
    }
    const socket = await openRaw(chat.port, handshake('/dev', asked, {}))
    await socket.received(12)
    socket.destroy()
    const told = JSON.stringify([chat.payloads('called'), chat.payloads('connect'), backend.seen])
    assert.equal(told.includes(between), false, 'somebody is told the host of the connection between proxy and us')
    const events = [...chat.payloads('called'), ...chat.payloads('connect')].map(({ requestContext }) => requestContext)
    assert.deepEqual(
      events.map(({ domainName }) => domainName),
      [hostOf('rest'), hostOf('http'), hostOf('http'), asked],
    )
  })

  test('is that of the Host field where the proxy names none', async () => {
    await using chat = await behindProxy({
      others: apis('http://127.0.0.1:1'),
      functions: { called: () => ({ statusCode: 200 }) },
    })
    const headers = { host: hostOf('rest'), 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' }
    assert.equal((await chat.ask('GET', '/dev/call', { headers })).status, 200)
    assert.equal(chat.payloads('called')[0].requestContext.domainName, hostOf('rest'))
    assert.equal((await chat.ask('GET', '/dev/call', { headers: { ...headers, host: between } })).status, 421)
  })

  test('is the one that is signed: a signature for one API is none at another', async () => {
    await using chat = await behindProxy({
      others: apis('http://127.0.0.1:1'),
      functions: { called: () => ({ statusCode: 200 }) },
      routes: { $connect: { AuthorizationType: 'AWS_IAM' }, $default: {} },
    })
    for (const [host, status] of [
      [hostOf('rest'), 200],
      [between, 403],
    ] as const) {
      const headers = { ...(await signed(host, '/dev/signed')), ...proxied(hostOf('rest')) }
      assert.equal((await chat.ask('GET', '/dev/signed', { headers })).status, status, `signed for ${host}`)
      const withPort = { ...headers, ...proxied(`${hostOf('rest')}:443`) }
      assert.equal(
        (await chat.ask('GET', '/dev/signed', { headers: withPort })).status,
        status,
        'whatever port is said',
      )
    }
    for (const [host, answer] of [
      [asked, 'HTTP/1.1 101'],
      [between, 'HTTP/1.1 403'],
    ] as const) {
      const { host: _, ...fields } = await signed(host, '/dev')
      const socket = await openRaw(chat.port, handshake('/dev', asked, fields))
      assert.equal((await socket.received(12)).toString('latin1', 0, 12), answer, `signed for ${host}`)
      socket.destroy()
    }
    const path = '/dev/%40connections/AAAAAAAAAAAAAAA%3D'
    for (const [host, status] of [
      [asked, 410],
      [between, 403],
    ] as const) {
      const headers = { ...(await signed(host, path)), ...proxied(asked) }
      assert.equal((await chat.ask('GET', path, { headers })).status, status, `signed for ${host}`)
    }
  })

  test('reaches whatever checks a signature: nobody else reads the fields of a request as they came', () => {
    const readers = globSync('src/gateway/**/*.ts').filter(
      (file) => !file.endsWith('.test.ts') && /\bheadersFromRaw\(|headers\.host\b/.test(readFileSync(file, 'utf8')),
    )
    assert.deepEqual(readers, ['src/gateway/authorizers/iam/read-arrival-signature.ts'])
  })
})
