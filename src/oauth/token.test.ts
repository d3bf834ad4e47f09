import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { openOAuthDomain, type OAuthDomain, type Sent } from '../../test/oauth/oauth-domain.ts'
import { bodyOf, callback } from '../../test/oauth/oauth-records.ts'
import type { AppClient } from '../domain/app-clients/app-client.ts'
import type { HttpResponse } from '../http/message.ts'

const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const codeChallenge = createHash('sha256').update(verifier).digest('base64url')
const createdAt = new Date(0)

let domain: OAuthDomain
let client: AppClient
let confidential: AppClient
let rotating: AppClient
let machine: AppClient

before(async () => {
  domain = await openOAuthDomain()
  const scopes = [
    { name: 'read', description: '' },
    { name: 'write', description: '' },
  ]
  const server = { poolId: domain.pool.id, identifier: 'https://notes', name: 'Notes', scopes }
  await domain.commit({ write: 'createResourceServer', server })
  client = await domain.addClient()
  confidential = await domain.addClient({
    id: 'confidential',
    secrets: [
      { id: '1', value: 'first', createdAt },
      { id: '2', value: 'second', createdAt },
    ],
  })
  rotating = await domain.addClient({
    id: 'rotating',
    configuration: { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 } },
  })
  machine = await domain.addClient({
    id: 'machine',
    secrets: [{ id: '1', value: 'first', createdAt }],
    configuration: {
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: ['https://notes/read', 'https://notes/write', 'gone/read', 'openid'],
    },
  })
})
after(() => domain[Symbol.asyncDispose]())

function post(form: Sent['form'], headers?: Sent['headers']): Promise<HttpResponse> {
  return domain.send('POST', '/oauth2/token', { form: form ?? {}, ...(headers && { headers }) })
}

/** Status and body, after the headers that every answer of this endpoint has. */
function outcome(response: HttpResponse): readonly [number, Record<string, unknown>] {
  assert.equal(response.headers['content-type'], 'application/json;charset=UTF-8')
  assert.equal(response.headers['access-control-allow-origin'], '*')
  assert.match(String(response.headers['cache-control']), /no-store/)
  return [response.status, bodyOf(response)]
}

function claimsOf(token: unknown): Record<string, unknown> {
  const [, payload = ''] = String(token).split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
}

const codeForm = (code: string, changes: Sent['form'] = {}): Sent['form'] => ({
  grant_type: 'authorization_code',
  client_id: client.id,
  redirect_uri: callback,
  code,
  ...changes,
})

