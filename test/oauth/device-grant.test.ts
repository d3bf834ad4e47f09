import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { givenClient, givenPool } from '../../src/testing/given.ts'
import { openApp } from '../security/app.ts'
import { openBrowser } from '../security/browser.ts'
import { answerDevice, askForTokens, beginDevice } from '../security/device-grant.ts'
import { jsonOf, outcomeOf } from '../security/surface.ts'
import { openDeviceStage } from './device-stage.ts'

describe('a device that asks to be signed in', () => {
  test('gets its codes and the places to show', async () => {
    await using stage = await openDeviceStage()
    const { app, on } = stage
    const reply = await app.postForm('/oauth2/device_authorization', {
      client_id: app.client.id,
      scope: 'openid email',
    })
    assert.equal(reply.status, 200)
    assert.match(String(reply.headers['cache-control']), /no-store/)
    const { device_code: deviceCode, user_code: userCode, ...rest } = jsonOf(reply)
    assert.match(deviceCode, /^[\w-]{43}$/)
    assert.match(userCode, /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
    const base = rest.verification_uri.replace(/\/device$/, '')
    assert.deepEqual(rest, {
      verification_uri: `${base}/device`,
      verification_uri_complete: `${base}/device?user_code=${userCode}`,
      expires_in: 900,
      interval: 5,
    })
    const stored = JSON.stringify(on.ports.commits.flatMap(({ writes }) => writes))
    assert.ok(!stored.includes(deviceCode) && !stored.includes(userCode.replace('-', '')), 'only hashes are stored')
  })

  test('is refused as Cognito does, where nobody asked for the grant', async () => {
    await using stage = await openDeviceStage({})
    const { app } = stage
    const reply = await app.postForm('/oauth2/device_authorization', { client_id: app.client.id })
    assert.equal(reply.status, 404)
    assert.equal((await stage.browser.get('/device', '')).status, 404)
    assert.equal((await stage.browser.get('/device/allow', '')).status, 404)
    assert.deepEqual(jsonOf(await askForTokens(app, 'any')), { error: 'unsupported_grant_type' })
  })

  test('is refused where another client has the grant', async () => {
    await using stage = await openDeviceStage({ 'sallyport:device-grant/other': 'on' })
    const { app } = stage
    const reply = await app.postForm('/oauth2/device_authorization', { client_id: app.client.id })
    assert.deepEqual(jsonOf(reply), { error: 'unauthorized_client' })
    assert.deepEqual(jsonOf(await askForTokens(app, 'any')), { error: 'unauthorized_client' })
  })

  test('hears at once that a scope is not the client’s', async () => {
    await using stage = await openDeviceStage()
    const { app } = stage
    const form = { client_id: app.client.id, scope: 'openid others/read' }
    const reply = await app.postForm('/oauth2/device_authorization', form)
    assert.deepEqual([reply.status, outcomeOf(reply)], [400, 'invalid_scope'])
  })

  test('proves who it is like at the token endpoint', async () => {
    await using stage = await openDeviceStage()
    const { ports, app, on } = stage
    const secrets = [{ id: '1', value: 'secret', createdAt: new Date(0) }]
    const pool = await ports.storage.userPools.find(app.pool.id)
    assert.ok(pool)
    const client = await givenClient(ports, pool, { id: 'confidential', secrets })
    const own = openApp(on, { pool, client })
    const wrong: readonly Readonly<Record<string, string>>[] = [
      { client_id: client.id },
      { client_id: client.id, client_secret: 'wrong' },
      { client_id: 'none' },
    ]
    for (const form of wrong)
      assert.equal(outcomeOf(await own.postForm('/oauth2/device_authorization', form)), 'invalid_client')
    const good = await own.postForm('/oauth2/device_authorization', { client_id: client.id, client_secret: 'secret' })
    assert.equal(good.status, 200)
  })

  test('cannot fill the store from one address', async () => {
    await using stage = await openDeviceStage()
    for (let times = 0; times < 200; times += 1) await beginDevice(stage.app)
    const refused = await stage.app.postForm('/oauth2/device_authorization', { client_id: stage.app.client.id })
    assert.deepEqual([refused.status, outcomeOf(refused)], [429, 'too_many_requests'])
  })
})

describe('a device code', () => {
  test('is asked for no oftener than the device was told, and then less and less', async () => {
    await using stage = await openDeviceStage()
    const { app, ports } = stage
    const { device_code: code = '' } = await beginDevice(app)
    const ask = async (afterSeconds: number) => {
      ports.clock.advanceSeconds(afterSeconds)
      return outcomeOf(await askForTokens(app, code))
    }
    assert.deepEqual(
      [await ask(0), await ask(2), await ask(5), await ask(15), await ask(14)],
      ['authorization_pending', 'slow_down', 'slow_down', 'authorization_pending', 'authorization_pending'],
    )
  })

  test('expires, allowed or not', async () => {
    await using stage = await openDeviceStage()
    const { app, browser, ports } = stage
    await stage.signIn()
    const [waiting, allowed] = [await beginDevice(app), await beginDevice(app)]
    const page = await browser.post('/device', { ['user_code']: waiting.user_code ?? '' }, '')
    await answerDevice(browser, allowed.user_code ?? '', 'allow')
    ports.clock.advanceSeconds(900)
    for (const device of [waiting, allowed])
      assert.equal(outcomeOf(await askForTokens(app, device.device_code ?? '')), 'expired_token')
    const query = new URL(String(page.headers.location)).search.slice(1)
    assert.equal((await browser.get('/device/allow', query)).status, 400)
    const typed = await browser.post('/device', { ['user_code']: waiting.user_code ?? '' }, '')
    assert.equal(typed.status, 422)
  })

  test('is its client’s and its pool’s', async () => {
    await using stage = await openDeviceStage()
    const { app, browser, ports, on } = stage
    await stage.signIn()
    const device = await beginDevice(app)
    await answerDevice(browser, device.user_code ?? '', 'allow')
    const pool = await ports.storage.userPools.find(app.pool.id)
    assert.ok(pool)
    const beside = openApp(on, { pool, client: await givenClient(ports, pool, { id: 'beside' }) })
    assert.equal(outcomeOf(await askForTokens(beside, device.device_code ?? '')), 'invalid_grant')
    const elsewhere = await givenPool(ports, {
      id: 'us-east-1_Elsewhere',
      configuration: { UserPoolTags: { 'sallyport:device-grant': 'on' } },
    })
    const other = openApp(on, { pool: elsewhere, client: await givenClient(ports, elsewhere, { id: 'elsewhere' }) })
    assert.equal(outcomeOf(await askForTokens(other, device.device_code ?? '')), 'invalid_grant')
    const there = openBrowser(on, other)
    await there.get('/device', '')
    assert.equal((await there.post('/device', { ['user_code']: device.user_code ?? '' }, '')).status, 422)
    assert.equal(outcomeOf(await askForTokens(app, device.device_code ?? '')), 'ok')
  })

  test('brings no tokens of somebody who was disabled or locked after they allowed it', async () => {
    await using stage = await openDeviceStage()
    const { app, browser, ports } = stage
    await stage.signIn()
    const [one, two] = [await beginDevice(app), await beginDevice(app)]
    for (const device of [one, two]) await answerDevice(browser, device.user_code ?? '', 'allow')
    for (let times = 0; times < 5; times += 1) await app.withPassword('ada', 'Wr0ng password!')
    assert.equal(outcomeOf(await askForTokens(app, one.device_code ?? '')), 'invalid_grant')
    ports.clock.advanceSeconds(60)
    await stage.become([], { enabled: false })
    assert.equal(outcomeOf(await askForTokens(app, two.device_code ?? '')), 'access_denied')
  })
})
