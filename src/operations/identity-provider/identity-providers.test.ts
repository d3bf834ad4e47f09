import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { CreateUserPoolClient } from '../app-client/CreateUserPoolClient.ts'
import { DescribeUserPoolClient } from '../app-client/DescribeUserPoolClient.ts'
import { UpdateUserPoolClient } from '../app-client/UpdateUserPoolClient.ts'
import { CreateIdentityProvider } from './CreateIdentityProvider.ts'
import { DeleteIdentityProvider } from './DeleteIdentityProvider.ts'
import { DescribeIdentityProvider } from './DescribeIdentityProvider.ts'
import { GetIdentityProviderByIdentifier } from './GetIdentityProviderByIdentifier.ts'
import { ListIdentityProviders } from './ListIdentityProviders.ts'
import { UpdateIdentityProvider } from './UpdateIdentityProvider.ts'

const details = {
  client_id: 'id',
  client_secret: 'secret',
  authorize_scopes: 'openid',
  oidc_issuer: 'https://idp.example',
  attributes_request_method: 'GET',
  attributes_url_add_attributes: 'false',
}

async function given() {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
  const named = { UserPoolId: pool.id, ProviderName: 'Acme' }
  const create = (input: object = {}): Promise<any> =>
    callOnWire(CreateIdentityProvider, ports, { ...named, ProviderType: 'OIDC', ProviderDetails: details, ...input })
  return { ports, pool, other, named, create }
}

describe('identity providers', () => {
  test('keep what an update leaves out, and have replaced what it names', async () => {
    const { ports, named, create } = await given()
    const { IdentityProvider: before } = await create({
      AttributeMapping: { email: 'mail' },
      IdpIdentifiers: ['acme.example'],
      AcrMapping: { a: 'b' },
    })
    ports.clock.advanceSeconds(60)
    const update = (input: object): Promise<any> => callOnWire(UpdateIdentityProvider, ports, { ...named, ...input })
    const LastModifiedDate = before.LastModifiedDate + 60
    assert.deepEqual(await update({}), { IdentityProvider: { ...before, LastModifiedDate } })
    const ProviderDetails = { ...details, client_secret: 'other', jwks_uri: 'https://idp.example/jwks' }
    assert.deepEqual(await update({ ProviderDetails, IdpIdentifiers: [], AttributeMapping: { name: 'n' } }), {
      IdentityProvider: {
        ...before,
        ProviderDetails,
        IdpIdentifiers: [],
        AttributeMapping: { username: 'sub', name: 'n' },
        LastModifiedDate,
      },
    })
    assert.equal(
      await update({ ProviderDetails: { client_id: 'id' } }),
      'InvalidParameterException: client_id, oidc_issuer and authorize_scopes are all required idp details',
    )
    assert.equal(
      await update({ AttributeMapping: { shoe: 'size' } }),
      'InvalidParameterException: AttributeMapping contains invalid mapping: [shoe]',
    )
  })

  test('keep an Apple key that an update cannot send back', async () => {
    const { ports, pool } = await given()
    const apple = { UserPoolId: pool.id, ProviderName: 'SignInWithApple' }
    const sent = { client_id: 'id', team_id: 'team', key_id: 'key', authorize_scopes: 'email' }
    const ProviderDetails = { ...sent, private_key: 'canary' }
    await callOnWire(CreateIdentityProvider, ports, { ...apple, ProviderType: 'SignInWithApple', ProviderDetails })
    await callOnWire(UpdateIdentityProvider, ports, { ...apple, ProviderDetails: { ...sent, client_id: 'new' } })
    const stored = await ports.storage.identityProviders.find(pool.id, 'SignInWithApple')
    assert.deepEqual([stored?.details.client_id, stored?.details.private_key], ['new', 'canary'])
  })

  test('are found by each of their identifiers, in their own pool', async () => {
    const { ports, pool, other, create } = await given()
    const { IdentityProvider } = await create({ IdpIdentifiers: ['acme.example', 'ACME'] })
    const find = (UserPoolId: string, IdpIdentifier: string) =>
      callOnWire(GetIdentityProviderByIdentifier, ports, { UserPoolId, IdpIdentifier })
    assert.deepEqual(await find(pool.id, 'acme.example'), { IdentityProvider })
    assert.deepEqual(await find(pool.id, 'ACME'), { IdentityProvider })
    for (const [poolId, identifier] of [
      [other.id, 'ACME'],
      [pool.id, 'acme'],
    ] as const) {
      assert.equal(
        await find(poolId, identifier),
        `ResourceNotFoundException: Identity provider with identifier ${identifier} does not exist.`,
      )
    }
  })

  test('are listed by name, page by page, without what they keep', async () => {
    const { ports, pool, other, create } = await given()
    for (const ProviderName of ['Ccc', 'Aaa', 'Bbb']) await create({ ProviderName })
    const list = (input: object): Promise<any> => callOnWire(ListIdentityProviders, ports, input)
    const described = (ProviderName: string) => {
      const at = { LastModifiedDate: 1772366400, CreationDate: 1772366400 }
      return { ProviderName, ProviderType: 'OIDC', ...at }
    }
    const first = await list({ UserPoolId: pool.id, MaxResults: 2 })
    assert.deepEqual(first.Providers, ['Aaa', 'Bbb'].map(described))
    const { NextToken } = first
    assert.deepEqual(await list({ UserPoolId: pool.id, NextToken }), { Providers: [described('Ccc')] })
    assert.deepEqual(await list({ UserPoolId: other.id, MaxResults: 0 }), { Providers: [] })
    assert.equal(
      await list({ UserPoolId: other.id, NextToken }),
      'InvalidParameterException: Invalid pagination token.',
    )
  })

  test('are deleted once, with no body in the answer, and taken off the clients that offer them', async () => {
    const { ports, pool, named, create } = await given()
    await create()
    const SupportedIdentityProviders = ['COGNITO', 'Acme'] as const
    const client = await givenClient(ports, pool, {
      configuration: { SupportedIdentityProviders: [...SupportedIdentityProviders] },
    })
    assert.equal(await callOnWire(DeleteIdentityProvider, ports, named), '')
    const ofClient = { UserPoolId: pool.id, ClientId: client.id }
    const { UserPoolClient }: any = await callOnWire(DescribeUserPoolClient, ports, ofClient)
    assert.deepEqual(UserPoolClient.SupportedIdentityProviders, ['COGNITO'])
    const gone = 'ResourceNotFoundException: Identity provider Acme does not exist.'
    assert.equal(await callOnWire(DeleteIdentityProvider, ports, named), gone)
    assert.equal(await callOnWire(DescribeIdentityProvider, ports, named), gone)
    assert.equal(await callOnWire(UpdateIdentityProvider, ports, named), gone)
    assert.equal(
      await callOnWire(DescribeIdentityProvider, ports, { ...named, UserPoolId: 'us-east-1_Unknown01' }),
      'ResourceNotFoundException: User pool us-east-1_Unknown01 does not exist.',
    )
  })
})

