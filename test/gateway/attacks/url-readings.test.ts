import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../fast-check.ts'
import { accessClaims, clientId, invocationUri, issuer, resource, startGateway, token } from '../gateway-under-test.ts'

/** Functions get a decoded `rawPath`, and what runs them makes a URL of it: it ends at a `?` that was a part of a name. */

const call = { type: 'aws_proxy', httpMethod: 'POST', uri: invocationUri('app'), payloadFormatVersion: '2.0' }
const jwt = {
  type: 'jwt',
  jwtConfiguration: { issuer, audience: [clientId] },
  identitySource: '$request.header.Authorization',
}
const ask = {
  type: 'request',
  identitySource: '$request.header.Authorization',
  authorizerPayloadFormatVersion: '2.0',
  enableSimpleResponses: true,
  authorizerUri: invocationUri('ask'),
}
const open = { get: { 'x-amazon-apigateway-integration': call } }
const guarded = (name: string, scopes: string[] = []) => ({
  get: { 'x-amazon-apigateway-integration': call, security: [{ [name]: scopes }] },
})

function api(paths: Record<string, unknown>) {
  const header = { type: 'apiKey', name: 'Authorization', in: 'header' }
  const securitySchemes = {
    Jwt: { ...header, 'x-amazon-apigateway-authorizer': jwt },
    Ask: { ...header, 'x-amazon-apigateway-authorizer': ask },
  }
  return [
    resource('Api', 'AWS::ApiGatewayV2::Api', {
      ProtocolType: 'HTTP',
      Body: { openapi: '3.0.1', info: {}, components: { securitySchemes }, paths },
    }),
    resource('Stage', 'AWS::ApiGatewayV2::Stage', { ApiId: 'api', StageName: '$default' }),
  ]
}

/** As adapters of web frameworks do. */
function pathOf({ rawPath, rawQueryString }: { rawPath: string; rawQueryString: string }): string {
  return new URL(`https://app${rawPath}${rawQueryString === '' ? '' : `?${rawQueryString}`}`).pathname
}

async function readingsOf(paths: Record<string, unknown>, targets: readonly string[]) {
  await using gateway = await startGateway({
    resources: api(paths),
    functions: {
      ask: () => ({ isAuthorized: true }),
      app: (event) => ({
        statusCode: 200,
        body: JSON.stringify([pathOf(event), event.requestContext.authorizer?.jwt?.scopes ?? null]),
      }),
    },
  })
  const headers = { authorization: `Bearer ${await token(accessClaims({ scope: 'low' }))}` }
  const readings: unknown[] = []
  for (const target of targets) {
    const { json, status } = await gateway.ask('GET', `/api${target}`, { headers })
    readings.push(status === 200 ? json[0] : status)
  }
  return readings
}

const piece = fc.constantFrom('admin', 'open', 'x', 'admin%3F', 'admin%23', 'admin%20', '%3F', '%23x', 'C%23', '%20')
const spelling = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => `/${pieces.join('/')}`)

describe('GW-04 a path that is decoded and made a URL of', () => {
  test('names no route of another guard', async () => {
    const paths = {
      '/admin': guarded('Jwt', ['high']),
      '/admin/{proxy+}': guarded('Jwt', ['high']),
      '/open/{id}': open,
      '/$default': open,
    }
    const targets = fc.sample(spelling, { numRuns: 300, seed: 7 })
    const readings = await readingsOf(paths, [...targets, '/admin%3F', '/admin%3Fa/b', '/admin%23', '/admin%20'])
    assert.deepEqual(
      readings.filter((path) => typeof path === 'string' && /^\/admin(?:\/|$)/.test(path)),
      [],
    )
    assert.deepEqual(readings.slice(-4), [400, 400, 400, 400])
  })

  test('may hold what it likes where the guard is the same', async () => {
    const paths = { '/tags': guarded('Jwt'), '/tags/{tag}': guarded('Jwt'), '/open/{id}': open }
    const targets = ['/tags/C%23', '/tags/%23x', '/tags/what%3F', '/open/C%23', '/tags/a%20']
    assert.deepEqual(await readingsOf(paths, targets), ['/tags/C', '/tags/', '/tags/what', '/open/C', '/tags/a'])
  })

  test('is refused where a function judges paths', async () => {
    const paths = { '/{proxy+}': guarded('Ask') }
    assert.deepEqual(await readingsOf(paths, ['/admin', '/admin%3Fx', '/admin%20']), ['/admin', 400, 400])
  })
})
