import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildAppClient, type AppClientOverrides } from '../../testing/build-app-client.ts'
import { buildUser } from '../../testing/build-user.ts'
import type { Group } from '../groups/group.ts'
import { accessTokenClaims, idTokenClaims, machineTokenClaims, type TokenFacts } from './token-claims.ts'
import type { TokenFamily } from '../sessions/token-family.ts'

const signedInAt = new Date('2026-03-01T12:00:00.900Z')
const issuedAt = new Date('2026-03-01T13:00:00.500Z')
const epoch = (date: Date) => Math.floor(date.getTime() / 1000)

function group(overrides: Partial<Group>): Group {
  const at = new Date(0)
  return {
    poolId: 'us-east-1_AbCdEf123',
    name: 'readers',
    description: undefined,
    roleArn: undefined,
    precedence: undefined,
    createdAt: at,
    updatedAt: at,
    ...overrides,
  }
}

interface Setup {
  readonly family?: Partial<TokenFamily>
  readonly client?: AppClientOverrides['configuration']
  readonly attributes?: Readonly<Record<string, string>>
  readonly groups?: readonly Group[]
}

function facts({ family, client, attributes = {}, groups = [] }: Setup = {}): TokenFacts {
  return {
    issuer: 'https://cognito-idp.us-east-1.localhost/us-east-1_AbCdEf123',
    client: buildAppClient({ configuration: client }),
    user: buildUser({ sub: 'sub-of-alice', attributes }),
    groups,
    issuedAt,
    family: {
      poolId: 'us-east-1_AbCdEf123',
      id: 'family',
      clientId: '1example23456789',
      sub: 'sub-of-alice',
      eventId: 'event',
      authenticatedAt: signedInAt,
      expiresAt: new Date('2026-03-31T12:00:00.900Z'),
      scopes: ['aws.cognito.signin.user.admin'],
      origin: 'api',
      deviceKey: undefined,
      amr: ['pwd'],
      nonce: undefined,
      resource: undefined,
      currentTokenHash: 'hash',
      previousTokenHash: undefined,
      rotatedAt: undefined,
      revokedAt: undefined,
      track: undefined,
      originSessionId: undefined,
      ...family,
    },
  }
}

const noExtras = { nonce: undefined, accessToken: undefined }

describe('accessTokenClaims', () => {
  test('of a sign-in at the API', () => {
    assert.deepEqual(accessTokenClaims(facts(), 'token'), {
      sub: 'sub-of-alice',
      iss: 'https://cognito-idp.us-east-1.localhost/us-east-1_AbCdEf123',
      client_id: '1example23456789',
      origin_jti: 'family',
      event_id: 'event',
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      auth_time: epoch(signedInAt),
      exp: epoch(issuedAt) + 3600,
      iat: epoch(issuedAt),
      jti: 'token',
      username: 'alice',
    })
  })

  test('of an OAuth grant with a device, groups and a bound resource', () => {
    const family = {
      origin: 'oauth',
      scopes: ['openid', 'notes/read'],
      deviceKey: 'key',
      resource: 'https://api',
    } as const
    assert.deepEqual(accessTokenClaims(facts({ family, groups: [group({})] }), 'token'), {
      sub: 'sub-of-alice',
      device_key: 'key',
      'cognito:groups': ['readers'],
      iss: 'https://cognito-idp.us-east-1.localhost/us-east-1_AbCdEf123',
      version: 2,
      client_id: '1example23456789',
      aud: 'https://api',
      origin_jti: 'family',
      event_id: 'event',
      token_use: 'access',
      scope: 'openid notes/read',
      auth_time: epoch(signedInAt),
      exp: epoch(issuedAt) + 3600,
      iat: epoch(issuedAt),
      jti: 'token',
      username: 'alice',
    })
  })

  test('a client without revocation names no family, unless its tokens rotate or the family began before that', () => {
    const own = { id: 'event' }
    const off = { EnableTokenRevocation: false }
    assert.equal('origin_jti' in accessTokenClaims(facts({ client: off, family: own }), 'token'), false)
    const id = idTokenClaims(facts({ client: off, family: own }), 'token', noExtras)
    assert.equal('origin_jti' in id || 'jti' in id, false)
    const rotating = { ...off, RefreshTokenRotation: { Feature: 'ENABLED' as const } }
    assert.equal(accessTokenClaims(facts({ client: rotating, family: own }), 'token').origin_jti, 'event')
    assert.equal(accessTokenClaims(facts({ client: off }), 'token').origin_jti, 'family')
  })

  test('validity follows the units, and ends with the session at the latest', () => {
    const client = { AccessTokenValidity: 10, TokenValidityUnits: { AccessToken: 'minutes' as const } }
    assert.equal(accessTokenClaims(facts({ client }), 'token').exp, epoch(issuedAt) + 600)
    const expiresAt = new Date(issuedAt.getTime() + 60_000)
    assert.equal(accessTokenClaims(facts({ client, family: { expiresAt } }), 'token').exp, epoch(issuedAt) + 60)
  })
})

