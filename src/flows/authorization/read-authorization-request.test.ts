import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { fc } from '../../../test/fast-check.ts'
import type { AppClientConfiguration } from '../../domain/app-clients/app-client.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { buildAppClient } from '../../testing/build-app-client.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'
import { readAuthorizationParameters } from './read-authorization-request.ts'

const tagged = (UserPoolTags: Setup['tags']) => buildUserPool({ configuration: { UserPoolTags } })
const callback = 'https://app.example.com/callback'
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

const addresses = { issuer: (poolId: string) => `https://notes.example.com/${poolId}` } as Ports['addresses']

type Query = Readonly<Record<string, string | undefined>>

interface Setup {
  readonly configuration?: Partial<AppClientConfiguration>
  readonly managedLoginVersion?: 1 | 2
  readonly pool?: UserPool
  readonly tags?: Readonly<Record<string, string>>
}

/** Reads a query against a pool with one client and one resource server. */
function read(query: string, { configuration, managedLoginVersion = 2, tags, pool = tagged(tags) }: Setup = {}) {
  const client = buildAppClient({ configuration })
  const stranger = buildAppClient({ id: 'stranger', poolId: 'us-east-1_other' })
  const server = {
    poolId: pool.id,
    identifier: 'https://notes',
    name: 'Notes',
    scopes: [{ name: 'read', description: '' }],
  }
  const storage = {
    appClients: { find: async (id: string) => [client, stranger].find((known) => known.id === id) },
    identityProviders: {
      findByIdentifier: async (poolId: string, identifier: string) => {
        const name = { acme: 'Acme', corp: 'Corp' }[identifier]
        return poolId === pool.id && name !== undefined ? { name } : undefined
      },
    },
    userPools: {
      findResourceServer: async (poolId: string, identifier: string) =>
        poolId === pool.id && identifier === server.identifier ? server : undefined,
    },
  } as unknown as Ports['storage']
  const domain: PoolDomain = { pool, baseUrl: 'https://notes.example.com', managedLoginVersion }
  return readAuthorizationParameters({ addresses, storage }, domain, { query, pushed: undefined })
}

const plain: Query = { response_type: 'code', client_id: '1example23456789', redirect_uri: callback, state: 'xyz' }

