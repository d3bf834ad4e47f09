import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { describe, test } from 'node:test'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenPool } from '../../testing/given.ts'
import { idpMetadata } from '../../testing/saml-metadata.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { CreateIdentityProvider } from './CreateIdentityProvider.ts'
import { DescribeIdentityProvider } from './DescribeIdentityProvider.ts'

const secrets = { client_id: 'id', client_secret: 'secret' }
const epoch = 1772366400

async function given() {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const create = (input: object): Promise<any> =>
    callOnWire(CreateIdentityProvider, ports, { UserPoolId: pool.id, ...input })
  const describeProvider = (ProviderName: string): Promise<any> =>
    callOnWire(DescribeIdentityProvider, ports, { UserPoolId: pool.id, ProviderName })
  return { ports, pool, create, describeProvider }
}

describe('CreateIdentityProvider', () => {
  for (const { type, sent, added, username } of [
    {
      type: 'Google',
      sent: { ...secrets, authorize_scopes: 'email profile openid' },
      added: {
        attributes_url: 'https://people.googleapis.com/v1/people/me?personFields=',
        attributes_url_add_attributes: 'true',
        authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
        oidc_issuer: 'https://accounts.google.com',
        token_request_method: 'POST',
        token_url: 'https://www.googleapis.com/oauth2/v4/token',
      },
      username: 'sub',
    },
    {
      type: 'Facebook',
      sent: { ...secrets, authorize_scopes: 'public_profile, email', api_version: 'v19.0' },
      added: {
        attributes_url: 'https://graph.facebook.com/v19.0/me?fields=',
        attributes_url_add_attributes: 'true',
        authorize_url: 'https://www.facebook.com/v19.0/dialog/oauth',
        token_request_method: 'GET',
        token_url: 'https://graph.facebook.com/v19.0/oauth/access_token',
      },
      username: 'id',
    },
    {
      type: 'LoginWithAmazon',
      sent: { ...secrets, authorize_scopes: 'profile postal_code' },
      added: {
        attributes_url: 'https://api.amazon.com/user/profile',
        attributes_url_add_attributes: 'false',
        authorize_url: 'https://www.amazon.com/ap/oa',
        token_request_method: 'POST',
        token_url: 'https://api.amazon.com/auth/o2/token',
      },
      username: 'user_id',
    },
  ]) {
    test(`fills in what ${type} is known for`, async () => {
      const { pool, create, describeProvider } = await given()
      const named = { ProviderName: type, ProviderType: type }
      const expected = {
        IdentityProvider: {
          UserPoolId: pool.id,
          ...named,
          ProviderDetails: { ...sent, ...added },
          AttributeMapping: { username },
          IdpIdentifiers: [],
          LastModifiedDate: epoch,
          CreationDate: epoch,
        },
      }
      assert.deepEqual(await create({ ...named, ProviderDetails: sent }), expected)
      assert.deepEqual(await describeProvider(type), expected)
    })
  }

  test('never tells the private key of Sign in with Apple', async () => {
    const { ports, create, pool } = await given()
    const sent = { client_id: 'id', team_id: 'team', key_id: 'key', authorize_scopes: 'email name' }
    const named = { ProviderName: 'SignInWithApple', ProviderType: 'SignInWithApple' }
    const { IdentityProvider } = await create({ ...named, ProviderDetails: { ...sent, private_key: 'canary' } })
    assert.deepEqual(IdentityProvider.ProviderDetails, {
      ...sent,
      attributes_url_add_attributes: 'false',
      authorize_url: 'https://appleid.apple.com/auth/authorize',
      oidc_issuer: 'https://appleid.apple.com',
      token_request_method: 'POST',
      token_url: 'https://appleid.apple.com/auth/token',
    })
    const stored = await ports.storage.identityProviders.find(pool.id, 'SignInWithApple')
    assert.equal(stored?.details.private_key, 'canary')
  })

  test('keeps the endpoints of an OIDC provider, its identifiers and mappings', async () => {
    const { create, describeProvider } = await given()
    const details = {
      ...secrets,
      authorize_scopes: 'openid email',
      oidc_issuer: 'https://idp.example',
      attributes_request_method: 'POST',
      authorize_url: 'https://idp.example/authorize',
      token_url: 'https://idp.example/token',
      attributes_url: 'https://idp.example/userinfo',
      jwks_uri: 'https://idp.example/jwks',
    }
    const input = {
      ProviderName: 'Acme',
      ProviderType: 'OIDC',
      AttributeMapping: { email: 'mail', email_verified: 'verified' },
      IdpIdentifiers: ['acme.example', 'Acme Corp'],
      AcrMapping: { 'urn:aws:acr:2': 'mfa' },
    }
    const { IdentityProvider } = await create({ ...input, ProviderDetails: details })
    const { UserPoolId: _, LastModifiedDate: __, CreationDate: ___, ...told } = IdentityProvider
    assert.deepEqual(told, {
      ...input,
      AttributeMapping: { username: 'sub', ...input.AttributeMapping },
      ProviderDetails: { ...details, attributes_url_add_attributes: 'false' },
    })
    assert.deepEqual(await describeProvider('Acme'), { IdentityProvider })
  })

  test('reads the metadata file of a SAML provider, and gives it a certificate of its own', async () => {
    const { create, pool } = await given()
    const details = { MetadataFile: idpMetadata(), EncryptedResponses: 'true', RequestSigningAlgorithm: 'rsa-sha256' }
    const named = { ProviderName: 'Corp', ProviderType: 'SAML' }
    const { IdentityProvider } = await create({
      ...named,
      ProviderDetails: details,
      AttributeMapping: { email: 'mail' },
    })
    const { ActiveEncryptionCertificate, ...told } = IdentityProvider.ProviderDetails
    assert.deepEqual(told, {
      ...details,
      SSORedirectBindingURI: 'https://idp.example/sso/redirect',
      SLORedirectBindingURI: 'https://idp.example/slo/redirect',
    })
    assert.deepEqual(IdentityProvider.AttributeMapping, { email: 'mail' })
    const certificate = new X509Certificate(Buffer.from(ActiveEncryptionCertificate, 'base64'))
    assert.equal(certificate.subject, `CN=${pool.id}`)
    assert.equal(certificate.publicKey.asymmetricKeyDetails?.modulusLength, 2048)
  })

  test('takes a metadata URL without asking it', async () => {
    const { create } = await given()
    const details = { MetadataURL: 'https://idp.invalid/metadata', IDPSignout: 'true' }
    const { IdentityProvider } = await create({ ProviderName: 'Corp', ProviderType: 'SAML', ProviderDetails: details })
    const { ActiveEncryptionCertificate, ...told } = IdentityProvider.ProviderDetails
    assert.deepEqual(told, details)
    assert.match(ActiveEncryptionCertificate, /^MII/)
  })

  test('refuses a name that is taken', async () => {
    const { create, pool } = await given()
    const input = {
      ProviderName: 'Google',
      ProviderType: 'Google',
      ProviderDetails: { ...secrets, authorize_scopes: 'email' },
    }
    await create(input)
    assert.equal(await create(input), `DuplicateProviderException: Google already exists in user pool ${pool.id}`)
  })

  test('refuses an identifier that another provider has', async () => {
    const { create, pool } = await given()
    const details = { ...secrets, authorize_scopes: 'openid', oidc_issuer: 'https://idp.example' }
    const input = { ProviderType: 'OIDC', ProviderDetails: details, IdpIdentifiers: ['acme.example'] }
    await create({ ...input, ProviderName: 'One' })
    assert.equal(
      await create({ ...input, ProviderName: 'Two' }),
      `InvalidParameterException: An identity provider of user pool ${pool.id} already has one of these identifiers.`,
    )
  })

  const oidc = { ...secrets, authorize_scopes: 'openid', oidc_issuer: 'https://idp.example' }
  const social = 'client_id, client_secret and authorize_scopes are all required idp details'
  for (const [what, input, text] of [
    [
      'a well-known provider under another name',
      { ProviderName: 'Goggle', ProviderType: 'Google' },
      'Provider Goggle cannot be of type Google.',
    ],
    [
      'another provider under a well-known name',
      { ProviderName: 'Google', ProviderType: 'OIDC', ProviderDetails: oidc },
      'Provider Google cannot be of type OIDC.',
    ],
    [
      'the name of the pool itself',
      { ProviderName: 'COGNITO', ProviderType: 'OIDC', ProviderDetails: oidc },
      'Provider COGNITO cannot be of type OIDC.',
    ],
    [
      'Google without a secret',
      { ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: { client_id: 'id' } },
      social,
    ],
    [
      'Facebook with an empty secret',
      { ProviderName: 'Facebook', ProviderType: 'Facebook', ProviderDetails: { ...oidc, client_secret: '' } },
      social,
    ],
    [
      'Apple without a key',
      { ProviderName: 'SignInWithApple', ProviderType: 'SignInWithApple' },
      'client_id, team_id, key_id, private_key and authorize_scopes are all required idp details',
    ],
    [
      'OIDC without an issuer',
      { ProviderDetails: { ...secrets, authorize_scopes: 'openid' } },
      'client_id, oidc_issuer and authorize_scopes are all required idp details',
    ],
    [
      'an issuer with a slash behind',
      { ProviderDetails: { ...oidc, oidc_issuer: 'https://idp.example/' } },
      'The idp detail oidc_issuer must not end with a slash.',
    ],
    [
      'an issuer in plain HTTP',
      { ProviderDetails: { ...oidc, oidc_issuer: 'http://idp.example' } },
      'The idp detail oidc_issuer must be an HTTPS URL.',
    ],
    [
      'an endpoint with credentials',
      { ProviderDetails: { ...oidc, token_url: 'https://a:b@idp.example' } },
      'The idp detail token_url must be an HTTPS URL.',
    ],
    [
      'a method that there is not',
      { ProviderDetails: { ...oidc, attributes_request_method: 'PUT' } },
      'Invalid value for the idp detail attributes_request_method.',
    ],
    [
      'SAML without metadata',
      { ProviderType: 'SAML' },
      'Either MetadataURL or MetadataFile is required in the idp details, and not both.',
    ],
    [
      'metadata that says nothing',
      { ProviderType: 'SAML', ProviderDetails: { MetadataFile: '<a/>' } },
      'The SAML metadata must describe exactly one identity provider.',
    ],
    [
      'a mapping of unknown attributes',
      { ProviderDetails: oidc, AttributeMapping: { 'custom:groups': 'groups', shoe: 'size', email: 'mail' } },
      'AttributeMapping contains invalid mapping: [custom:groups, shoe]',
    ],
    [
      'a mapping of the sub',
      { ProviderDetails: oidc, AttributeMapping: { sub: 'sub' } },
      'AttributeMapping contains invalid mapping: [sub]',
    ],
    ['an identifier twice', { ProviderDetails: oidc, IdpIdentifiers: ['a', 'a'] }, 'The identifier a is given twice.'],
    [
      'levels of SAML',
      { ProviderType: 'SAML', ProviderDetails: { MetadataURL: 'https://idp.example' }, AcrMapping: { a: 'b' } },
      'AcrMapping is supported for OIDC providers only.',
    ],
  ] as const) {
    test(`refuses ${what}`, async () => {
      const { create, ports } = await given()
      const whole = { ProviderName: 'Acme', ProviderType: 'OIDC', ProviderDetails: {}, ...input }
      assert.equal(await create(whole), `InvalidParameterException: ${text}`)
      assert.deepEqual(
        ports.commits.filter(({ writes }) => writes.some(({ write }) => write === 'createIdentityProvider')),
        [],
      )
    })
  }

  test('maps custom attributes that the pool has', async () => {
    const { ports } = await given()
    const { SchemaAttributes = [] } = buildUserPool().configuration
    const attribute = { Name: 'custom:groups', AttributeDataType: 'String', Mutable: true } as const
    const configuration = { SchemaAttributes: [...SchemaAttributes, attribute] }
    const pool = await givenPool(ports, { id: 'us-east-1_Custom001', configuration })
    const input = { UserPoolId: pool.id, ProviderName: 'Acme', ProviderType: 'OIDC', ProviderDetails: oidc }
    const answer: any = await callOnWire(CreateIdentityProvider, ports, {
      ...input,
      AttributeMapping: { 'custom:groups': 'g' },
    })
    assert.deepEqual(answer.IdentityProvider.AttributeMapping, { username: 'sub', 'custom:groups': 'g' })
  })
})
