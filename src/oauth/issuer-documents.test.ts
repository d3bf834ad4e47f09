import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openOAuthDomain } from '../../test/oauth/oauth-domain.ts'
import { start } from '../../test/oauth/oauth-records.ts'
import { newSigningKeys } from '../flows/user-pools/new-signing-keys.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Addresses } from '../ports/addresses.ts'
import { answerIssuerDocument } from './issuer-documents.ts'

const discovery = '/.well-known/openid-configuration'
const keySet = '/.well-known/jwks.json'

type Domain = Awaited<ReturnType<typeof openOAuthDomain>>

async function get({ ports, pool }: Domain, path: string, method = 'GET'): Promise<HttpResponse> {
  const response = await answerIssuerDocument(ports, pool, { method, path, requestId: 'r' })
  assert.ok(response)
  return response
}

describe('the discovery document', () => {
  test('has Cognito’s members in its order, readable from anywhere', async () => {
    await using domain = await openOAuthDomain()
    const { status, headers, body } = await get(domain, discovery)
    assert.equal(status, 200)
    assert.deepEqual(headers, {
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
      'x-amzn-requestid': 'r',
      'content-type': 'application/json',
      'cache-control': 'public, max-age=300',
    })
    const issuer = 'https://notes.example.com/us-east-1_AbCdEf123'
    const expected = {
      authorization_endpoint: 'https://notes.example.com/oauth2/authorize',
      end_session_endpoint: 'https://notes.example.com/logout',
      id_token_signing_alg_values_supported: ['RS256'],
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      response_types_supported: ['code', 'token'],
      revocation_endpoint: 'https://notes.example.com/oauth2/revoke',
      scopes_supported: ['openid', 'email', 'phone', 'profile'],
      subject_types_supported: ['public'],
      token_endpoint: 'https://notes.example.com/oauth2/token',
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      userinfo_endpoint: 'https://notes.example.com/oauth2/userInfo',
    }
    assert.equal(body, JSON.stringify(expected))
  })

  test('names the issuer as the pool spells it', async () => {
    await using domain = await openOAuthDomain({ configuration: { IssuerConfiguration: { Type: 'UPDATED' } } })
    const issuer: Addresses['issuer'] = (poolId, type) => `https://${type?.toLowerCase()}.example.com/${poolId}`
    const addresses = { ...domain.ports.addresses, issuer }
    const request = { method: 'GET', path: discovery, requestId: 'r' }
    const response = await answerIssuerDocument({ ...domain.ports, addresses }, domain.pool, request)
    const { issuer: told, jwks_uri: jwksUri } = JSON.parse(String(response?.body))
    assert.equal(told, 'https://updated.example.com/us-east-1_AbCdEf123')
    assert.equal(jwksUri, `${told}/.well-known/jwks.json`)
  })

  test('shows the custom domain where there are two', async () => {
    await using domain = await openOAuthDomain()
    const customDomainConfig = { CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' }
    const custom = {
      domain: 'auth.example.com',
      poolId: domain.pool.id,
      customDomainConfig,
      managedLoginVersion: 2,
      createdAt: start,
    } as const
    await domain.commit({ write: 'createDomain', domain: custom })
    const { body } = await get(domain, discovery)
    assert.match(String(body), /"token_endpoint":"https:\/\/auth\.example\.com\/oauth2\/token"/)
  })

  test('names endpoints where there is no domain', async () => {
    await using domain = await openOAuthDomain()
    await domain.commit({ write: 'deleteDomain', poolId: domain.pool.id, domain: 'notes' })
    const { body } = await get(domain, discovery)
    const tokenEndpoint = 'https://notes.example.com/us-east-1_AbCdEf123/oauth2/token'
    assert.equal((JSON.parse(String(body)) as { token_endpoint: string }).token_endpoint, tokenEndpoint)
  })
})

describe('the key set', () => {
  test('publishes a key for each use, public members only', async () => {
    await using domain = await openOAuthDomain()
    const { keys } = JSON.parse(String((await get(domain, keySet)).body)) as { keys: Record<string, string>[] }
    assert.equal(keys.length, 2)
    for (const key of keys) {
      assert.deepEqual(Object.keys(key), ['alg', 'e', 'kid', 'kty', 'n', 'use'])
      assert.deepEqual([key.alg, key.e, key.kty, key.use], ['RS256', 'AQAB', 'RSA', 'sig'])
    }
    assert.notEqual(keys[0]?.kid, keys[1]?.kid)
  })

  test('publishes keys before they sign and until they retire', async () => {
    await using domain = await openOAuthDomain()
    const [fresh, old] = await newSigningKeys(domain.pool.id, new Date(0))
    assert.ok(fresh && old)
    const activeAt = new Date(start.getTime() + 60_000)
    await domain.commit({ write: 'createSigningKey', key: { ...fresh, activeAt } })
    await domain.commit({ write: 'createSigningKey', key: { ...old, retiredAt: activeAt } })
    const kids = async () => String((await get(domain, keySet)).body)
    assert.ok((await kids()).includes(fresh.kid) && (await kids()).includes(old.kid))
    domain.advance(60)
    assert.ok((await kids()).includes(fresh.kid))
    assert.ok(!(await kids()).includes(old.kid))
  })
})

describe('the issuer', () => {
  test('answers HEAD without a body and nothing but GET beside it', async () => {
    await using domain = await openOAuthDomain()
    const head = await get(domain, keySet, 'HEAD')
    assert.deepEqual([head.status, head.body], [200, ''])
    const post = await get(domain, keySet, 'POST')
    assert.deepEqual([post.status, post.headers.allow], [405, 'GET, HEAD'])
  })

  test('has no other documents', async () => {
    await using domain = await openOAuthDomain()
    for (const path of ['/.well-known/oauth-authorization-server', `${keySet}/`, '/', '/.well-known/JWKS.json']) {
      const asked = { method: 'GET', path, requestId: 'r' }
      assert.equal(await answerIssuerDocument(domain.ports, domain.pool, asked), undefined)
    }
  })
})
