import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as oidc from 'openid-client'
import { decideDevice } from '../../src/flows/device-grant/decide-device.ts'
import { userCodeHash } from '../../src/flows/device-grant/device-codes.ts'
import { findLoginSession } from '../../src/flows/sessions/login-session.ts'
import { openOAuthDomain, type OAuthDomain } from './oauth-domain.ts'
import { facts } from './oauth-records.ts'

const tags = { 'sallyport:device-grant': 'on', 'sallyport:standards-discovery': 'on' }

/** What the pages store when somebody answers. */
async function answer(domain: OAuthDomain, userCode: string, cookie: string, isAllowed: boolean): Promise<void> {
  const { ports, pool } = domain
  const hash = userCodeHash(ports, pool.id, userCode.replace('-', ''))
  const device = await ports.storage.deviceAuthorizations.findByUserCode(pool.id, hash)
  const found = await findLoginSession(ports, pool, cookie.slice('cognito='.length))
  assert.ok(device && found)
  assert.equal(await decideDevice(ports, device, { found, isAllowed, request: facts }), true)
}

async function open() {
  const domain = await openOAuthDomain({ configuration: { UserPoolTags: tags } })
  const issuer = new URL(`${await domain.listen()}/${domain.pool.id}`)
  const client = await domain.addClient()
  const options = { execute: [oidc.allowInsecureRequests] }
  const config = await oidc.discovery(issuer, client.id, undefined, oidc.None(), options)
  const { cookie } = await domain.signIn(client)
  return { domain, client, config, cookie, [Symbol.asyncDispose]: () => domain[Symbol.asyncDispose]() }
}

describe('openid-client', () => {
  test('signs a device in: it finds the endpoint, asks in its time, and gets tokens', async () => {
    await using stage = await open()
    const { config, domain, cookie } = stage
    const begun = await oidc.initiateDeviceAuthorization(config, { scope: 'openid email' })
    assert.deepEqual([begun.interval, begun.expires_in], [5, 900])
    let asked = 0
    config[oidc.customFetch] = async (url, init) => {
      const response = await fetch(url, init)
      asked += Number(url.endsWith('/oauth2/token'))
      domain.advance(10)
      if (asked === 1) await answer(domain, begun.user_code, cookie, true)
      return response
    }
    const tokens = await oidc.pollDeviceAuthorizationGrant(config, { ...begun, interval: 0.02 })
    assert.equal(tokens.claims()?.sub, domain.user.sub)
    assert.equal(asked, 2, 'once in vain')
    const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? '')
    assert.equal(refreshed.claims()?.email, 'ada@example.com')
  })

  test('hears that it was denied', async () => {
    await using stage = await open()
    const begun = await oidc.initiateDeviceAuthorization(stage.config, { scope: 'openid' })
    await answer(stage.domain, begun.user_code, stage.cookie, false)
    const polled = oidc.pollDeviceAuthorizationGrant(stage.config, { ...begun, interval: 0.02 })
    await assert.rejects(polled, { error: 'access_denied' })
  })

  test('finds the grant in discovery', async () => {
    await using stage = await open()
    const metadata = stage.config.serverMetadata()
    assert.ok(metadata.grant_types_supported?.includes('urn:ietf:params:oauth:grant-type:device_code'))
    assert.match(String(metadata.device_authorization_endpoint), /\/oauth2\/device_authorization$/)
  })
})
