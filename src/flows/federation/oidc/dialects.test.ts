import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, test } from 'node:test'
import { decodeProtectedHeader, exportPKCS8, generateKeyPair, jwtVerify } from 'jose'
import type { IdentityProviderTypeType } from '../../../contract/shapes.gen.ts'
import { readProviderDetails } from '../../../domain/federation/identity-provider-details.ts'
import { withUsername } from '../../../domain/federation/identity-provider-rules.ts'
import type { FederatedIdentity } from '../federated-identity.ts'
import { givenFederation } from '../../../testing/given-federation.ts'
import { providerDouble } from '../../../testing/provider-double.ts'
import { testPorts } from '../../../testing/test-ports.ts'
import { readAuthorizationRequest } from '../../authorization/read-authorization-request.ts'
import { findProtocol } from '../find-protocol.ts'

interface Known {
  readonly type: Exclude<IdentityProviderTypeType, 'OIDC' | 'SAML'>
  readonly details: Readonly<Record<string, string>>
  readonly mapping: Readonly<Record<string, string>>
  readonly issuer: string
}

/** A provider as CreateIdentityProvider keeps it, with a double in the place of its servers. */
async function given({ type, details: sent, mapping, issuer }: Known) {
  const double = await providerDouble({ issuer, clientId: sent.client_id ?? '' })
  const ports = await testPorts({ outboundFetch: double.fetch })
  const reading = readProviderDetails(type, sent, ports.clock.now())
  assert.ok('details' in reading, JSON.stringify(reading))
  const { domain, provider, client } = await givenFederation({
    ports,
    provider: { name: type, type, details: reading.details, attributeMapping: withUsername(type, mapping) },
  })
  const protocol = await findProtocol(type)
  const query = `client_id=${client.id}&redirect_uri=https://app.example.com/callback&response_type=code&login_hint=ada`
  const read = await readAuthorizationRequest(ports, domain, query)
  assert.ok(read.kind === 'valid')
  const begun = await protocol.begin(ports, { domain, provider, state: 'STATE', request: read.request })
  assert.ok(begun.kind === 'begun', JSON.stringify(begun))
  double.idToken = begun.memory
  const back = (parameters: Readonly<Record<string, string>>) => {
    const answered = new Map(Object.entries(parameters))
    return protocol.complete(ports, { domain, provider, state: 'STATE', memory: begun.memory, parameters: answered })
  }
  return { double, ports, sent: new URL(begun.location), back, nonce: begun.memory.nonce ?? '' }
}

function identified(outcome: { readonly kind: string }): FederatedIdentity {
  assert.equal(outcome.kind, 'identity', JSON.stringify(outcome))
  return outcome as FederatedIdentity
}

const redirect_uri = 'https://notes.auth.us-east-1.localhost/oauth2/idpresponse'
const secrets = { client_id: 'pool', client_secret: 'secret' }

