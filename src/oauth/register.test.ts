import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openOAuthDomain, type OAuthDomain } from '../../test/oauth/oauth-domain.ts'
import { bodyOf, callback } from '../../test/oauth/oauth-records.ts'
import type { DcrConfigurationType } from '../contract/shapes.gen.ts'
import type { HttpResponse } from '../http/message.ts'
import { answerIssuerDocument } from './issuer-documents.ts'

const registrationScope = 'aws.cognito/dcr/register'

interface Stage extends AsyncDisposable {
  readonly domain: OAuthDomain
  register(metadata: unknown, token?: string): Promise<HttpResponse>
  /** A token of a client for itself that may register. */
  machineToken(): Promise<string>
}

async function open(configured: DcrConfigurationType = {}): Promise<Stage> {
  const DcrConfiguration = { EnableStatus: 'Enabled', OpenDcrEnabled: true, ...configured } as const
  const domain = await openOAuthDomain({
    // What such a client is allowed is a matter of its own (test/security/consent.test.ts).
    configuration: { DcrConfiguration, UserPoolTags: { 'sallyport:consent': 'off' } },
  })
  const server = { poolId: domain.pool.id, identifier: 'notes', name: 'n', scopes: [{ name: 'read', description: '' }] }
  await domain.commit({ write: 'createResourceServer', server })
  await domain.addClient({
    id: 'registrar',
    secrets: [{ id: '1', value: 'secret', createdAt: new Date(0) }],
    configuration: { AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: [registrationScope] },
  })
  return {
    domain,
    register: (metadata, token) =>
      domain.send('POST', '/oauth2/register', {
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        body: typeof metadata === 'string' ? metadata : JSON.stringify(metadata),
      }),
    async machineToken() {
      const form = { grant_type: 'client_credentials', client_id: 'registrar', client_secret: 'secret' }
      return String(bodyOf(await domain.send('POST', '/oauth2/token', { form })).access_token)
    },
    [Symbol.asyncDispose]: () => domain[Symbol.asyncDispose](),
  }
}

const app = { redirect_uris: [callback], client_name: 'Notes (dev)', token_endpoint_auth_method: 'none' }

