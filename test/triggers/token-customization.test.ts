import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PreTokenGenerationVersionConfigType } from '../../src/contract/shapes.gen.ts'
import { decodeBase64Url } from '../../src/crypto/base64url.ts'
import { AdminAddUserToGroup } from '../../src/operations/group/AdminAddUserToGroup.ts'
import { CreateGroup } from '../../src/operations/group/CreateGroup.ts'
import { GetTokensFromRefreshToken } from '../../src/operations/auth/GetTokensFromRefreshToken.ts'
import { GetUser } from '../../src/operations/user/GetUser.ts'
import { issueMachineToken } from '../../src/flows/tokens/issue-machine-token.ts'
import { call, refusalOf } from '../../src/testing/call-operation.ts'
import { givenSignIn } from '../../src/testing/given-sign-in.ts'
import { answering, asItWas, functionArn, type TestFunction } from '../../src/testing/test-functions.ts'
import { testPorts, type TestPorts } from '../../src/testing/test-ports.ts'

type Version = PreTokenGenerationVersionConfigType['LambdaVersion']

async function given(ports: TestPorts, version: Version, run: TestFunction, RefreshTokenRotation?: object) {
  const config = ports.functions.install({ PreTokenGeneration: run })
  const PreTokenGenerationConfig = { LambdaVersion: version, LambdaArn: functionArn('PreTokenGeneration') } as const
  const ExplicitAuthFlows = ['ALLOW_USER_PASSWORD_AUTH', ...(RefreshTokenRotation ? [] : ['ALLOW_REFRESH_TOKEN_AUTH'])]
  const all = await givenSignIn(ports, {
    pool: { mfa: {}, configuration: { LambdaConfig: { ...config, PreTokenGenerationConfig } } },
    client: { configuration: { ExplicitAuthFlows, RefreshTokenRotation } as never },
  })
  for (const GroupName of ['editors', 'readers']) {
    const RoleArn = `arn:aws:iam::123456789012:role/${GroupName}`
    const Precedence = GroupName === 'editors' ? 1 : 2
    await call(CreateGroup, ports, { UserPoolId: all.pool.id, GroupName, RoleArn, Precedence })
    await call(AdminAddUserToGroup, ports, { UserPoolId: all.pool.id, GroupName, Username: 'alice' })
  }
  return all
}

async function tokens(ports: TestPorts, version: Version, response: object) {
  const { app } = await given(ports, version, answering({ ...response }))
  const { AuthenticationResult: result } = await app.withPassword('alice', 'Passw0rd!')
  return { id: claims(result?.IdToken), access: claims(result?.AccessToken), result }
}

function claims(token = ''): Record<string, unknown> {
  return JSON.parse(Buffer.from(decodeBase64Url(token.split('.')[1] ?? '') ?? []).toString())
}

const hostile = {
  sub: 'somebody else',
  iss: 'https://evil.example',
  aud: 'other',
  exp: 9_999_999_999,
  token_use: 'access',
  'cognito:username': 'root',
  username: 'root',
  client_id: 'other',
  origin_jti: 'x',
  event_id: 'x',
  jti: 'x',
  auth_time: 1,
  nonce: 'x',
  scope: 'everything',
}