describe('Google', () => {
  const google: Known = {
    type: 'Google',
    issuer: 'https://accounts.google.com',
    // The double is one host; Google's are three.
    details: {
      ...secrets,
      authorize_scopes: 'openid email profile',
      token_url: 'https://accounts.google.com/token',
      attributes_url: 'https://accounts.google.com/people/me?personFields=',
    },
    mapping: { email: 'email', name: 'name', phone_number: 'phoneNumbers', birthdate: 'birthdays' },
  }

  test('knows people by the ID token, and asks its People API for what only that has', async () => {
    const { double, back, nonce, sent } = await given(google)
    assert.equal(sent.origin + sent.pathname, 'https://accounts.google.com/o/oauth2/v2/auth')
    assert.equal(sent.searchParams.get('login_hint'), 'ada')
    double.idToken = { nonce, sub: '1098', email: 'ada@example.com', email_verified: true, name: 'Ada' }
    double.answers.set('/people/me', () =>
      Response.json({
        resourceName: 'people/1098',
        phoneNumbers: [{ metadata: { primary: true }, value: '+14155550123' }, { value: '+1' }],
        birthdays: [{ date: { year: 1815, month: 12, day: 10 } }],
      }),
    )
    const { subject, claims } = identified(await back({ code: 'x' }))
    const { email, email_verified, name, phoneNumbers, birthdays } = claims
    assert.deepEqual(
      { subject, email, email_verified, name, phoneNumbers, birthdays },
      {
        subject: '1098',
        email: 'ada@example.com',
        email_verified: 'true',
        name: 'Ada',
        phoneNumbers: '+14155550123',
        birthdays: '1815-12-10',
      },
    )
    const [asked] = double.requests.filter(({ url }) => url.pathname === '/people/me')
    assert.deepEqual(asked?.form, { personFields: 'birthdays,phoneNumbers' })
    assert.equal(asked?.headers.authorization, 'Bearer access of x')
  })

  test('asks the API for nothing where nothing of it is mapped', async () => {
    const { double, back, nonce } = await given({ ...google, mapping: { email: 'email' } })
    double.idToken = { nonce, sub: '1098' }
    identified(await back({ code: 'x' }))
    assert.ok(!double.requests.some(({ url }) => url.pathname === '/people/me'))
  })
})

describe('Facebook', () => {
  const graph = 'https://graph.facebook.com'
  const facebook: Known = {
    type: 'Facebook',
    issuer: graph,
    details: { ...secrets, authorize_scopes: 'public_profile, email', api_version: 'v17.0' },
    mapping: { email: 'email', name: 'name' },
  }

  test('asks for a token by GET, and the graph for what is mapped, with proof of the app', async () => {
    const { double, back, sent } = await given(facebook)
    assert.equal(sent.origin + sent.pathname, 'https://www.facebook.com/v17.0/dialog/oauth')
    assert.deepEqual(Object.fromEntries(sent.searchParams), {
      client_id: 'pool',
      redirect_uri,
      scope: 'public_profile,email',
      response_type: 'code',
      state: 'STATE',
    })
    double.answers.set('/v17.0/oauth/access_token', () =>
      Response.json({ access_token: 'TOKEN', token_type: 'bearer', expires_in: 5000 }),
    )
    double.answers.set('/v17.0/me', () => Response.json({ id: '4', name: 'Ada', email: 'ada@example.com' }))
    const identity = identified(await back({ code: 'CODE' }))
    assert.equal(identity.subject, '4')
    assert.equal(identity.nonce, undefined)
    assert.deepEqual(identity.answer, {
      tokenResponse: { access_token: 'TOKEN', token_type: 'bearer', expires_in: 5000 },
      idToken: undefined,
      userInfo: { id: '4', name: 'Ada', email: 'ada@example.com' },
    })
    const [token, me] = double.requests
    assert.deepEqual(
      [token?.method, token?.form],
      ['GET', { grant_type: 'authorization_code', code: 'CODE', ...secrets, redirect_uri }],
    )
    const appsecret_proof = createHmac('sha256', 'secret').update('TOKEN').digest('hex')
    assert.deepEqual(me?.form, { fields: 'id,email,name', appsecret_proof })
    assert.equal(me?.headers.authorization, 'Bearer TOKEN')
  })

  test('an ID token that nobody asked for counts for nothing', async () => {
    const { double, back } = await given(facebook)
    const forged = await double.sign({ iss: graph, aud: 'pool', sub: '5' })
    double.answers.set('/v17.0/oauth/access_token', () => Response.json({ access_token: 'TOKEN', id_token: forged }))
    double.answers.set('/v17.0/me', () => Response.json({ id: '4' }))
    assert.equal(identified(await back({ code: 'CODE' })).subject, '4')
    double.answers.set('/v17.0/me', () => Response.json({ name: 'nobody' }))
    assert.deepEqual(await back({ code: 'CODE' }), { kind: 'failed', description: 'Facebook Error - no id' })
  })
})