describe('the token endpoint', () => {
  const cases: readonly (readonly [name: string, form: Sent['form'], error: string])[] = [
    ['no grant type', { client_id: '1example23456789' }, 'invalid_request'],
    ['the password grant', { grant_type: 'password', client_id: '1example23456789' }, 'unsupported_grant_type'],
    ['token exchange', { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange' }, 'unsupported_grant_type'],
    ['a name of Object', { grant_type: 'constructor' }, 'unsupported_grant_type'],
    ['no client', { grant_type: 'authorization_code' }, 'invalid_request'],
    ['an unknown client', { grant_type: 'authorization_code', client_id: 'nobody' }, 'invalid_client'],
    ['no code', { grant_type: 'authorization_code', client_id: '1example23456789' }, 'invalid_request'],
    ['no refresh token', { grant_type: 'refresh_token', client_id: '1example23456789' }, 'invalid_request'],
    [
      'machine tokens for a public client',
      { grant_type: 'client_credentials', client_id: '1example23456789' },
      'unauthorized_client',
    ],
  ]
  for (const [name, form, error] of cases) {
    test(`refuses ${name}: ${error}`, async () => assert.deepEqual(outcome(await post(form)), [400, { error }]))
  }

  test('refuses parameters sent twice', async () => {
    const { code } = await domain.signIn(client)
    const body = `grant_type=authorization_code&client_id=${client.id}&redirect_uri=${callback}&code=${code}&code=${code}`
    const response = await send(body, 'application/x-www-form-urlencoded')
    assert.deepEqual(outcome(response), [400, { error: 'invalid_request' }])
  })

  test('refuses anything but a form', async () => {
    const { code } = await domain.signIn(client)
    const response = await send(JSON.stringify(codeForm(code)), 'application/json')
    assert.deepEqual(outcome(response), [400, { error: 'invalid_request' }])
  })

  test('reads the bodies of old clients, which escape nothing', async () => {
    const { code } = await domain.signIn(client)
    const body = `grant_type=authorization_code&client_id=${client.id}&redirect_uri=${callback}&code=${code}`
    assert.equal((await send(body, 'application/x-www-form-urlencoded')).status, 200)
  })

  test('answers POST only', async () => {
    const { status, headers } = await domain.send('GET', '/oauth2/token?grant_type=client_credentials')
    assert.deepEqual([status, headers.allow], [405, 'POST'])
  })

  /** Sends a body as it is. */
  function send(body: string, type: string): Promise<HttpResponse> {
    return domain.send('POST', '/oauth2/token', { headers: { 'content-type': type }, body })
  }
})

describe('the code grant', () => {
  test('gives three tokens for a code', async () => {
    const { code } = await domain.signIn(client, { nonce: 'n-1', resource: 'https://api.example.com' })
    const [status, body] = outcome(await post(codeForm(code)))
    assert.equal(status, 200)
    assert.deepEqual(Object.keys(body), ['id_token', 'access_token', 'refresh_token', 'expires_in', 'token_type'])
    assert.deepEqual([body.expires_in, body.token_type], [3600, 'Bearer'])
    const access = claimsOf(body.access_token)
    const id = claimsOf(body.id_token)
    assert.equal(access.scope, 'openid email profile')
    assert.deepEqual([access.version, access.aud, access.client_id], [2, 'https://api.example.com', client.id])
    assert.deepEqual([id.aud, id.nonce, id.email, id.email_verified], [client.id, 'n-1', 'ada@example.com', true])
    const half = createHash('sha256').update(String(body.access_token)).digest().subarray(0, 16).toString('base64url')
    assert.equal(id.at_hash, half)
    assert.deepEqual([access.origin_jti, access.event_id, access.auth_time], [id.origin_jti, id.event_id, id.auth_time])
  })

  test('gives no ID token without openid', async () => {
    const { code } = await domain.signIn(client, { scopes: ['aws.cognito.signin.user.admin'] })
    const [, body] = outcome(await post(codeForm(code)))
    assert.deepEqual(Object.keys(body), ['access_token', 'refresh_token', 'expires_in', 'token_type'])
  })

  test('accepts the verifier of the challenge', async () => {
    const { code } = await domain.signIn(client, { codeChallenge })
    assert.equal((await post(codeForm(code, { code_verifier: verifier }))).status, 200)
  })

  test('refuses without spending the code, whatever is wrong', async () => {
    const { code } = await domain.signIn(client, { codeChallenge })
    const right = { code_verifier: verifier }
    const invalidGrant = [400, { error: 'invalid_grant' }]
    const invalidRedirect = [400, { error: 'unauthorized_client', error_description: 'invalid_redirect' }]
    const other = { client_id: confidential.id, client_secret: 'first' }
    assert.deepEqual(outcome(await post(codeForm(code))), invalidGrant)
    assert.deepEqual(outcome(await post(codeForm(code, { code_verifier: `${verifier}x` }))), invalidGrant)
    assert.deepEqual(outcome(await post(codeForm(code, { code_verifier: codeChallenge }))), invalidGrant)
    assert.deepEqual(outcome(await post(codeForm(code, { ...right, redirect_uri: `${callback}/` }))), invalidRedirect)
    assert.deepEqual(outcome(await post(codeForm(code, { ...right, ...other }))), invalidGrant)
    assert.deepEqual(outcome(await post(codeForm(code, { ...right, redirect_uri: undefined }))), [
      400,
      { error: 'invalid_request' },
    ])
    assert.deepEqual(outcome(await post(codeForm(code.toUpperCase(), right))), invalidGrant)
    assert.equal((await post(codeForm(code, right))).status, 200)
  })

  test('refuses a verifier for which there was no challenge', async () => {
    const { code } = await domain.signIn(client)
    assert.deepEqual(outcome(await post(codeForm(code, { code_verifier: verifier }))), [
      400,
      { error: 'invalid_grant' },
    ])
  })

  test('gives a code five minutes', async () => {
    const fresh = await domain.signIn(client)
    domain.advance(299)
    assert.equal((await post(codeForm(fresh.code))).status, 200)
    const stale = await domain.signIn(client)
    domain.advance(300)
    assert.deepEqual(outcome(await post(codeForm(stale.code))), [400, { error: 'invalid_grant' }])
  })

  test('refuses a client that lost the flow', async () => {
    const implicit = await domain.addClient({ id: 'implicit', configuration: { AllowedOAuthFlows: ['implicit'] } })
    const { code } = await domain.signIn(implicit)
    const response = await post(codeForm(code, { client_id: implicit.id }))
    assert.deepEqual(outcome(response), [400, { error: 'unauthorized_client' }])
  })

  test('refuses a client that may read only some attributes of a scope', async () => {
    const configuration = { ReadAttributes: ['email', 'name'] }
    const blind = await domain.addClient({ id: 'blind', configuration })
    const { code } = await domain.signIn(blind, { scopes: ['openid', 'email'] })
    assert.deepEqual(outcome(await post(codeForm(code, { client_id: blind.id }))), [400, { error: 'invalid_grant' }])
  })

  test('refuses when the user signed out everywhere meanwhile', async () => {
    const { code } = await domain.signIn(client)
    domain.advance(1)
    const { id: poolId } = domain.pool
    await domain.commit({ write: 'signOutEverywhere', poolId, sub: domain.user.sub, at: domain.ports.clock.now() })
    assert.deepEqual(outcome(await post(codeForm(code))), [400, { error: 'invalid_grant' }])
  })
})

describe('the refresh grant', () => {
  const refreshForm = (refreshToken: unknown, clientId = client.id): Sent['form'] => ({
    grant_type: 'refresh_token',
    client_id: clientId,
    refresh_token: String(refreshToken),
  })

  test('gives new tokens of the same session, and no refresh token', async () => {
    const { code } = await domain.signIn(client, { nonce: 'n-1' })
    const [, first] = outcome(await post(codeForm(code)))
    domain.advance(60)
    const stray = { scope: 'openid phone', redirect_uri: 'https://elsewhere.example' }
    const [status, second] = outcome(await post({ ...refreshForm(first.refresh_token), ...stray }))
    assert.equal(status, 200)
    assert.deepEqual(Object.keys(second), ['id_token', 'access_token', 'expires_in', 'token_type'])
    const [before, now] = [claimsOf(first.access_token), claimsOf(second.access_token)]
    for (const claim of ['sub', 'origin_jti', 'event_id', 'auth_time', 'scope', 'version']) {
      assert.equal(now[claim], before[claim], claim)
    }
    assert.equal(Number(now.iat) - Number(before.iat), 60)
    assert.notEqual(now.jti, before.jti)
  })

  test('rotates where the client says so, and refuses a token whose grace is over', async () => {
    const { code } = await domain.signIn(rotating)
    const [, first] = outcome(await post(codeForm(code, { client_id: rotating.id })))
    const [, second] = outcome(await post(refreshForm(first.refresh_token, rotating.id)))
    assert.deepEqual(Object.keys(second), ['id_token', 'access_token', 'refresh_token', 'expires_in', 'token_type'])
    domain.advance(11)
    const again = await post(refreshForm(first.refresh_token, rotating.id))
    assert.deepEqual(outcome(again), [400, { error: 'invalid_grant' }])
    assert.equal((await post(refreshForm(second.refresh_token, rotating.id))).status, 200)
  })

  test(`refuses another client's token, and what is none`, async () => {
    const { code } = await domain.signIn(client)
    const [, first] = outcome(await post(codeForm(code)))
    const invalidGrant = [400, { error: 'invalid_grant' }]
    assert.deepEqual(outcome(await post(refreshForm(first.refresh_token, rotating.id))), invalidGrant)
    assert.deepEqual(outcome(await post(refreshForm('nonsense'))), invalidGrant)
  })
})

describe('the client credentials grant', () => {
  const asMachine = { authorization: `Basic ${Buffer.from('machine:first').toString('base64')}` }

  test('gives an access token for the client itself, for all its scopes that exist', async () => {
    const [status, body] = outcome(await post({ grant_type: 'client_credentials' }, asMachine))
    assert.equal(status, 200)
    assert.deepEqual(Object.keys(body), ['access_token', 'expires_in', 'token_type'])
    const claims = claimsOf(body.access_token)
    assert.deepEqual(
      [claims.sub, claims.client_id, claims.scope, claims.token_use],
      [machine.id, machine.id, 'https://notes/read https://notes/write', 'access'],
    )
    for (const name of ['username', 'cognito:groups', 'device_key', 'origin_jti']) assert.ok(!(name in claims), name)
  })

  test('gives the scopes that are asked for, and none that the client lacks', async () => {
    const ask = (scope: string) => post({ grant_type: 'client_credentials', scope }, asMachine)
    const [, body] = outcome(await ask('https://notes/write'))
    assert.equal(claimsOf(body.access_token).scope, 'https://notes/write')
    for (const scope of ['https://notes/admin', 'openid', 'gone/read', 'https://notes/write admin']) {
      assert.deepEqual(outcome(await ask(scope)), [400, { error: 'invalid_scope' }], scope)
    }
  })

  test('refuses a wrong secret', async () => {
    const response = await post({ grant_type: 'client_credentials', client_id: machine.id, client_secret: 'x' })
    assert.deepEqual(outcome(response), [400, { error: 'invalid_client' }])
  })
})
