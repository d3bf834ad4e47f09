import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clientId, issuer } from '../../../test/gateway/gateway-under-test.ts'
import { origin, startApp } from '../../../test/gateway/app-under-test.ts'
import { createSessionIntegration } from './session-integration.ts'

describe('the session integration', () => {
  test('leaves other paths to the app', async () => {
    await using app = await startApp()
    for (const path of ['/', '/notes', '/authors', '/apis'])
      assert.equal((await app.ask('GET', path)).body, 'the app’s own file')
    for (const path of ['/auth', '/auth/other', '/api'])
      assert.notEqual((await app.ask('GET', path)).body, 'the app’s own file')
  })

  test('cookies of another app’s session are worth nothing', async () => {
    await using app = await startApp()
    const { cookie } = await app.signIn()
    for (const [idHash, record] of app.store.all) app.store.all.set(idHash, { ...record, app: 'other' })
    assert.deepEqual((await app.ask('GET', '/auth/session', { headers: { cookie } })).json, { signedIn: false })
  })

  test('the tokens of one row do not open in another', async () => {
    await using app = await startApp()
    const [mine, other] = [await app.signIn(), await app.signIn()]
    const [first, second] = [...app.store.all.values()]
    app.store.all.set(first!.idHash, { ...first!, sealed: second!.sealed })
    const statuses = await Promise.all(
      [mine, other].map(({ cookie }) => app.ask('GET', '/auth/session', { headers: { cookie } })),
    )
    assert.deepEqual(
      statuses.map(({ json }) => json.signedIn),
      [false, true],
    )
  })

  test('does not start on an origin without TLS, nor with an API beside /api', () => {
    const configuration = {
      app: 'a',
      origin,
      issuer,
      clientId,
      findClientSecret: async () => undefined,
      scopes: [],
      absoluteSeconds: 1,
    }
    const endpoints = { authorization: '', signUp: undefined, token: '', revocation: undefined, logout: undefined }
    const create = (overrides: object) =>
      createSessionIntegration({ configuration: { ...configuration, endpoints, apis: [], ...overrides } } as any)
    assert.throws(() => create({ origin: 'http://app.localhost' }), /must be https/)
    assert.throws(() => create({ origin: 'https://app.localhost/' }), /must be https/)
    assert.throws(() => create({ apis: [{ prefix: '/admin', apiId: 'a', stage: 's' }] }), /lies below \/api/)
    assert.throws(() => create({ absoluteSeconds: 0 }), /above 0/)
  })
})