describe('an app client', () => {
  test('offers providers of its own pool only', async () => {
    const { ports, pool, other, create } = await given()
    await create({ UserPoolId: other.id })
    const SupportedIdentityProviders = ['COGNITO', 'Acme']
    const input = { UserPoolId: pool.id, ClientName: 'web', SupportedIdentityProviders }
    const missing = `InvalidParameterException: The provider Acme does not exist for User Pool ${pool.id}.`
    assert.equal(await callOnWire(CreateUserPoolClient, ports, input), missing)
    await create()
    const { UserPoolClient }: any = await callOnWire(CreateUserPoolClient, ports, input)
    assert.deepEqual(UserPoolClient.SupportedIdentityProviders, SupportedIdentityProviders)
    const { ClientId } = UserPoolClient
    const update = { UserPoolId: pool.id, ClientId, SupportedIdentityProviders: ['Acme', 'Other'] }
    assert.equal(
      await callOnWire(UpdateUserPoolClient, ports, update),
      `InvalidParameterException: The provider Other does not exist for User Pool ${pool.id}.`,
    )
  })

  test('offers nothing beside SAML providers where one of them starts sign-in itself', async () => {
    const { ports, pool, create } = await given()
    await create()
    const saml = { ProviderName: 'Corp', ProviderType: 'SAML' }
    await create({ ...saml, ProviderDetails: { MetadataURL: 'https://idp.example', IDPInit: 'true' } })
    const offer = (...SupportedIdentityProviders: string[]): Promise<any> =>
      callOnWire(CreateUserPoolClient, ports, { UserPoolId: pool.id, ClientName: 'web', SupportedIdentityProviders })
    const text =
      'InvalidParameterException: The provider Corp starts sign-in itself (IDPInit): a client that offers it offers SAML providers only.'
    assert.equal(await offer('Corp', 'COGNITO'), text)
    assert.equal(await offer('Acme', 'Corp'), text)
    assert.equal(typeof (await offer('Corp')), 'object')
  })
})
