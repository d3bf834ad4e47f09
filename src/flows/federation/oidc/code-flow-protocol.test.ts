import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose'
import { OutboundFault } from '../../../ports/outbound-fetch.ts'
import { givenFederation } from '../../../testing/given-federation.ts'
import { challengeOf, providerDouble, publishedKey } from '../../../testing/provider-double.ts'
import { testPorts } from '../../../testing/test-ports.ts'
import { readAuthorizationRequest } from '../../authorization/read-authorization-request.ts'
import { findProtocol } from '../find-protocol.ts'

async function given({ details = {}, query = '' } = {}) {
  const double = await providerDouble()
  const ports = await testPorts({ outboundFetch: double.fetch })
  const { domain, provider: plain, client, pool } = await givenFederation({ ports })
  const provider = { ...plain, details: { ...plain.details, ...details } }
  const protocol = await findProtocol('OIDC')
  const asked = `client_id=${client.id}&redirect_uri=https://app.example.com/callback&response_type=code${query}`
  const read = await readAuthorizationRequest(ports, domain, asked)
  assert.ok(read.kind === 'valid')
  const begun = await protocol.begin(ports, { domain, provider, state: 'STATE', request: read.request })
  assert.ok(begun.kind === 'begun', JSON.stringify(begun))
  const sent = new URL(begun.location)
  const nonce = sent.searchParams.get('nonce') ?? ''
  double.idToken = { nonce }
  const complete = (parameters: Readonly<Record<string, string>> = { code: 'S-1' }, memory = begun.memory) =>
    protocol.complete(ports, {
      domain,
      provider,
      state: 'STATE',
      memory,
      parameters: new Map(Object.entries(parameters)),
    })
  return {
    double,
    ports,
    pool,
    sent,
    nonce,
    memory: begun.memory,
    complete,
    protocol,
    domain,
    provider,
    request: read.request,
  }
}

