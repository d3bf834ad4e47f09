import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openOAuthDomain, type OAuthDomain, type Sent } from '../../test/oauth/oauth-domain.ts'
import { bodyOf, callback } from '../../test/oauth/oauth-records.ts'
import type { AppClient } from '../domain/app-clients/app-client.ts'
import type { HttpResponse } from '../http/message.ts'

let domain: OAuthDomain
let client: AppClient
let confidential: AppClient

before(async () => {
  domain = await openOAuthDomain()
  client = await domain.addClient()
  const secrets = [{ id: '1', value: 'first', createdAt: new Date(0) }]
  confidential = await domain.addClient({ id: 'confidential', secrets })
})
after(() => domain[Symbol.asyncDispose]())

type Tokens = Readonly<Record<'access_token' | 'id_token' | 'refresh_token', string>>

async function tokens(): Promise<Tokens> {
  const { code } = await domain.signIn(client)
  const form = { grant_type: 'authorization_code', client_id: client.id, redirect_uri: callback, code }
  return bodyOf(await domain.send('POST', '/oauth2/token', { form })) as Tokens
}

function revoke(form: NonNullable<Sent['form']>, headers: NonNullable<Sent['headers']> = {}): Promise<HttpResponse> {
  return domain.send('POST', '/oauth2/revoke', { form, headers })
}

async function isAlive({ refresh_token: refreshToken }: Tokens): Promise<boolean> {
  const form = { grant_type: 'refresh_token', client_id: client.id, refresh_token: refreshToken }
  const { status } = await domain.send('POST', '/oauth2/token', { form })
  return status === 200
}

describe('/oauth2/revoke', () => {
  test('ends a session, and says no more when asked again', async () => {
    const own = await tokens()
    const other = await tokens()
    for (let again = 0; again < 2; again += 1) {
      const { status, body, headers } = await revoke({ token: own.refresh_token, client_id: client.id })
      assert.deepEqual([status, body], [200, ''])
      assert.equal(headers['access-control-allow-origin'], '*')
    }
    assert.deepEqual([await isAlive(own), await isAlive(other)], [false, true])
  })

  test('says nothing about what it does not know, and leaves other clients alone', async () => {
    const own = await tokens()
    assert.equal((await revoke({ token: 'nonsense', client_id: client.id })).status, 200)
    const stranger = { client_id: confidential.id, client_secret: 'first' }
    assert.equal((await revoke({ token: own.refresh_token, ...stranger })).status, 200)
    assert.equal(await isAlive(own), true)
  })

  test('takes refresh tokens only', async () => {
    const own = await tokens()
    for (const token of [own.access_token, own.id_token]) {
      const response = await revoke({ token, client_id: client.id, token_type_hint: 'refresh_token' })
      assert.deepEqual([response.status, bodyOf(response)], [400, { error: 'unsupported_token_type' }])
    }
    assert.equal(await isAlive(own), true)
  })

  test('refuses a request without token', async () => {
    const response = await revoke({ client_id: client.id })
    assert.deepEqual([response.status, bodyOf(response)], [400, { error: 'invalid_request' }])
  })

  test('refuses a client that is not what it says with 401', async () => {
    const own = await tokens()
    for (const wrong of [{ client_id: 'nobody' }, { client_id: confidential.id }]) {
      const response = await revoke({ token: own.refresh_token, ...wrong })
      assert.deepEqual([response.status, bodyOf(response)], [401, { error: 'invalid_client' }])
    }
    const authorization = `Basic ${Buffer.from('confidential:wrong').toString('base64')}`
    assert.equal((await revoke({ token: own.refresh_token }, { authorization })).status, 401)
    assert.equal(await isAlive(own), true)
  })

  test('refuses where the client has revocation switched off', async () => {
    const unrevocable = await domain.addClient({ id: 'unrevocable', configuration: { EnableTokenRevocation: false } })
    const response = await revoke({ token: 'any', client_id: unrevocable.id })
    assert.deepEqual([response.status, bodyOf(response)], [400, { error: 'invalid_request' }])
  })
})