describe('Login with Amazon', () => {
  test('has a profile in the place of an ID token', async () => {
    const { double, back, sent } = await given({
      type: 'LoginWithAmazon',
      issuer: 'https://api.amazon.com',
      details: { ...secrets, authorize_scopes: 'profile postal_code' },
      mapping: { email: 'email' },
    })
    assert.equal(sent.origin + sent.pathname, 'https://www.amazon.com/ap/oa')
    assert.equal(sent.searchParams.get('login_hint'), null)
    double.answers.set('/auth/o2/token', () => Response.json({ access_token: 'TOKEN', token_type: 'bearer' }))
    double.answers.set('/user/profile', () => Response.json({ user_id: 'amzn1.account.X', email: 'ada@example.com' }))
    const { subject, claims } = identified(await back({ code: 'CODE' }))
    assert.deepEqual([subject, claims.email], ['amzn1.account.X', 'ada@example.com'])
    const [token, profile] = double.requests
    assert.deepEqual([token?.method, token?.form.client_secret], ['POST', 'secret'])
    assert.deepEqual([profile?.method, profile?.headers.authorization], ['GET', 'Bearer TOKEN'])
  })
})

describe('Sign in with Apple', () => {
  test('proves itself by a signed secret, and takes a name out of the form, and nothing else', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    const pem = await exportPKCS8(privateKey)
    // With and without its first and last line: consoles ask for either.
    for (const private_key of [pem, pem.replaceAll(/-----[^-]+-----|\n/g, '')]) {
      const { double, ports, back, sent, nonce } = await given({
        type: 'SignInWithApple',
        issuer: 'https://appleid.apple.com',
        details: {
          client_id: 'com.example.app',
          team_id: 'TEAM',
          key_id: 'KEY',
          private_key,
          authorize_scopes: 'email name',
          token_url: 'https://appleid.apple.com/token',
        },
        mapping: { email: 'email', given_name: 'firstName' },
      })
      assert.equal(sent.searchParams.get('response_mode'), 'form_post')
      double.idToken = { nonce, sub: '000.abc', email: 'ada@privaterelay.appleid.com', email_verified: 'true' }
      const user = JSON.stringify({ name: { firstName: 'Ada', lastName: 'King' }, email: 'victim@example.com' })
      const { subject, claims } = identified(await back({ code: 'CODE', user }))
      const { email, email_verified, firstName, lastName, name } = claims
      assert.deepEqual(
        { subject, email, email_verified, firstName, lastName, name },
        {
          subject: '000.abc',
          email: 'ada@privaterelay.appleid.com',
          email_verified: 'true',
          firstName: 'Ada',
          lastName: 'King',
          name: 'Ada King',
        },
      )
      const secret = double.requests.find(({ url }) => url.pathname === '/token')?.form.client_secret ?? ''
      const { payload } = await jwtVerify(secret, publicKey, { currentDate: ports.clock.now() })
      const iat = ports.clock.now().getTime() / 1000
      assert.deepEqual(payload, {
        iss: 'TEAM',
        sub: 'com.example.app',
        aud: 'https://appleid.apple.com',
        iat,
        exp: iat + 300,
      })
      assert.deepEqual(decodeProtectedHeader(secret), { alg: 'ES256', kid: 'KEY' })
      assert.equal(identified(await back({ code: 'CODE', user: '{"name":' })).claims.firstName, undefined)
    }
  })

  test('says so where the key is none', async () => {
    const { back } = await given({
      type: 'SignInWithApple',
      issuer: 'https://appleid.apple.com',
      details: { client_id: 'a', team_id: 't', key_id: 'k', private_key: 'no key', authorize_scopes: 'email' },
      mapping: {},
    })
    const description = 'SignInWithApple Error - the private key cannot be read'
    assert.deepEqual(await back({ code: 'CODE' }), { kind: 'failed', description })
  })
})
