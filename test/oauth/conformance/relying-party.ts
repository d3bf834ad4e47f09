import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import type { HttpResponse } from '../../../src/http/message.ts'
import { answerIssuerDocument } from '../../../src/oauth/issuer-documents.ts'
import { callback, type Browser, type Suite, type Visit } from './stage.ts'

export type Parameters = Readonly<Record<string, string | undefined>>

/** What every module of the suite begins with. */
export function authorizationUrl({ client }: Suite, changes: Parameters = {}): string {
  const asked = {
    client_id: client.id,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid',
    state: 'the state',
    nonce: 'the nonce',
    ...changes,
  }
  const entries = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return `/oauth2/authorize?${new URLSearchParams(entries).toString()}`
}

export interface Grant {
  readonly visit: Visit
  readonly code: string
  readonly tokens: Readonly<Record<string, string>>
  readonly claims: Readonly<Record<string, any>>
}

/** A whole sign-in, with every check that the suite makes of each: state, `iss`, signature and claims of the ID token. */
export async function signIn(suite: Suite, browser: Browser, changes: Parameters = {}): Promise<Grant> {
  const visit = await browser.visit(authorizationUrl(suite, changes))
  return redeem(suite, visit, changes)
}

export async function redeem(
  suite: Suite,
  visit: Visit,
  changes: Parameters = {},
  more: Parameters = {},
): Promise<Grant> {
  assert.equal(`${visit.url.origin}${visit.url.pathname}`, callback, visit.html)
  const { issuer } = await suite.discover()
  assert.equal(visit.url.searchParams.get('state'), 'the state')
  assert.equal(visit.url.searchParams.get('iss'), issuer)
  const code = visit.url.searchParams.get('code') ?? ''
  const response = await exchange(suite, code, more)
  assert.equal(response.status, 200, String(response.body))
  assert.match(String(response.headers['content-type']), /^application\/json/)
  assert.match(String(response.headers['cache-control']), /no-store/)
  const tokens = JSON.parse(String(response.body))
  assert.equal(tokens.token_type, 'Bearer')
  const claims = await verified(suite, tokens.id_token)
  assert.deepEqual([claims.iss, claims.aud], [issuer, suite.client.id])
  assert.equal(claims.nonce, 'nonce' in changes ? changes.nonce : 'the nonce')
  const now = suite.ports.clock.now().getTime() / 1000
  assert.ok(claims.exp > now && claims.iat <= now && claims.auth_time <= claims.iat)
  const half = createHash('sha256').update(tokens.access_token).digest().subarray(0, 16).toString('base64url')
  assert.equal(claims.at_hash, half)
  return { visit, code, tokens, claims }
}

/** By `client_secret_basic`, as most modules do. */
export function exchange({ client, secret, call }: Suite, code: string, more: Parameters = {}): Promise<HttpResponse> {
  const authorization = `Basic ${Buffer.from(`${client.id}:${secret}`).toString('base64')}`
  const form = { grant_type: 'authorization_code', code, redirect_uri: callback, ...present(more) }
  return call('POST', '/oauth2/token', { form, headers: { authorization } })
}

export function userInfo({ call }: Suite, token: string | undefined): Promise<HttpResponse> {
  return call('GET', '/oauth2/userInfo', { headers: { authorization: `Bearer ${token}` } })
}

export function bodyOf({ body }: HttpResponse): Record<string, unknown> {
  return JSON.parse(String(body))
}

async function verified({ ports, pool }: Suite, token: string): Promise<Record<string, any>> {
  const request = { method: 'GET', path: '/.well-known/jwks.json', requestId: 'r' }
  const { keys } = JSON.parse(String((await answerIssuerDocument(ports, pool, request))?.body))
  const [header = '', payload = '', signature = ''] = token.split('.')
  const { alg, kid } = JSON.parse(Buffer.from(header, 'base64url').toString())
  assert.equal(alg, 'RS256')
  const key = createPublicKey({ key: keys.find((each: { kid: string }) => each.kid === kid), format: 'jwk' })
  assert.ok(verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')))
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}

function present(parameters: Parameters): Record<string, string> {
  const entries = Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return Object.fromEntries(entries)
}
