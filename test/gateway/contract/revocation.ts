import assert from 'node:assert/strict'
import { idClaims, startGateway, token } from '../gateway-under-test.ts'
import { operation, restApi } from '../rest-api-under-test.ts'
import { bearer, lambda, ok, restTags, schemes } from './contract-apis.ts'
import { rowsOf, shownHere } from './row.ts'

/** What a route answers to a token that was revoked. */
async function statusOf(tags: Record<string, string>) {
  const resources = restApi({
    paths: { '/a': { get: operation(lambda('ok'), { security: [{ Pool: [] }] }) } },
    body: schemes(),
    properties: { Tags: restTags(tags) },
  })
  const revocations = { isRevoked: () => true }
  await using api = await startGateway({ resources, functions: { ok }, options: { revocations } })
  return (await api.ask('GET', '/rest/v1/a', bearer(await token(idClaims())))).status
}

/** Section 1.6. */
export const revocation = [
  ...shownHere({
    'a sign-out, a revocation and a disabled user change nothing before exp': async () =>
      assert.equal(await statusOf({}), 200),
    'unless the API asks for it': async () => assert.equal(await statusOf({ revocation: 'on' }), 401),
  }),
  ...rowsOf('src/gateway/authorizers/token-attacks.test.ts', {
    'also where the token is remembered': 'a cached token stops at its expiry, and at its revocation',
  }),
]
