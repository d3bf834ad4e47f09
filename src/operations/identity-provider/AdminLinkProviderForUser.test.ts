import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { anIdentityProvider } from '../../ports/storage/conformance/records-of-providers.ts'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { idpMetadata } from '../../testing/saml-metadata.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AdminInitiateAuth } from '../auth/AdminInitiateAuth.ts'
import { AdminGetUser } from '../user/AdminGetUser.ts'
import { GetUser } from '../user/GetUser.ts'
import { AdminDisableProviderForUser } from './AdminDisableProviderForUser.ts'
import { AdminLinkProviderForUser } from './AdminLinkProviderForUser.ts'

const google = { ProviderName: 'Google', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: '1088' }
const alice = { ProviderName: 'Cognito', ProviderAttributeValue: 'alice' }

async function given() {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool)
  await givenUser(ports, pool, { username: 'alice', attributes: { email: 'alice@example.com' } })
  await givenUser(ports, pool, { username: 'bob', sub: 'sub-of-bob' })
  const made = { poolId: pool.id, identifiers: [] }
  const saml = { details: { MetadataFile: idpMetadata() }, attributeMapping: { email: 'mail' } }
  for (const provider of [
    anIdentityProvider(pool.id, { ...made, name: 'Google', type: 'Google' }),
    anIdentityProvider(pool.id, { ...made, name: 'Corp', type: 'SAML', ...saml }),
  ]) {
    await ports.storage.commit([{ write: 'createIdentityProvider', provider }])
  }
  const UserPoolId = pool.id
  const link = (SourceUser: object, DestinationUser: object = alice): Promise<unknown> =>
    callOnWire(AdminLinkProviderForUser, ports, { UserPoolId, SourceUser, DestinationUser })
  const disable = (User: object): Promise<unknown> =>
    callOnWire(AdminDisableProviderForUser, ports, { UserPoolId, User })
  const signIn = (): Promise<any> => {
    const AuthParameters = { USERNAME: 'alice', PASSWORD: 'Passw0rd!' }
    const AuthFlow = 'ADMIN_USER_PASSWORD_AUTH'
    return callOnWire(AdminInitiateAuth, ports, { UserPoolId, ClientId: client.id, AuthFlow, AuthParameters })
  }
  const attributesOf = async (Username: string): Promise<Record<string, string>> => {
    const answer: any = await callOnWire(AdminGetUser, ports, { UserPoolId, Username })
    return Object.fromEntries(answer.UserAttributes.map(({ Name, Value }: any) => [Name, Value]))
  }
  return { ports, pool, link, disable, signIn, attributesOf }
}