describe('idTokenClaims', () => {
  const attributes = {
    email: 'alice@example.com',
    email_verified: 'true',
    phone_number: '+15550100',
    phone_number_verified: 'false',
    given_name: 'Alice',
    address: '1 Main Street',
    updated_at: '1700000000',
    'custom:tier': '3',
    'custom:admin': 'true',
    identities: JSON.stringify([
      {
        userId: '1',
        providerName: 'Login',
        providerType: 'OIDC',
        issuer: null,
        primary: true,
        dateCreated: 1642699117273,
      },
    ]),
  }

  test('of a sign-in at the API: every attribute, in its own type', () => {
    const groups = [group({ roleArn: 'arn:aws:iam::123456789012:role/reader', precedence: 1 })]
    assert.deepEqual(idTokenClaims(facts({ attributes, groups }), 'token', { nonce: 'n', accessToken: 'a' }), {
      sub: 'sub-of-alice',
      'cognito:groups': ['readers'],
      'cognito:roles': ['arn:aws:iam::123456789012:role/reader'],
      'cognito:preferred_role': 'arn:aws:iam::123456789012:role/reader',
      iss: 'https://cognito-idp.us-east-1.localhost/us-east-1_AbCdEf123',
      'cognito:username': 'alice',
      email: 'alice@example.com',
      email_verified: true,
      phone_number: '+15550100',
      phone_number_verified: false,
      given_name: 'Alice',
      address: { formatted: '1 Main Street' },
      updated_at: 1700000000,
      'custom:tier': '3',
      'custom:admin': 'true',
      identities: [
        {
          userId: '1',
          providerName: 'Login',
          providerType: 'OIDC',
          issuer: null,
          primary: 'true',
          dateCreated: '1642699117273',
        },
      ],
      origin_jti: 'family',
      aud: '1example23456789',
      event_id: 'event',
      token_use: 'id',
      auth_time: epoch(signedInAt),
      exp: epoch(issuedAt) + 3600,
      iat: epoch(issuedAt),
      jti: 'token',
    })
  })

  test('an OAuth token carries nonce and at_hash', () => {
    const family = { origin: 'oauth', scopes: ['openid'] } as const
    // The example of OpenID Connect Core, appendix A.3.
    const accessToken = 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y'
    const claims = idTokenClaims(facts({ family }), 'token', { nonce: 'n-0S6_WzA2Mj', accessToken })
    assert.equal(claims.nonce, 'n-0S6_WzA2Mj')
    assert.equal(claims.at_hash, '77QmUPtjPfzWtF2AnpK9RQ')
  })

  test('attributes are those that the client may read', () => {
    const claims = idTokenClaims(
      facts({ attributes, client: { ReadAttributes: ['email', 'custom:tier'] } }),
      't',
      noExtras,
    )
    assert.deepEqual(attributesIn(claims), ['email', 'custom:tier'])
  })

  test('in an OAuth token the scopes narrow them', () => {
    const shown = (...scopes: string[]) =>
      attributesIn(idTokenClaims(facts({ attributes, family: { origin: 'oauth', scopes } }), 't', noExtras))
    assert.deepEqual(shown('openid'), Object.keys(attributes))
    const contacts = ['email', 'email_verified', 'phone_number', 'phone_number_verified']
    const others = Object.keys(attributes).filter((name) => !contacts.includes(name))
    assert.deepEqual(shown('openid', 'profile'), others)
    // Who vouched for the person is no attribute to be asked for.
    assert.deepEqual(shown('openid', 'email'), ['email', 'email_verified', 'identities'])
    assert.deepEqual(shown('openid', 'phone', 'email'), [
      'email',
      'email_verified',
      'phone_number',
      'phone_number_verified',
      'identities',
    ])
    assert.deepEqual(shown('openid', 'constructor'), Object.keys(attributes))
  })

  function attributesIn(claims: Readonly<Record<string, unknown>>): readonly string[] {
    return Object.keys(claims).filter((name) => name in attributes)
  }

  describe('groups and roles', () => {
    const roles = (...groups: Group[]) => {
      const claims = idTokenClaims(facts({ groups }), 't', noExtras)
      return [claims['cognito:groups'], claims['cognito:roles'], claims['cognito:preferred_role']]
    }

    test('are absent for a user without groups', () => assert.deepEqual(roles(), [undefined, undefined, undefined]))

    test('the role of lowest precedence is preferred', () => {
      const low = group({ name: 'low', roleArn: 'role:low', precedence: 1 })
      const high = group({ name: 'high', roleArn: 'role:high', precedence: 5 })
      const bare = group({ name: 'bare', precedence: 0 })
      assert.deepEqual(roles(high, bare, low), [['bare', 'low', 'high'], ['role:low', 'role:high'], 'role:low'])
    })

    test('a tie of different roles prefers none', () => {
      const one = group({ name: 'one', roleArn: 'role:one', precedence: 1 })
      const two = group({ name: 'two', roleArn: 'role:two', precedence: 1 })
      assert.deepEqual(roles(one, two), [['one', 'two'], ['role:one', 'role:two'], undefined])
      assert.deepEqual(roles(one, { ...two, roleArn: 'role:one' }), [['one', 'two'], ['role:one'], 'role:one'])
    })

    test('a group without precedence is never preferred', () => {
      assert.deepEqual(roles(group({ roleArn: 'role:one' })), [['readers'], ['role:one'], undefined])
    })
  })
})

test('machineTokenClaims names no user', () => {
  const { issuer, client } = facts()
  assert.deepEqual(machineTokenClaims({ issuer, client, issuedAt, scopes: ['notes/read', 'notes/write'] }, 'token'), {
    sub: '1example23456789',
    token_use: 'access',
    scope: 'notes/read notes/write',
    auth_time: epoch(issuedAt),
    iss: issuer,
    exp: epoch(issuedAt) + 3600,
    iat: epoch(issuedAt),
    version: 2,
    jti: 'token',
    client_id: '1example23456789',
  })
})