describe('/oauth2/register', () => {
  test('makes a public client, which signs a person in', async () => {
    await using stage = await open()
    const response = await stage.register(app)
    const { client_id: id, client_id_issued_at: issuedAt, ...told } = bodyOf(response)
    assert.equal(response.status, 201)
    assert.match(String(id), /^[0-9a-v]{20,26}$/)
    assert.equal(issuedAt, Math.floor(stage.domain.ports.clock.now().getTime() / 1000))
    assert.deepEqual(told, {
      client_name: 'Notes dev',
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [callback],
      response_types: ['code'],
      scope: 'openid email phone profile',
      token_endpoint_auth_method: 'none',
    })
    const client = await stage.domain.ports.storage.appClients.find(String(id))
    assert.ok(client)
    assert.deepEqual(
      [client.configuration.ClientType, client.configuration.SupportedIdentityProviders, client.secrets],
      ['DCR', ['COGNITO'], []],
    )
    const { code } = await stage.domain.signIn(client)
    const form = { grant_type: 'authorization_code', client_id: client.id, code, redirect_uri: callback }
    const tokens = bodyOf(await stage.domain.send('POST', '/oauth2/token', { form }))
    assert.deepEqual(Object.keys(tokens).includes('refresh_token'), true)
  })

  test('gives a secret to whoever can keep one', async () => {
    await using stage = await open()
    const {
      client_id: id,
      client_secret: secret,
      client_secret_expires_at: end,
    } = bodyOf(
      await stage.register({ redirect_uris: [callback], post_logout_redirect_uris: ['https://app.example.com/bye'] }),
    )
    assert.deepEqual([typeof secret, end], ['string', 0])
    const client = await stage.domain.ports.storage.appClients.find(String(id))
    assert.equal(client?.secrets[0]?.value, secret)
    assert.deepEqual(client?.configuration.LogoutURLs, ['https://app.example.com/bye'])
  })

  test('lets a token with the scope register clients for machines', async () => {
    await using stage = await open({ AllowedScopes: ['notes/read', 'gone/read'], OpenDcrEnabled: false })
    const machine = { grant_types: ['client_credentials'], client_name: 'worker' }
    const told = bodyOf(await stage.register(machine, await stage.machineToken()))
    assert.deepEqual(
      [told.grant_types, told.response_types, told.redirect_uris, told.scope],
      [['client_credentials'], [], [], 'notes/read'],
    )
    const form = {
      grant_type: 'client_credentials',
      client_id: String(told.client_id),
      client_secret: String(told.client_secret),
    }
    assert.equal((await stage.domain.send('POST', '/oauth2/token', { form })).status, 200)
  })

  test('is not there in a pool that has it off', async () => {
    for (const off of [{ EnableStatus: 'Disabled' }, { EnableStatus: undefined }] as const) {
      await using stage = await open(off)
      assert.equal((await stage.register(app)).status, 404)
    }
  })

  test('is told by discovery where it is on', async () => {
    await using stage = await open()
    const request = { method: 'GET', path: '/.well-known/openid-configuration', requestId: 'r' }
    const answer = await answerIssuerDocument(stage.domain.ports, stage.domain.pool, request)
    assert.equal(JSON.parse(String(answer?.body)).registration_endpoint, 'https://notes.example.com/oauth2/register')
  })

  test('asks for a token where it is not open, and for a good one always', async () => {
    await using stage = await open({ OpenDcrEnabled: false })
    const none = await stage.register(app)
    assert.deepEqual([none.status, none.headers['www-authenticate']], [401, 'Bearer'])
    const token = await stage.machineToken()
    for (const bad of ['x', `${token}a`]) {
      const response = await stage.register(app, bad)
      assert.deepEqual([response.status, response.headers['www-authenticate']], [401, 'Bearer error="invalid_token"'])
    }
    assert.equal((await stage.register(app, token)).status, 201)
    stage.domain.advance(3601)
    assert.equal((await stage.register(app, token)).status, 401, 'expired')
  })

  test('takes no token without the scope, nor one whose client has lost it, nor one of a registered client', async () => {
    await using stage = await open()
    const token = await stage.machineToken()
    const { storage } = stage.domain.ports
    const registrar = await storage.appClients.find('registrar')
    assert.ok(registrar)
    const become = (version: number, configuration: object) =>
      stage.domain.commit({
        write: 'updateAppClient',
        client: { ...registrar, version, configuration: { ...registrar.configuration, ...configuration } },
      })
    await become(2, { AllowedOAuthScopes: ['notes/read'] })
    assert.equal((await stage.register(app, token)).status, 403)
    await become(3, { ClientType: 'DCR' })
    assert.equal((await stage.register(app, token)).status, 403)
    await become(4, {})
    assert.equal((await stage.register(app, token)).status, 201)
    const person = await stage.domain.addClient({ id: 'person' })
    const { code } = await stage.domain.signIn(person)
    const form = { grant_type: 'authorization_code', client_id: 'person', code, redirect_uri: callback }
    const tokens = bodyOf(await stage.domain.send('POST', '/oauth2/token', { form }))
    assert.equal((await stage.register(app, String(tokens.access_token))).status, 403)
    assert.equal((await stage.register(app, String(tokens.id_token))).status, 401)
  })

  test('says what is wrong with what a client says of itself', async () => {
    await using stage = await open()
    const uri = (redirect: string) => ({ ...app, redirect_uris: [redirect] })
    const cases: readonly (readonly [unknown, string])[] = [
      ['no JSON', 'invalid_client_metadata'],
      ['[]', 'invalid_client_metadata'],
      ['{"client_name":"a","client_name":"b"}', 'invalid_client_metadata'],
      [uri('http://app.example.com/cb'), 'invalid_redirect_uri'],
      [uri('https://app.example.com/#a'), 'invalid_redirect_uri'],
      [uri('javascript:alert(1)'), 'invalid_redirect_uri'],
      [{ ...app, post_logout_redirect_uris: ['data:text/html,x'] }, 'invalid_redirect_uri'],
      [{ ...app, redirect_uris: 'https://app.example.com/cb' }, 'invalid_client_metadata'],
      [{ ...app, redirect_uris: [] }, 'invalid_client_metadata'],
      [{ ...app, token_endpoint_auth_method: 'private_key_jwt' }, 'invalid_client_metadata'],
      [{ ...app, grant_types: ['password'] }, 'invalid_client_metadata'],
      [{ ...app, grant_types: ['client_credentials'] }, 'invalid_client_metadata'],
      [{ ...app, grant_types: ['refresh_token'] }, 'invalid_client_metadata'],
      [{ ...app, response_types: ['token'] }, 'invalid_client_metadata'],
      [{ ...app, scope: 'openid admin' }, 'invalid_client_metadata'],
      [{ ...app, scope: registrationScope }, 'invalid_client_metadata'],
      [{ ...app, client_name: 7 }, 'invalid_client_metadata'],
    ]
    for (const [metadata, error] of cases) {
      const response = await stage.register(metadata)
      assert.deepEqual([response.status, bodyOf(response).error], [400, error], JSON.stringify(metadata))
    }
  })

  test('gives no implicit grant to whoever has proven nothing', async () => {
    await using stage = await open({ OpenDcrGrantTypes: ['code', 'implicit'], AuthenticatedGrantTypes: [] })
    const told = bodyOf(await stage.register({ ...app, grant_types: ['authorization_code', 'implicit'] }))
    assert.deepEqual([told.grant_types, told.response_types], [['authorization_code', 'refresh_token'], ['code']])
    assert.equal((await stage.register(app, await stage.machineToken())).status, 400, 'no grant is left to them')
  })

  test('ends for an address that registers more and more', async () => {
    await using stage = await open()
    const statuses = []
    for (let count = 0; count < 21; count += 1) statuses.push((await stage.register(app)).status)
    assert.deepEqual([new Set(statuses.slice(0, 20)), statuses[20]], [new Set([201]), 429])
    assert.equal((await stage.register(app, await stage.machineToken())).status, 201)
    stage.domain.advance(3601)
    assert.equal((await stage.register(app)).status, 201)
  })
})
