import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bearer, httpTags, lambda, ok, restTags, schemes, seen } from '../contract/contract-apis.ts'
import { accessClaims, clientId, idClaims, issuer, startGateway, token } from '../gateway-under-test.ts'
import { functionOperation, httpApi } from '../http-api-under-test.ts'
import { operation, restApi } from '../rest-api-under-test.ts'

const options = { revocations: { isRevoked: () => 'unknown' as const } }

describe('where nobody can say whether a token was revoked', () => {
  test('a REST API answers 503, if it asks for it', async () => {
    const answer = async (tags: Record<string, string>) => {
      const resources = restApi({
        paths: { '/a': { get: operation(lambda('ok'), { security: [{ Pool: [] }] }) } },
        body: schemes(),
        properties: { Tags: restTags(tags) },
      })
      await using api = await startGateway({ resources, functions: { ok }, options })
      return seen(await api.ask('GET', '/rest/v1/a', bearer(await token(idClaims()))))
    }
    assert.deepEqual(await answer({ revocation: 'on' }), {
      status: 503,
      body: '{"message":"Service Unavailable"}',
      type: 'AuthorizerFailureException',
      challenge: undefined,
    })
    assert.equal((await answer({})).status, 200)
  })

  test('an HTTP API answers 503, and no challenge that would sign anybody out', async () => {
    const authorizer = {
      type: 'jwt',
      identitySource: '$request.header.Authorization',
      jwtConfiguration: { issuer, audience: [clientId] },
    }
    const resources = httpApi({
      paths: { '/a': { get: functionOperation('ok', { security: [{ Jwt: [] }] }) } },
      body: {
        components: { securitySchemes: { Jwt: { type: 'oauth2', 'x-amazon-apigateway-authorizer': authorizer } } },
      },
      properties: { Tags: httpTags({ revocation: 'on' }) },
    })
    await using api = await startGateway({ resources, functions: { ok }, options })
    const answer = seen(await api.ask('GET', '/http/a', bearer(await token(accessClaims()))))
    assert.deepEqual(answer, {
      status: 503,
      body: '{"message":"Service Unavailable"}',
      type: undefined,
      challenge: undefined,
    })
  })
})