describe('version 1', () => {
  test('is told of user and groups, and changes the ID token alone', async () => {
    await using ports = await testPorts()
    const claimsOverrideDetails = {
      claimsToAddOrOverride: { tenant: 'acme', email: 'other@example.com', ...hostile, flag: true },
      claimsToSuppress: ['email_verified', 'iss', 'phone_number'],
    }
    const { id, access } = await tokens(ports, 'V1_0', { claimsOverrideDetails })
    const [event] = ports.functions.events
    assert.deepEqual([event?.version, event?.triggerSource], ['1', 'TokenGeneration_Authentication'])
    assert.deepEqual(event?.request, {
      userAttributes: {
        sub: id.sub,
        'cognito:user_status': 'CONFIRMED',
        email: 'alice@example.com',
        email_verified: 'true',
        phone_number: '+15550100',
      },
      groupConfiguration: {
        groupsToOverride: ['editors', 'readers'],
        iamRolesToOverride: ['arn:aws:iam::123456789012:role/editors', 'arn:aws:iam::123456789012:role/readers'],
        preferredRole: 'arn:aws:iam::123456789012:role/editors',
      },
    })
    assert.deepEqual(event.response, { claimsOverrideDetails: null })
    assert.deepEqual(
      [id.tenant, id.email, id.flag, id.email_verified, id.phone_number],
      ['acme', 'other@example.com', 'true', undefined, undefined],
    )
    assert.deepEqual([id['cognito:username'], id.token_use, id.username], ['alice', 'id', 'root'])
    for (const name of ['sub', 'iss', 'exp', 'origin_jti', 'jti', 'auth_time'])
      assert.notEqual(id[name], hostile[name as 'sub'])
    assert.deepEqual(
      [access.tenant, access.username, access.scope],
      [undefined, 'alice', 'aws.cognito.signin.user.admin'],
    )
    assert.deepEqual(access['cognito:groups'], ['editors', 'readers'])
  })

  const groupChanges: Readonly<Record<string, [given: object, groups: unknown, roles: unknown]>> = {
    'says nothing': [{}, ['editors', 'readers'], 2],
    'gives null': [{ groupOverrideDetails: null }, undefined, 0],
    'gives nothing inside': [{ groupOverrideDetails: {} }, undefined, 0],
    'gives no groups': [{ groupOverrideDetails: { groupsToOverride: [] } }, undefined, 0],
    'gives others': [
      { groupOverrideDetails: { groupsToOverride: ['a'], iamRolesToOverride: ['r'], preferredRole: 'r' } },
      ['a'],
      1,
    ],
  }
  for (const [name, [details, groups, roles]] of Object.entries(groupChanges)) {
    test(`that ${name} about groups`, async () => {
      await using ports = await testPorts()
      const { id, access } = await tokens(ports, 'V1_0', { claimsOverrideDetails: details })
      assert.deepEqual([id['cognito:groups'], access['cognito:groups']], [groups, groups])
      assert.equal((id['cognito:roles'] as readonly string[] | undefined)?.length ?? 0, roles)
    })
  }
})

describe('version 2', () => {
  test('changes both tokens, scopes and values that are no texts', async () => {
    await using ports = await testPorts()
    const { id, access } = await tokens(ports, 'V2_0', {
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: { claimsToAddOrOverride: { address: { city: 'Paris' } }, claimsToSuppress: ['email'] },
        accessTokenGeneration: {
          claimsToAddOrOverride: { ...hostile, roles: ['a', 1, { b: true }], gone: 'x' },
          claimsToSuppress: ['gone', 'client_id', 'sub'],
          scopesToAdd: ['notes/read'],
          scopesToSuppress: ['aws.cognito.signin.user.admin'],
        },
      },
    })
    const [event] = ports.functions.events
    assert.equal(event?.version, '2')
    assert.deepEqual(event.request.scopes, ['aws.cognito.signin.user.admin'])
    assert.deepEqual(event.response, { claimsAndScopeOverrideDetails: null })
    assert.deepEqual([id.address, id.email], [{ city: 'Paris' }, undefined])
    assert.deepEqual([access.roles, access.gone, access.scope], [['a', 1, { b: true }], undefined, 'notes/read'])
    assert.deepEqual([access.username, access.sub, access.token_use], ['alice', id.sub, 'access'])
    assert.notEqual(access.client_id, undefined)
  })

  test('without the scope of self-service takes self-service away', async () => {
    await using ports = await testPorts()
    const scopesToSuppress = ['aws.cognito.signin.user.admin']
    const details = { accessTokenGeneration: { scopesToSuppress } }
    const { result } = await tokens(ports, 'V2_0', { claimsAndScopeOverrideDetails: details })
    assert.equal(
      await refusalOf(call(GetUser, ports, { AccessToken: result?.AccessToken ?? '' })),
      'NotAuthorizedException: Access Token does not have required scopes',
    )
  })

  const invalid = 'InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON'
  const wrongs: Readonly<Record<string, object>> = {
    'more than 5000 claims and scopes': {
      idTokenGeneration: {
        claimsToAddOrOverride: Object.fromEntries(Array.from({ length: 5001 }, (_, at) => [`c${at}`, 1])),
      },
    },
    'too much of everything': { idTokenGeneration: { claimsToAddOrOverride: { a: 'x'.repeat(131_072) } } },
    'a scope with a blank': { accessTokenGeneration: { scopesToAdd: ['a b'] } },
    'claims that are a list': { idTokenGeneration: { claimsToAddOrOverride: ['a'] } },
    'groups that are a text': { groupOverrideDetails: { groupsToOverride: 'a' } },
  }
  for (const [name, details] of Object.entries(wrongs)) {
    test(`may not answer with ${name}`, async () => {
      await using ports = await testPorts()
      assert.equal(await refusalOf(tokens(ports, 'V2_0', { claimsAndScopeOverrideDetails: details })), invalid)
    })
  }
})