function queryOf(changes: Query = {}): string {
  const entries = Object.entries({ ...plain, ...changes }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  return new URLSearchParams(entries).toString()
}

async function errorOf(query: string, setup?: Setup): Promise<string> {
  const asked = await read(query, setup)
  assert.equal(asked.kind, 'redirect-error', JSON.stringify(asked))
  return asked.kind === 'redirect-error' ? asked.location : ''
}

async function pageErrorOf(query: string, setup?: Setup): Promise<string> {
  const asked = await read(query, setup)
  assert.equal(asked.kind, 'page-error', JSON.stringify(asked))
  return asked.kind === 'page-error' ? asked.code : ''
}

async function requestOf(query: string, setup?: Setup) {
  const asked = await read(query, setup)
  assert.equal(asked.kind, 'valid', JSON.stringify(asked))
  if (asked.kind !== 'valid') throw new Error('unreachable')
  return asked.request
}

describe('an authorization request', () => {
  test('is read whole', async () => {
    const query = queryOf({
      scope: 'openid email',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      nonce: 'n-0S6',
      identity_provider: 'COGNITO',
      lang: 'de',
      login_hint: 'ada@example.com',
      prompt: 'login consent',
      resource: 'https://api.example.com',
      acr_values: 'urn:cognito:loa:4 urn:cognito:loa:3',
      max_age: '600',
      ui_locales: 'fr',
    })
    assert.deepEqual(await requestOf(query), {
      responseType: 'code',
      clientId: '1example23456789',
      redirectUri: callback,
      scopes: ['openid', 'email'],
      state: 'xyz',
      responseMode: undefined,
      issuer: undefined,
      codeChallenge: challenge,
      nonce: 'n-0S6',
      resource: 'https://api.example.com',
      identityProvider: 'COGNITO',
      prompts: ['login', 'consent'],
      acrValues: ['urn:cognito:loa:4', 'urn:cognito:loa:3'],
      maxAge: 600,
      idTokenHint: undefined,
      pushed: undefined,
      lang: 'de',
      loginHint: 'ada@example.com',
    })
  })

  test('for all scopes of the client names none', async () => {
    const { scopes } = await requestOf(queryOf())
    assert.deepEqual(scopes, ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'])
  })

  test('has no prompt on the classic hosted UI', async () => {
    const { prompts } = await requestOf(queryOf({ prompt: 'none' }), { managedLoginVersion: 1 })
    assert.deepEqual(prompts, [])
  })

  test('asks for no certainty below the Essentials plan', async () => {
    const lite = buildUserPool({ configuration: { UserPoolTier: 'LITE' } })
    const query = queryOf({ acr_values: 'urn:cognito:loa:4', max_age: 'ten' })
    const { acrValues, maxAge } = await requestOf(query, { pool: lite })
    assert.deepEqual([acrValues, maxAge], [[], undefined])
  })

  test('for a scope that its resource server dropped goes on without it', async () => {
    const configuration = { AllowedOAuthScopes: ['openid', 'https://notes/read', 'https://notes/gone', 'gone/read'] }
    const scope = 'https://notes/read https://notes/gone gone/read'
    assert.deepEqual((await requestOf(queryOf({ scope }), { configuration })).scopes, ['https://notes/read'])
    assert.deepEqual((await requestOf(queryOf(), { configuration })).scopes, ['openid', 'https://notes/read'])
  })

  for (const resource of ['https://a', 'http://localhost', 'http://localhost:3000/mcp', 'app:thing', 'com.app://x']) {
    test(`may ask for the resource ${resource}`, async () => {
      assert.equal((await requestOf(queryOf({ resource }))).resource, resource)
    })
  }
})

describe('errors that the client hears', () => {
  const at = (error: string) => new RegExp(`^${callback}\\?error_description=[^&]+&error=${error}&state=xyz$`)
  const cases: readonly (readonly [name: string, changes: Query, error: string])[] = [
    ['no response type', { response_type: undefined }, 'invalid_request'],
    ['an ID token alone', { response_type: 'id_token' }, 'invalid_request'],
    ['a hybrid response type', { response_type: 'code token' }, 'invalid_request'],
    ['the implicit flow where only code is allowed', { response_type: 'token' }, 'unauthorized_client'],
    ['a challenge without method', { code_challenge: challenge }, 'invalid_request'],
    ['a plain challenge', { code_challenge: challenge, code_challenge_method: 'plain' }, 'invalid_request'],
    ['a method in lower case', { code_challenge: challenge, code_challenge_method: 's256' }, 'invalid_request'],
    ['a method without challenge', { code_challenge_method: 'S256' }, 'invalid_request'],
    ['a challenge too short', { code_challenge: 'abc', code_challenge_method: 'S256' }, 'invalid_request'],
    ['a padded challenge', { code_challenge: `${challenge}=`, code_challenge_method: 'S256' }, 'invalid_request'],
    ['an unknown scope', { scope: 'openid admin' }, 'invalid_scope'],
    ['a malformed scope', { scope: 'open"id' }, 'invalid_scope'],
    ['email without openid', { scope: 'email' }, 'invalid_scope'],
    ['prompt none with another', { prompt: 'none login' }, 'invalid_request'],
    ['an age that is no number', { max_age: 'ten' }, 'invalid_request'],
    ['an age below nothing', { max_age: '-1' }, 'invalid_request'],
    ['a resource on plain HTTP', { resource: 'http://api.example.com' }, 'invalid_target'],
    [
      'a resource on a host that begins like localhost',
      { resource: 'http://localhost.evil.example' },
      'invalid_target',
    ],
    ['a resource with a fragment', { resource: 'https://api.example.com/#a' }, 'invalid_target'],
    ['a resource that is no URI', { resource: 'notes' }, 'invalid_target'],
  ]
  for (const [name, changes, error] of cases) {
    test(name, async () => assert.match(await errorOf(queryOf(changes)), at(error)))
  }

  for (const name of ['state', 'scope', 'nonce', 'code_challenge', 'resource', 'response_type', 'unheard_of']) {
    test(`${name} sent twice`, async () => {
      const location = await errorOf(`${queryOf()}&${name}=a&${name}=b`)
      assert.match(location, /[?&]error=invalid_request&state=/)
    })
  }

  test('a client that is not for OAuth', async () => {
    const configuration = { AllowedOAuthFlowsUserPoolClient: false }
    assert.match(await errorOf(queryOf(), { configuration }), at('unauthorized_client'))
  })

  test('a client whose scopes have all gone', async () => {
    const configuration = { AllowedOAuthScopes: ['gone/read'] }
    assert.match(await errorOf(queryOf(), { configuration }), at('invalid_scope'))
  })

  test('keep the query that the redirect URI has', async () => {
    const uri = 'https://app.example.com/?tenant=a%2Fb'
    const location = await errorOf(queryOf({ redirect_uri: uri, response_type: undefined }), {
      configuration: { CallbackURLs: [uri] },
    })
    assert.ok(location.startsWith(`${uri}&error_description=`), location)
  })

  test('name no state where none was sent', async () => {
    assert.doesNotMatch(await errorOf(queryOf({ state: undefined, scope: 'admin' })), /state/)
  })
})

describe('errors that only the page says', () => {
  const cases: readonly (readonly [name: string, query: string, code: string])[] = [
    ['no client', queryOf({ client_id: undefined }), 'client_id_missing'],
    ['an empty client', queryOf({ client_id: '' }), 'client_id_missing'],
    ['an unknown client', queryOf({ client_id: 'nobody' }), 'client_unknown'],
    [`another pool's client`, queryOf({ client_id: 'stranger' }), 'client_unknown'],
    ['no redirect URI, though one is registered', queryOf({ redirect_uri: undefined }), 'redirect_uri_missing'],
    ['a redirect URI twice', `${queryOf()}&redirect_uri=https://evil.example`, 'parameter_repeated'],
    ['a client twice', `${queryOf()}&client_id=stranger`, 'parameter_repeated'],
    ['a malformed escape', `${queryOf()}&state=%zz`, 'query_malformed'],
    ['invalid UTF-8', `${queryOf()}&state=%ff`, 'query_malformed'],
    ['a query too long', `${queryOf()}&state=${'a'.repeat(9000)}`, 'query_malformed'],
    ['a provider that the client lacks', queryOf({ identity_provider: 'Google' }), 'login_option_unavailable'],
    ['a provider identifier that nobody has', queryOf({ idp_identifier: 'none' }), 'login_option_unavailable'],
    [
      'an identifier of a provider that the client lacks',
      queryOf({ idp_identifier: 'corp' }),
      'login_option_unavailable',
    ],
  ]
  for (const [name, query, code] of cases) {
    test(name, async () => assert.equal(await pageErrorOf(query), code))
  }

  test('an identifier names its provider', async () => {
    const configuration = { SupportedIdentityProviders: ['Acme'] }
    const asked = await read(queryOf({ idp_identifier: 'acme' }), { configuration })
    assert.ok(asked.kind === 'valid')
    assert.equal(asked.request.identityProvider, 'Acme')
  })

  test('a client without a provider', async () => {
    const configuration = { SupportedIdentityProviders: undefined }
    assert.equal(await pageErrorOf(queryOf(), { configuration }), 'login_option_unavailable')
  })
})

describe('state', () => {
  test('comes back as it was, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), async (state) => {
        const location = await errorOf(queryOf({ state, scope: 'admin' }))
        assert.equal(new URL(location).searchParams.get('state'), state.toWellFormed())
        assert.equal(decodeURIComponent(location.split('&state=')[1] ?? ''), state.toWellFormed())
      }),
      { numRuns: 300 },
    )
  })

  const corpora = process.env.SALLYPORT_CORPORA ?? fileURLToPath(new URL('../../../../shared/corpora', import.meta.url))
  const naughty = `${corpora}/naughty-strings/blns.json`
  test('of naughty strings adds no parameter and no host', { skip: !existsSync(naughty) && 'no corpora' }, async () => {
    for (const state of JSON.parse(readFileSync(naughty, 'utf8')) as string[]) {
      if (state === '') continue
      const url = new URL(await errorOf(queryOf({ state, scope: 'admin' })))
      assert.equal(url.origin, 'https://app.example.com')
      assert.deepEqual([...url.searchParams.keys()], ['error_description', 'error', 'state'])
      assert.equal(url.searchParams.get('state'), state)
    }
  })
})
