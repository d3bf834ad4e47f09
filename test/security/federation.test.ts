import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PendingSignInQueries } from '../../src/ports/storage/pending-sign-ins.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { providerDouble } from '../../src/testing/provider-double.ts'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { callback } from './app.ts'
import { codeIn, openBrowser, type Browser } from './browser.ts'
import { openInstallation, type Installation } from './installation.ts'
import type { Reply } from './surface.ts'

/** Two providers of one pool, Acme and Evil: the people of the one must not come in by the other. */
async function given(through?: (ports: TestPorts) => TestPorts) {
  const acme = await providerDouble({ issuer: 'https://acme.example' })
  const evil = await providerDouble({ issuer: 'https://evil.example' })
  const on = await openInstallation({
    ...(through && { through }),
    outboundFetch: (url, init) => (url.startsWith(acme.issuer) ? acme : evil).fetch(url, init),
  })
  const pool = await givenPool(on.ports)
  const UserPoolId = pool.id
  for (const [ProviderName, { issuer }] of [
    ['Acme', acme],
    ['Evil', evil],
  ] as const) {
    const ProviderDetails = { client_id: 'pool', client_secret: 's', authorize_scopes: 'openid', oidc_issuer: issuer }
    const created = await on.operate('CreateIdentityProvider', {
      UserPoolId,
      ProviderName,
      ProviderType: 'OIDC',
      ProviderDetails,
      AttributeMapping: { email: 'email' },
    })
    assert.equal(created.status, 200, created.body)
  }
  const client = await givenClient(on.ports, pool, {
    configuration: { SupportedIdentityProviders: ['COGNITO', 'Acme', 'Evil'], CallbackURLs: [callback] },
  })
  const browse = (): Browser => openBrowser(on, { pool, client })
  /** Sends a browser away, and gives what the provider was told. */
  async function leave(
    browser: Browser,
    provider = 'Acme',
  ): Promise<{ readonly state: string; readonly nonce: string }> {
    const away = await browser.get('/oauth2/authorize', `${browser.query}&identity_provider=${provider}`)
    const { searchParams } = new URL(locationOf(away))
    return { state: searchParams.get('state') ?? '', nonce: searchParams.get('nonce') ?? '' }
  }
  const come = (browser: Browser, state: string, more: Readonly<Record<string, string>> = {}): Promise<Reply> =>
    browser.get('/oauth2/idpresponse', new URLSearchParams({ code: 'S-1', state, ...more }).toString())
  const end = () => on[Symbol.asyncDispose]()
  return { on, pool, client, acme, evil, browse, leave, come, [Symbol.asyncDispose]: end }
}