describe('the code flow of OpenID Connect', () => {
  test('sends people to the provider with state and nonce, and with what they came with', async () => {
    const { sent, nonce } = await given({ query: '&prompt=login%20consent&login_hint=ada' })
    assert.equal(sent.origin + sent.pathname, 'https://idp.example/authorize')
    assert.match(nonce, /^[\w-]{43}$/)
    assert.deepEqual(Object.fromEntries(sent.searchParams), {
      client_id: 'pool',
      redirect_uri: 'https://notes.auth.us-east-1.localhost/oauth2/idpresponse',
      scope: 'openid',
      response_type: 'code',
      state: 'STATE',
      nonce,
      prompt: 'login consent',
      login_hint: 'ada',
    })
  })

  test('trades the code for tokens with the secret in the form, and knows the person by them', async () => {
    const { double, complete, nonce } = await given()
    double.idToken = { nonce, email: 'ada@example.com', email_verified: true, groups: ['a b', 'c'] }
    const outcome = await complete()
    assert.ok(outcome.kind === 'identity', JSON.stringify(outcome))
    assert.equal(outcome.subject, 'S-1')
    assert.equal(outcome.nonce, nonce)
    assert.equal(outcome.claims.email, 'ada@example.com')
    assert.equal(outcome.claims.groups, '[a+b,c]')
    assert.equal(outcome.claims.access_token, 'access of S-1')
    const [token] = double.requests.filter(({ url }) => url.pathname === '/token')
    assert.equal(token?.method, 'POST')
    assert.equal(token?.headers.authorization, undefined)
    assert.deepEqual(token?.form, {
      grant_type: 'authorization_code',
      code: 'S-1',
      client_id: 'pool',
      redirect_uri: 'https://notes.auth.us-east-1.localhost/oauth2/idpresponse',
      client_secret: 'secret',
    })
  })

  test('lets the ID token win over user information, and no word on one address count for another', async () => {
    const double = await providerDouble()
    double.userInfo = { sub: 'S-1', email: 'other@example.com', email_verified: true, name: 'Ada' }
    await using ports = await testPorts({ outboundFetch: double.fetch })
    const { domain, provider } = await givenFederation({ ports })
    const protocol = await findProtocol('OIDC')
    double.idToken = { nonce: 'n', email: 'ada@example.com' }
    const parameters = new Map([['code', 'S-1']])
    const outcome = await protocol.complete(ports, {
      domain,
      provider,
      state: 's',
      memory: { nonce: 'n' },
      parameters,
    })
    assert.ok(outcome.kind === 'identity')
    const { email, email_verified, name } = outcome.claims
    assert.deepEqual(
      { email, email_verified, name },
      { email: 'ada@example.com', email_verified: undefined, name: 'Ada' },
    )
    const [asked] = double.requests.filter(({ url }) => url.pathname === '/userinfo')
    assert.deepEqual([asked?.method, asked?.headers.authorization], ['GET', 'Bearer access of S-1'])
    double.userInfo = { sub: 'S-2', email: 'other@example.com' }
    assert.deepEqual(
      await protocol.complete(ports, { domain, provider, state: 's', memory: { nonce: 'n' }, parameters }),
      { kind: 'failed', description: 'Acme Error - user info of another subject' },
    )
  })

  test('proves by PKCE that it began what it ends, where the provider knows that', async () => {
    const double = await providerDouble()
    double.discovery = { code_challenge_methods_supported: ['S256'] }
    await using ports = await testPorts({ outboundFetch: double.fetch })
    const { domain, provider, client } = await givenFederation({ ports })
    const protocol = await findProtocol('OIDC')
    const asked = `client_id=${client.id}&redirect_uri=https://app.example.com/callback&response_type=code`
    const read = await readAuthorizationRequest(ports, domain, asked)
    assert.ok(read.kind === 'valid')
    const begun = await protocol.begin(ports, { domain, provider, state: 's', request: read.request })
    assert.ok(begun.kind === 'begun')
    const { verifier = '', nonce } = begun.memory
    const { searchParams } = new URL(begun.location)
    assert.equal(searchParams.get('code_challenge'), challengeOf(verifier))
    assert.equal(searchParams.get('code_challenge_method'), 'S256')
    double.idToken = { nonce }
    const parameters = new Map([['code', 'S-1']])
    await protocol.complete(ports, { domain, provider, state: 's', memory: begun.memory, parameters })
    assert.equal(double.requests.find(({ url }) => url.pathname === '/token')?.form.code_verifier, verifier)
  })

  test('asks nobody for endpoints that the details name', async () => {
    const { double, sent } = await given({
      details: {
        authorize_url: 'https://idp.example/own?tenant=1',
        token_url: 'https://idp.example/token',
        jwks_uri: 'https://idp.example/jwks',
      },
    })
    assert.deepEqual(double.requests, [])
    assert.equal(sent.pathname, '/own')
    assert.equal(sent.searchParams.get('tenant'), '1')
  })

  test('takes elliptic curves, and HMAC under the client secret', async () => {
    const { double, complete } = await given()
    double.jwks.keys.push(await publishedKey('ES256'))
    double.rawIdToken = (claims) => double.sign(claims, { alg: 'ES256' })
    assert.equal((await complete()).kind, 'identity')
    double.rawIdToken = (claims) => hmac(claims, 'secret')
    assert.equal((await complete()).kind, 'identity')
  })
})

function hmac(claims: JWTPayload, secret: string): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'key of RS256' }).sign(Buffer.from(secret))
}

type Given = Awaited<ReturnType<typeof given>>

