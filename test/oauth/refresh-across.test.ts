import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { UserPoolConfiguration } from '../../src/domain/user-pools/user-pool.ts'
import { answerDomainRequest } from '../../src/flows/user-pools/answer-domain-request.ts'
import { headersFromRecord } from '../../src/http/headers.ts'
import { oauthRoutes } from '../../src/oauth/routes.ts'
import { GetTokensFromRefreshToken } from '../../src/operations/auth/GetTokensFromRefreshToken.ts'
import { InitiateAuth } from '../../src/operations/auth/InitiateAuth.ts'
import { ConfirmDevice } from '../../src/operations/device/ConfirmDevice.ts'
import { call } from '../../src/testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { signInClient } from '../../src/testing/sign-in-client.ts'
import { deviceVerifier } from '../../src/testing/srp-client.ts'
import { testPorts } from '../../src/testing/test-ports.ts'
import { openOAuthDomain } from './oauth-domain.ts'
import { bodyOf, callback, facts, formText } from './oauth-records.ts'

// A session that began at one surface goes on at the other (cognito-web contract, section 2.3).

function claimsOf(token: unknown): Record<string, unknown> {
  return JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString())
}

describe('a session that began at the API', () => {
  async function signedIn(configuration: UserPoolConfiguration = {}) {
    const ports = await testPorts()
    const pool = await givenPool(ports, { configuration })
    const client = await givenClient(ports, pool)
    await givenUser(ports, pool)
    const { AuthenticationResult: result } = await signInClient(ports, { pool, client }).withPassword(
      'alice',
      'Passw0rd!',
    )
    assert.ok(result)
    const domain = { pool, baseUrl: 'https://notes.example.com', managedLoginVersion: 2 } as const
    const refresh = () => {
      const form = { grant_type: 'refresh_token', client_id: client.id, refresh_token: result.RefreshToken }
      return answerDomainRequest(
        oauthRoutes,
        {
          domain,
          method: 'POST',
          path: '/oauth2/token',
          query: '',
          headers: headersFromRecord({ 'content-type': 'application/x-www-form-urlencoded' }),
          body: Buffer.from(formText(form)),
          facts,
        },
        ports,
      )
    }
    return { ports, result, refresh }
  }

  test('goes on at the token endpoint, as what it is', async () => {
    const { result, refresh } = await signedIn()
    const { status, ...response } = await refresh()
    assert.equal(status, 200)
    const body = bodyOf({ status, ...response })
    assert.deepEqual(Object.keys(body), ['id_token', 'access_token', 'expires_in', 'token_type'])
    const [before, now] = [claimsOf(result.AccessToken), claimsOf(body.access_token)]
    assert.deepEqual({ ...now, jti: before.jti }, before)
    assert.equal(now.scope, 'aws.cognito.signin.user.admin')
  })

  test('goes on there from a device that nobody confirmed, and from none that somebody did', async () => {
    const { ports, result, refresh } = await signedIn({ DeviceConfiguration: {} })
    assert.equal((await refresh()).status, 200)
    const { DeviceKey = '', DeviceGroupKey: realm = '' } = result.NewDeviceMetadata ?? {}
    await call(ConfirmDevice, ports, {
      AccessToken: result.AccessToken ?? '',
      DeviceKey,
      DeviceSecretVerifierConfig: deviceVerifier({ realm, username: DeviceKey, password: 'its own' }),
    })
    const response = await refresh()
    assert.deepEqual([response.status, bodyOf(response)], [400, { error: 'invalid_grant' }])
  })
})

describe('a session that began at the domain', () => {
  async function signedIn() {
    const domain = await openOAuthDomain()
    const configuration = { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] } as const
    const client = await domain.addClient({ configuration })
    const resource = 'https://api.example.com'
    const { code } = await domain.signIn(client, { resource, scopes: ['openid', 'email'] })
    const form = { grant_type: 'authorization_code', client_id: client.id, redirect_uri: callback, code }
    const first = bodyOf(await domain.send('POST', '/oauth2/token', { form }))
    return { domain, client, first, RefreshToken: String(first.refresh_token) }
  }

  test('goes on at both operations with its scopes, its resource and its version', async () => {
    const { domain, client, first, RefreshToken } = await signedIn()
    const older = await call(InitiateAuth, domain.ports, {
      ClientId: client.id,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    })
    const newer = await call(GetTokensFromRefreshToken, domain.ports, { ClientId: client.id, RefreshToken })
    const before = claimsOf(first.access_token)
    assert.deepEqual([before.aud, before.scope, before.version], ['https://api.example.com', 'openid email', 2])
    for (const { AuthenticationResult: result } of [older, newer]) {
      const now = claimsOf(result?.AccessToken)
      assert.deepEqual({ ...now, jti: before.jti }, before)
      assert.equal(claimsOf(result?.IdToken).email, 'ada@example.com')
      assert.equal(claimsOf(result?.IdToken).phone_number, undefined)
    }
    await domain[Symbol.asyncDispose]()
  })
})