function locationOf({ headers }: Reply): string {
  assert.equal(typeof headers.location, 'string')
  return String(headers.location)
}

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
    await using at = await given()
    const { acme, browse, leave, come } = at
    const browser = browse()
    const { state, nonce } = await leave(browser)
    acme.idToken = { nonce }
    assert.ok(codeIn(await come(browser, state)))
    assertStateInvalid(await come(browser, state))
  })

  test('is open to a form as well, whose cookies are no other than the one for it', async () => {
    await using at = await given()
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
    await using at = await given()
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
    await using at = await given()
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
    await using at = await given()
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
    await using at = await given()
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
    await using at = await given()
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
    await using at = await given()
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

/** As many as one address may send off in five minutes. */
const mostOfOneAddress = 600

async function openGate(through?: (ports: TestPorts) => TestPorts) {
  const at = await given(through)
  const { query } = at.browse()
  const departFrom = async (sourceIp: string): Promise<string> => {
    const call = {
      method: 'GET',
      path: '/oauth2/authorize',
      query: `${query}&identity_provider=Acme`,
      sourceIp,
    } as const
    return new URL(locationOf(await at.on.visit(at.pool.id, call))).origin
  }
  const crowd = async (sourceIp: (index: number) => string, size: number) => {
    for (let index = 0; index < size; index += 1) await departFrom(sourceIp(index))
  }
  return { ...at, departFrom, crowd }
}

describe('the way out to an identity provider', () => {
  test('lets so many of one address through in five minutes, and keeps nobody else out', async () => {
    await using at = await openGate()
    const { on, acme, browse, leave, come, departFrom, crowd } = at
    const earlier = browse()
    const { state, nonce } = await leave(earlier)
    const flood = '198.51.100.9'
    await crowd(() => flood, mostOfOneAddress)
    const { commits } = on.ports
    const before = commits.length
    assert.notEqual(await departFrom(flood), acme.issuer)
    assert.equal(commits.slice(before).filter(({ result }) => result.committed).length, 0, 'nothing is kept of it')
    assert.equal(await departFrom('198.51.100.10'), acme.issuer)
    acme.idToken = { nonce }
    assert.ok(codeIn(await come(earlier, state)), 'who was away already comes back')
    on.ports.clock.advanceSeconds(300)
    assert.equal(await departFrom(flood), acme.issuer)
  })

  test('takes a network of IPv6 for one address', async () => {
    await using at = await openGate()
    await at.crowd((index) => `2001:db8:0:1::${index.toString(16)}`, mostOfOneAddress)
    assert.notEqual(await at.departFrom('2001:db8:0:1:ffff::1'), at.acme.issuer)
    assert.equal(await at.departFrom('2001:db8:0:2::1'), at.acme.issuer)
  })

  test('has a limit of the pool too, which an operator may raise', async () => {
    await using at = await openGate()
    const { on, pool, acme, departFrom } = at
    const { id: poolId, accountId, region } = pool
    const count = { write: 'countAttempt', poolId, subject: 'everybody', action: 'begin-federated-sign-in' } as const
    const now = on.now()
    for (let counted = 0; counted < 25 * 300; counted += 500) {
      const writes = Array.from({ length: 500 }, () => ({ ...count, limit: 1e9, windowSeconds: 300, now }) as const)
      assert.ok((await on.ports.storage.commit(writes)).committed)
    }
    assert.notEqual(await departFrom('192.0.2.1'), acme.issuer)
    const limit = { accountId, region, category: 'UserFederation', value: 26 }
    await on.ports.storage.commit([{ write: 'setProvisionedLimit', limit }])
    assert.equal(await departFrom('192.0.2.1'), acme.issuer)
  })

  test('tells a person who has to wait, and a program by its status', async () => {
    await using at = await openGate()
    const page = await at.on.visit(at.pool.id, { method: 'GET', path: '/error', query: 'error=too_many_sign_ins' })
    assert.deepEqual([page.status, page.headers['retry-after']], [429, '300'])
    assert.match(page.body, /Too many attempts\. Wait a while, then try again\./)
  })
})

describe('what a provider says of a person', () => {
  test('fills what is mapped, and neither identity, groups nor anything that tokens are made of', async () => {
    await using at = await given()
    const { on, pool, acme, browse, leave, come } = at
    const browser = browse()
    const { state, nonce } = await leave(browser)
    const forged = [{ userId: 'admin', providerName: 'Acme', providerType: 'OIDC', primary: true }]
    acme.idToken = {
      nonce,
      email: 'ada@example.com',
      identities: JSON.stringify(forged),
      'cognito:username': 'admin',
      'cognito:groups': ['admins'],
      'cognito:roles': ['arn:aws:iam::123456789012:role/admin'],
      'custom:role': 'admin',
      status: 'CONFIRMED',
    }
    assert.ok(codeIn(await come(browser, state)))
    const user = await on.ports.storage.users.findByAlias(pool.id, [{ namespace: 'username', key: 'Acme_S-1' }])
    assert.ok(user)
    const { identities = '[]', ...attributes } = user.attributes
    assert.deepEqual(attributes, { email: 'ada@example.com', email_verified: 'false' })
    assert.deepEqual(
      JSON.parse(identities).map(({ userId }: { userId: string }) => userId),
      ['S-1'],
    )
    assert.notEqual(user.sub, 'S-1')
    const { items } = await on.ports.storage.groups.listOfUser(pool.id, user.sub, { limit: 9, after: undefined })
    assert.deepEqual(
      items.map(({ name }) => name),
      [`${pool.id}_Acme`],
    )
  })

  test('cannot be mapped to what a pool gives itself', async () => {
    await using at = await given()
    for (const name of ['sub', 'identities', 'cognito:username', 'cognito:groups']) {
      const changed = await at.on.operate('UpdateIdentityProvider', {
        UserPoolId: at.pool.id,
        ProviderName: 'Acme',
        AttributeMapping: { [name]: 'claim' },
      })
      assert.equal(changed.status, 400, name)
    }
  })
})

describe('a provider whose documents lead inside', () => {
  test('is asked nothing there: the port refuses, and the client hears of it', async () => {
    await using at = await given()
    const { acme, browse, leave, come } = at
    acme.discovery = { jwks_uri: 'https://169.254.169.254/jwks', userinfo_endpoint: 'http://10.0.0.1/' }
    const browser = browse()
    const { state, nonce } = await leave(browser)
    acme.idToken = { nonce }
    const url = new URL(locationOf(await come(browser, state)))
    assert.equal(url.searchParams.get('error_description'), 'Connection reset')
  })
})

describe('a client whose people all come from elsewhere', () => {
  test('shows no form for passwords, and takes none', async () => {
    await using at = await given()
    const { on, pool } = at
    const client = await givenClient(on.ports, pool, {
      id: 'elsewhere',
      configuration: { SupportedIdentityProviders: ['Acme'], CallbackURLs: [callback] },
    })
    await givenUser(on.ports, pool, { username: 'ada', password: 'Passw0rd!' })
    const browser = openBrowser(on, { pool, client })
    const page = await browser.get('/login')
    assert.match(page.body, /Continue with Acme/)
    assert.doesNotMatch(page.body, /type="password"|href="[^"]*\/signup/)
    const forced = await browser.post('/login', { username: 'ada', password: 'Passw0rd!' })
    assert.equal(codeIn(forced), undefined)
    assert.equal(forced.status, 403)
  })
})

describe('this harness', () => {
  test('finds a store that counts no departures', async () => {
    await using at = await openGate(withoutCounts)
    await at.crowd(() => '198.51.100.9', mostOfOneAddress)
    assert.equal(await at.departFrom('198.51.100.9'), at.acme.issuer)
  })

  test('finds a store that gives a pending sign-in to any browser', async () => {
    await using at = await given(withAnybodysPending)
    const { acme, browse, leave, come } = at
    const [attacker, victim] = [browse(), browse()]
    const { state, nonce } = await leave(attacker)
    acme.idToken = { nonce }
    await leave(victim)
    assert.ok(codeIn(await come(victim, state)), 'the planted defect lets the victim in as the attacker')
  })
})

/** The defect: whatever counts is left out. */
function withoutCounts(ports: TestPorts): TestPorts {
  const commit: TestPorts['storage']['commit'] = (writes) =>
    ports.storage.commit(writes.filter(({ write }) => write !== 'countAttempt'))
  return { ...ports, storage: { ...ports.storage, commit } }
}

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