describe('an answer of somebody else', () => {
  const forgeries: Readonly<Record<string, (of: Given) => void>> = {
    'an ID token without a signature': ({ double }) => {
      double.rawIdToken = (claims) => new UnsecuredJWT(claims).encode()
    },
    'one whose secret is the public key': ({ double }) => {
      double.rawIdToken = (claims) => hmac(claims, JSON.stringify(double.jwks.keys[0]))
    },
    'one whose secret is empty': ({ double }) => {
      double.rawIdToken = async (claims) => `${(await hmac(claims, 'x')).split('.').slice(0, 2).join('.')}.`
    },
    'one by a key that the provider does not publish': ({ double }) => {
      double.rawIdToken = (claims) => double.sign(claims, { alg: 'ES256', kid: 'key of RS256' })
    },
    'one by a key with another name': ({ double }) => {
      double.rawIdToken = (claims) => double.sign(claims, { kid: 'nobody' })
    },
    'one by an algorithm that the provider does not use': ({ double }) => {
      double.jwks.keys.push({ ...double.jwks.keys[0], kid: 'other', alg: 'RS512' })
      double.rawIdToken = (claims) => double.sign(claims, { kid: 'other' })
    },
    'one of another issuer': ({ double, nonce }) => void (double.idToken = { nonce, iss: 'https://evil.example' }),
    'one for another client': ({ double, nonce }) => void (double.idToken = { nonce, aud: 'another' }),
    'one for several, used by another': ({ double, nonce }) =>
      void (double.idToken = { nonce, aud: ['pool', 'another'], azp: 'another' }),
    'one for several, used by nobody knows whom': ({ double, nonce }) =>
      void (double.idToken = { nonce, aud: ['pool', 'another'] }),
    'one that has expired': ({ double, nonce }) => void (double.idToken = { nonce, exp: 1772366400 - 3600 }),
    'one that never expires': ({ double, nonce }) => void (double.idToken = { nonce, exp: undefined }),
    'one that is not good yet': ({ double, nonce }) => void (double.idToken = { nonce, nbf: 1772366400 + 3600 }),
    'one with the nonce of another sign-in': ({ double }) => void (double.idToken = { nonce: 'another' }),
    'one without a nonce': ({ double }) => void (double.idToken = {}),
    'one without a subject': ({ double, nonce }) => void (double.idToken = { nonce, sub: '' }),
    'one with an endless subject': ({ double, nonce }) => void (double.idToken = { nonce, sub: 'a'.repeat(256) }),
    'no ID token at all': ({ double }) =>
      void double.answers.set('/token', () => Response.json({ access_token: 'a', token_type: 'Bearer' })),
    'a key set with a private key in it': ({ double }) =>
      void double.jwks.keys.push({ kty: 'oct', k: 'c2VjcmV0', kid: 's' }),
  }
  for (const [name, forge] of Object.entries(forgeries)) {
    test(`is refused: ${name}`, async () => {
      const of = await given()
      assert.equal((await of.complete()).kind, 'identity', 'the answer is good without the forgery')
      forge(of)
      const outcome = await of.complete()
      assert.equal(outcome.kind, 'failed', JSON.stringify(outcome))
    })
  }

  test('is refused where it names another issuer', async () => {
    const { complete, double, ports } = await given()
    const evil = { kind: 'failed', description: 'Invalid issuer in the provider response' }
    assert.deepEqual(await complete({ code: 'S-1', iss: 'https://evil.example' }), evil)
    assert.equal((await complete({ code: 'S-1', iss: 'https://idp.example' })).kind, 'identity')
    double.discovery = { authorization_response_iss_parameter_supported: true }
    ports.clock.advanceSeconds(601)
    assert.deepEqual(await complete({ code: 'S-1' }), evil)
  })

  test('is refused where it speaks for another issuer in its discovery document', async () => {
    const double = await providerDouble()
    double.discovery = { issuer: 'https://evil.example' }
    await using ports = await testPorts({ outboundFetch: double.fetch })
    const { domain, provider, client } = await givenFederation({ ports })
    const asked = `client_id=${client.id}&redirect_uri=https://app.example.com/callback&response_type=code`
    const read = await readAuthorizationRequest(ports, domain, asked)
    const protocol = await findProtocol('OIDC')
    assert.ok(read.kind === 'valid')
    assert.deepEqual(await protocol.begin(ports, { domain, provider, state: 's', request: read.request }), {
      kind: 'failed',
      description: 'Acme Error - the endpoints of the provider are not known',
    })
  })
})

describe('a provider that fails', () => {
  const failures: Readonly<Record<string, readonly [path: string, answer: () => Response, text: string]>> = {
    'refuses the code': [
      '/token',
      () => Response.json({ error: 'invalid_grant' }, { status: 400 }),
      'Acme Error - 400 invalid_grant',
    ],
    'answers no JSON': [
      '/token',
      () => new Response('<html>', { status: 502 }),
      'Acme Error - 502 error getting token',
    ],
    'takes too long with tokens': ['/token', () => late(), 'Timeout occurred in calling IdP token endpoint'],
    'takes too long with keys': ['/jwks', () => late(), 'error_description=Timeout in calling jwks uri'],
    'ends the connection': ['/token', () => broken(), 'Connection reset'],
  }
  const late = (): Response => {
    throw new OutboundFault('timeout', 'late')
  }
  const broken = (): Response => {
    throw new OutboundFault('connection', 'broken')
  }
  for (const [name, [path, answer, description]] of Object.entries(failures)) {
    test(`is told of in Cognito's words: it ${name}`, async () => {
      const { double, complete } = await given()
      double.answers.set(path, answer)
      assert.deepEqual(await complete(), { kind: 'failed', description })
    })
  }

  test('is quoted where it sends people back with an error', async () => {
    const { complete } = await given()
    const refused = { error: 'access_denied', error_description: 'not\r\ntoday' }
    assert.deepEqual(await complete(refused), { kind: 'failed', description: 'Acme Error - not  today' })
    assert.deepEqual(await complete({ error: 'access_denied' }), {
      kind: 'failed',
      description: 'Acme Error - access_denied',
    })
  })
})
