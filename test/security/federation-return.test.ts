import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PendingSignInQueries } from '../../src/ports/storage/pending-sign-ins.ts'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { callback } from './app.ts'
import { codeIn } from './browser.ts'
import type { Installation } from './installation.ts'
import type { Reply } from './surface.ts'
import { givenProviders, locationOf } from './federation-providers.ts'

async function usersOf(on: Installation, poolId: string): Promise<number> {
  return on.ports.storage.users.count(poolId)
}

function assertStateInvalid(reply: Reply): void {
  assert.equal(reply.status, 302)
  const url = new URL(locationOf(reply))
  assert.equal(url.pathname, '/error')
  // Nothing of what came is carried on.
  assert.equal(url.search, '?error=state_invalid')
}

describe('the way back from an identity provider', () => {
  test('ends at the client, once', async () => {
    await using at = await givenProviders()
    const { acme, browse, leave, come } = at
    const browser = browse()
    const { state, nonce } = await leave(browser)
    acme.idToken = { nonce }
    assert.ok(codeIn(await come(browser, state)))
    assertStateInvalid(await come(browser, state))
  })

  test('is open to a form as well, whose cookies are no other than the one for it', async () => {
    await using at = await givenProviders()
    const { on, pool, acme, browse, leave } = at
    const browser = browse()
    const { state, nonce } = await leave(browser)
    acme.idToken = { nonce }
    const cookie = `csrf-state=${browser.cookies.get('csrf-state')}`
    const reply = await on.visit(pool.id, {
      method: 'POST',
      path: '/oauth2/idpresponse',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', origin: 'https://appleid.apple.com' },
      body: new URLSearchParams({ code: 'S-1', state }).toString(),
    })
    assert.equal(reply.status, 303)
    assert.ok(codeIn(reply))
  })

  test('is closed to other browsers, which cannot use it up either (login CSRF)', async () => {
    await using at = await givenProviders()
    const { acme, browse, leave, come } = at
    const [attacker, victim] = [browse(), browse()]
    const { state, nonce } = await leave(attacker)
    acme.idToken = { nonce }
    assertStateInvalid(await come(victim, state))
    await leave(victim)
    assertStateInvalid(await come(victim, state))
    assert.ok(codeIn(await come(attacker, state)))
  })

  test('is closed after five minutes, and to states that nobody was given', async () => {
    await using at = await givenProviders()
    const { on, acme, browse, leave, come } = at
    const browser = browse()
    const { state, nonce } = await leave(browser)
    acme.idToken = { nonce }
    for (const strange of ['', 'x', 'A'.repeat(43), `${state}A`, state.toLowerCase()])
      assertStateInvalid(await come(browser, strange))
    assertStateInvalid(await browser.get('/oauth2/idpresponse', 'code=S-1'))
    assertStateInvalid(await browser.get('/oauth2/idpresponse', `code=S-1&state=${state}&state=other`))
    on.ports.clock.advanceSeconds(300)
    assertStateInvalid(await come(browser, state))
  })

  test('of one provider is not that of another, nor of another tab (mix-up, nonce replay)', async () => {
    await using at = await givenProviders()
    const { on, pool, acme, evil, browse, leave, come } = at
    const browser = browse()
    const toAcme = await leave(browser)
    const toEvil = await leave(browser, 'Evil')
    acme.idToken = { nonce: toAcme.nonce }
    // Evil gives out a token that Acme made for this very person.
    evil.rawIdToken = (claims) => acme.sign({ ...claims, iss: acme.issuer, nonce: toAcme.nonce })
    const mixed = new URL(locationOf(await come(browser, toEvil.state)))
    assert.equal(mixed.searchParams.get('error'), 'invalid_request')
    const other = await leave(browser)
    acme.idToken = { nonce: toAcme.nonce }
    const replayed = new URL(locationOf(await come(browser, other.state)))
    assert.equal(replayed.searchParams.get('error_description'), 'Bad id_token issued: nonce is invalid')
    assert.equal(await usersOf(on, pool.id), 0)
    assert.ok(codeIn(await come(browser, toAcme.state)))
  })

  test('asks anew whether the client may go there, and whether it still has the provider', async () => {
    await using at = await givenProviders()
    const { on, pool, client, acme, browse, leave, come } = at
    const browser = browse()
    const [first, second] = [await leave(browser), await leave(browser)]
    acme.idToken = { nonce: first.nonce }
    const update = { UserPoolId: pool.id, ClientId: client.id, AllowedOAuthFlowsUserPoolClient: true }
    const flows = { AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'] }
    const providers = { SupportedIdentityProviders: ['COGNITO', 'Acme'] }
    const moved = { ...update, ...flows, ...providers, CallbackURLs: ['https://elsewhere.example/'] }
    assert.equal((await on.operate('UpdateUserPoolClient', moved)).status, 200)
    assert.match(locationOf(await come(browser, first.state)), /\/error\?error=redirect_mismatch/)
    const without = { ...update, ...flows, SupportedIdentityProviders: ['COGNITO'], CallbackURLs: [callback] }
    assert.equal((await on.operate('UpdateUserPoolClient', without)).status, 200)
    assert.match(locationOf(await come(browser, second.state)), /\/error\?error=login_option_unavailable/)
    assert.equal(await usersOf(on, pool.id), 0)
  })

  test('is of no use with a code that somebody else was given', async () => {
    await using at = await givenProviders()
    const { acme, browse, leave, come } = at
    const [attacker, victim] = [browse(), browse()]
    const own = await leave(attacker)
    const theirs = await leave(victim)
    // The provider put the nonce of the victim's sign-in into the token of the victim's code.
    acme.idToken = { nonce: theirs.nonce }
    const injected = new URL(locationOf(await come(attacker, own.state, { code: 'the code of the victim' })))
    assert.equal(injected.searchParams.get('error_description'), 'Bad id_token issued: nonce is invalid')
  })

  test('never leads anywhere but to the client, whatever comes along', async () => {
    await using at = await givenProviders()
    const { acme, browse, leave, come } = at
    for (const name of ['redirect_uri', 'logout_uri', 'client_id']) {
      const browser = browse()
      const { state, nonce } = await leave(browser)
      acme.idToken = { nonce }
      const more = { [name]: 'https://evil.example/' }
      assert.ok(locationOf(await come(browser, state, more)).startsWith(`${callback}?code=`), name)
    }
    const browser = browse()
    const { state } = await leave(browser)
    const said = 'x&code=1#fragment\r\nSet-Cookie: a=b'
    const relayed = locationOf(await come(browser, state, { error: 'access_denied', error_description: said }))
    const url = new URL(relayed)
    assert.deepEqual([url.origin + url.pathname, url.searchParams.get('code'), url.hash], [callback, null, ''])
    assert.equal(url.searchParams.get('error_description'), 'Acme Error - x&code=1#fragment  Set-Cookie: a=b')
  })
})

describe('this harness', () => {
  test('finds a store that gives a pending sign-in to any browser', async () => {
    await using at = await givenProviders(withAnybodysPending)
    const { acme, browse, leave, come } = at
    const [attacker, victim] = [browse(), browse()]
    const { state, nonce } = await leave(attacker)
    acme.idToken = { nonce }
    await leave(victim)
    assert.ok(codeIn(await come(victim, state)), 'the planted defect lets the victim in as the attacker')
  })
})

/** The defect: every pending sign-in is said to be of the browser that asks last. */
function withAnybodysPending(ports: TestPorts): TestPorts {
  const { storage } = ports
  let newest = ''
  const pendingSignIns: PendingSignInQueries = {
    async find(poolId, stateHash) {
      const pending = await storage.pendingSignIns.find(poolId, stateHash)
      return pending && { ...pending, browserHash: newest }
    },
  }
  return {
    ...ports,
    storage: {
      ...storage,
      pendingSignIns,
      commit: async (writes) => {
        for (const write of writes) if (write.write === 'createPendingSignIn') newest = write.pending.browserHash
        return storage.commit(writes)
      },
    },
  }
}