describe('AdminLinkProviderForUser', () => {
  test('shows the identity to operators, to the user, and in the ID token', async () => {
    const { ports, link, signIn, attributesOf } = await given()
    assert.deepEqual(await link(google), {})
    const identity = { userId: '1088', providerName: 'Google', providerType: 'Google', issuer: null }
    const dated = { primary: false, dateCreated: 1772366400000 }
    const { identities = '', email } = await attributesOf('alice')
    assert.deepEqual(JSON.parse(identities), [{ ...identity, ...dated }])
    assert.equal(email, 'alice@example.com')
    const { AccessToken, IdToken } = (await signIn()).AuthenticationResult
    const user: any = await callOnWire(GetUser, ports, { AccessToken })
    assert.deepEqual(
      user.UserAttributes.filter(({ Name }: any) => Name === 'identities'),
      [{ Name: 'identities', Value: identities }],
    )
    const claims = JSON.parse(Buffer.from(IdToken.split('.')[1], 'base64url').toString())
    assert.deepEqual(claims.identities, [{ ...identity, primary: 'false', dateCreated: '1772366400000' }])
  })

  test('knows SAML providers by their entity, and identities by a mapped attribute', async () => {
    const { link, attributesOf } = await given()
    const byMail = { ProviderName: 'Corp', ProviderAttributeName: 'email', ProviderAttributeValue: 'a@corp.example' }
    assert.deepEqual(await link(byMail), {})
    assert.deepEqual(JSON.parse((await attributesOf('alice')).identities ?? ''), [
      {
        userId: 'a@corp.example',
        providerName: 'Corp',
        providerType: 'SAML',
        issuer: 'https://idp.example/entity',
        primary: false,
        dateCreated: 1772366400000,
        attributeName: 'email',
      },
    ])
    // The same value of the subject is another identity.
    assert.deepEqual(
      await link({ ...byMail, ProviderAttributeName: 'Cognito_Subject' }, { ...alice, ProviderAttributeValue: 'bob' }),
      {},
    )
  })

  test('links an identity to one user, of many who want it at once', async () => {
    const { link } = await given()
    const bob = { ...alice, ProviderAttributeValue: 'bob' }
    const answers = await Promise.all([link(google, alice), link(google, bob)])
    assert.equal(answers.filter((answer) => typeof answer === 'object').length, 1)
    assert.ok(answers.includes('AliasExistsException: User account already exists for the alias.'))
  })

  test('links five identities and no more, and none twice', async () => {
    const { link } = await given()
    for (const value of ['1', '2', '3', '4', '5'])
      assert.deepEqual(await link({ ...google, ProviderAttributeValue: value }), {})
    assert.equal(
      await link({ ...google, ProviderAttributeValue: '5' }),
      'InvalidParameterException: SourceUser is already linked to DestinationUser',
    )
    assert.equal(await link(google), 'LimitExceededException: A user can be linked to 5 identities at most.')
  })

  test('links no identity that has signed in by itself', async () => {
    const { ports, pool, link } = await given()
    await givenUser(ports, pool, { username: 'Google_1088', sub: 'sub-of-profile', status: 'EXTERNAL_PROVIDER' })
    assert.equal(
      await link(google),
      'InvalidParameterException: Merging is not currently supported, provide a SourceUser that has not been signed up in order to link',
    )
    const profile = { ProviderName: 'Google', ProviderAttributeValue: '1088' }
    assert.deepEqual(await link({ ...google, ProviderAttributeValue: '7' }, profile), {})
  })

  for (const [what, source, destination, refusal] of [
    [
      'a user of the pool as a source',
      alice,
      alice,
      'InvalidParameterException: Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser',
    ],
    [
      'a provider that is not there',
      { ...google, ProviderName: 'Acme' },
      alice,
      'ResourceNotFoundException: Identity provider Acme does not exist.',
    ],
    [
      'an attribute of a social provider',
      { ...google, ProviderAttributeName: 'email' },
      alice,
      'InvalidParameterException: Invalid SourceUser: ProviderAttributeName must be Cognito_Subject for Google.',
    ],
    [
      'an attribute that is not mapped',
      { ...google, ProviderName: 'Corp', ProviderAttributeName: 'name' },
      alice,
      'InvalidParameterException: Invalid SourceUser: ProviderAttributeName must be Cognito_Subject or a mapped attribute for Corp.',
    ],
    [
      'a source without a value',
      { ...google, ProviderAttributeValue: '' },
      alice,
      'InvalidParameterException: SourceUser must have a ProviderAttributeValue.',
    ],
    [
      'a source without an attribute',
      { ...google, ProviderAttributeName: undefined },
      alice,
      'InvalidParameterException: SourceUser must have a ProviderAttributeName.',
    ],
    [
      'a destination without a provider',
      google,
      { ProviderAttributeValue: 'alice' },
      'InvalidParameterException: DestinationUser must have a ProviderName.',
    ],
    [
      'nobody as a destination',
      google,
      { ...alice, ProviderAttributeValue: 'nobody' },
      'UserNotFoundException: User does not exist.',
    ],
    [
      'an address as a destination',
      google,
      { ...alice, ProviderAttributeValue: 'alice@example.com' },
      'UserNotFoundException: User does not exist.',
    ],
  ] as const) {
    test(`refuses ${what}`, async () => {
      const { link } = await given()
      assert.equal(await link(source, destination), refusal)
    })
  }
})

describe('AdminDisableProviderForUser', () => {
  test('frees a linked identity, and ends the sessions of its user', async () => {
    const { ports, link, disable, signIn, attributesOf } = await given()
    await link(google)
    const { AccessToken } = (await signIn()).AuthenticationResult
    assert.deepEqual(await disable(google), {})
    assert.equal('identities' in (await attributesOf('alice')), false)
    assert.match(String(await callOnWire(GetUser, ports, { AccessToken })), /^NotAuthorizedException/)
    assert.equal(typeof (await signIn()), 'object')
    assert.equal(await disable(google), 'UserNotFoundException: User does not exist.')
    assert.deepEqual(await link(google, { ...alice, ProviderAttributeValue: 'bob' }), {})
  })

  test('takes the password of a user of the pool', async () => {
    const { disable, signIn } = await given()
    assert.equal(typeof (await signIn()), 'object')
    assert.deepEqual(await disable({ ...alice, ProviderAttributeName: 'Cognito_Subject' }), {})
    assert.equal(await signIn(), 'NotAuthorizedException: Incorrect username or password.')
    assert.equal(
      await disable({ ...alice, ProviderAttributeValue: 'nobody' }),
      'UserNotFoundException: User does not exist.',
    )
  })

  test('disables whoever came by the provider', async () => {
    const { ports, pool, disable } = await given()
    await givenUser(ports, pool, { username: 'Google_1088', sub: 'sub-of-profile', status: 'EXTERNAL_PROVIDER' })
    assert.deepEqual(await disable(google), {})
    const stored = await ports.storage.users.find(pool.id, 'sub-of-profile')
    assert.equal(stored?.enabled, false)
  })
})
