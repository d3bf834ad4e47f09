import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openSuite } from './stage.ts'

// `oidcc-config-certification-test-plan` has this one module.

describe('oidcc-config-certification-test-plan', () => {
  test('oidcc-discovery-endpoint-verification', async () => {
    await using suite = await openSuite()
    const told = await suite.discover()
    const required = [
      'issuer',
      'authorization_endpoint',
      'token_endpoint',
      'jwks_uri',
      'response_types_supported',
      'subject_types_supported',
      'id_token_signing_alg_values_supported',
      'userinfo_endpoint',
      'scopes_supported',
      'claims_supported',
      'grant_types_supported',
    ]
    assert.deepEqual(
      required.filter((name) => told[name] === undefined),
      [],
    )
    const urls = Object.entries(told).filter(([name]) => /(?:^issuer|_endpoint|_uri)$/.test(name))
    for (const [name, url] of urls) {
      assert.equal(new URL(String(url)).protocol, 'https:', name)
      assert.equal(String(url).includes('#'), false, name)
    }
    const holds = (name: string, value: string) => (told[name] as readonly string[]).includes(value)
    assert.ok(holds('scopes_supported', 'openid'))
    assert.ok(holds('response_types_supported', 'code'))
    assert.ok(holds('subject_types_supported', 'public'))
    assert.ok(holds('id_token_signing_alg_values_supported', 'RS256'))
    assert.ok(holds('grant_types_supported', 'authorization_code'))
    assert.ok(holds('token_endpoint_auth_methods_supported', 'client_secret_basic'))
  })
})