describe('refreshing', () => {
  test('asks again, and a refusal costs no refresh token', async () => {
    await using ports = await testPorts()
    let run: TestFunction = asItWas
    const rotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 }
    const { app, client } = await given(ports, 'V1_0', (event) => run(event), rotation)
    const { AuthenticationResult: first } = await app.withPassword('alice', 'Passw0rd!')
    const input = { ClientId: client.id, RefreshToken: first?.RefreshToken ?? '', ClientMetadata: { page: 'a' } }
    run = () => {
      throw new Error('not now')
    }
    assert.equal(
      await refusalOf(call(GetTokensFromRefreshToken, ports, input)),
      'UserLambdaValidationException: PreTokenGeneration failed with error not now.',
    )
    run = answering({ claimsOverrideDetails: { claimsToAddOrOverride: { again: 'yes' } } })
    const { AuthenticationResult: second } = await call(GetTokensFromRefreshToken, ports, input)
    assert.equal(claims(second?.IdToken).again, 'yes')
    const { triggerSource, request } = ports.functions.events.at(-1) ?? {}
    assert.deepEqual([triggerSource, request?.clientMetadata], ['TokenGeneration_RefreshTokens', { page: 'a' }])
  })
})

describe('a client’s own token', () => {
  async function issue(version: Version, run: TestFunction) {
    await using ports = await testPorts()
    const { pool, client } = await given(ports, version, run)
    const issued = await issueMachineToken(ports, { pool, client, scopes: ['notes/read'], clientMetadata: { a: 'b' } })
    return { issued, events: ports.functions.events }
  }

  test('is customized by version 3', async () => {
    const accessTokenGeneration = { claimsToAddOrOverride: { tier: 1, sub: 'x' }, scopesToAdd: ['notes/write'] }
    const { issued, events } = await issue(
      'V3_0',
      answering({ claimsAndScopeOverrideDetails: { accessTokenGeneration } }),
    )
    assert.ok(issued.kind === 'issued')
    const { tier, sub, client_id: clientId, scope } = claims(issued.accessToken)
    assert.deepEqual([tier, sub, scope], [1, clientId, 'notes/read notes/write'])
    const [event] = events
    assert.deepEqual(
      [event?.version, event?.triggerSource, event?.userName],
      ['3', 'TokenGeneration_ClientCredentials', 'ClientCredentials'],
    )
    assert.deepEqual(event?.request, {
      userAttributes: {},
      groupConfiguration: null,
      scopes: ['notes/read'],
      clientMetadata: { a: 'b' },
    })
  })

  test('is nothing that versions 1 and 2 hear of', async () => {
    for (const version of ['V1_0', 'V2_0'] as const) assert.deepEqual((await issue(version, asItWas)).events, [])
  })
})
