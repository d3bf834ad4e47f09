import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { aliasesOf } from '../../domain/users/user-alias.ts'
import { callback, givenFederation } from '../../testing/given-federation.ts'
import { givenUser } from '../../testing/given.ts'
import { federatedUserOf, mustEnter } from '../../testing/enter-federation.ts'

describe('completeFederatedSignIn', () => {
  test('makes a user of somebody new, who joins the group of the provider', async () => {
    await using given = await givenFederation()
    const { ports, pool } = given
    const outcome = await given.enter('S-1', { email: 'ada@example.com', email_verified: true })
    assert.ok(outcome.kind === 'redirect')
    const { location, cookies } = outcome
    assert.match(location, /^https:\/\/app\.example\.com\/callback\?code=[0-9a-f-]{36}&state=xyz$/)
    assert.match(cookies[0] ?? '', /^cognito=/)
    const user = await federatedUserOf(given, 'Acme_S-1')
    assert.deepEqual(
      { username: user.username, status: user.status, enabled: user.enabled, password: user.password },
      { username: 'Acme_S-1', status: 'EXTERNAL_PROVIDER', enabled: true, password: undefined },
    )
    const { identities, ...attributes } = user.attributes
    assert.deepEqual(attributes, { email: 'ada@example.com', email_verified: 'false' })
    assert.deepEqual(JSON.parse(identities ?? ''), [
      {
        userId: 'S-1',
        providerName: 'Acme',
        providerType: 'OIDC',
        issuer: null,
        primary: true,
        dateCreated: ports.clock.now().getTime(),
      },
    ])
    const { items } = await ports.storage.groups.listOfUser(pool.id, user.sub, { limit: 9, after: undefined })
    assert.deepEqual(
      items.map(({ name }) => name),
      [`${pool.id}_Acme`],
    )
  })

  test('knows the same subject again, and no other by the same address', async () => {
    await using given = await givenFederation()
    await mustEnter(given, 'one', { email: 'ada@example.com' })
    await mustEnter(given, 'one', { email: 'ada@example.org' })
    await mustEnter(given, 'two', { email: 'ada@example.org' })
    const [one, two] = [await federatedUserOf(given, 'Acme_one'), await federatedUserOf(given, 'Acme_two')]
    assert.notEqual(one.sub, two.sub)
    assert.equal(one.attributes.email, 'ada@example.org')
  })

  test('spells the whole name in lower case where case does not count', async () => {
    const configuration = { UsernameConfiguration: { CaseSensitive: false } }
    await using given = await givenFederation({ pool: { configuration } })
    await mustEnter(given, 'AbC')
    assert.equal((await federatedUserOf(given, 'Acme_AbC')).username, 'acme_abc')
    assert.deepEqual(await given.enter('aBc'), {
      kind: 'failed',
      description: 'Already found an entry for username acme_abc',
    })
  })

  test('takes no address from anybody, whatever the provider says of it', async () => {
    for (const configuration of [{ UsernameAttributes: ['email' as const] }, { AliasAttributes: ['email' as const] }]) {
      const attributeMapping = { email: 'email', email_verified: 'email_verified' }
      await using given = await givenFederation({ pool: { configuration }, provider: { attributeMapping } })
      const { ports, pool } = given
      const attributes = { email: 'ada@example.com', email_verified: 'true' }
      const ada = await givenUser(ports, pool, { username: 'ada', attributes })
      await mustEnter(given, 'thief', attributes)
      const found = await ports.storage.users.findByAlias(pool.id, [{ namespace: 'email', key: 'ada@example.com' }])
      assert.equal(found?.sub, ada.sub)
      const thief = await federatedUserOf(given, 'Acme_thief')
      assert.equal(thief.attributes.email_verified, 'true')
      assert.deepEqual(
        aliasesOf(pool, thief).map(({ namespace }) => namespace),
        ['username', 'identity'],
      )
    }
  })

  test('signs in whom the subject, or a mapped attribute, is linked to', async () => {
    for (const linked of [{ userId: 'S-1' }, { userId: 'ada@example.com', attributeName: 'email' }]) {
      await using given = await givenFederation()
      const { ports, pool } = given
      const identity = { providerName: 'Acme', providerType: 'OIDC', issuer: null, primary: false, dateCreated: 1 }
      const attributes = { identities: JSON.stringify([{ ...linked, ...identity }]), name: 'Ada' }
      const ada = await givenUser(ports, pool, { username: 'ada', attributes })
      await mustEnter(given, 'S-1', { email: 'ada@example.com' })
      const now = await ports.storage.users.find(pool.id, ada.sub)
      assert.equal(now?.attributes.email, 'ada@example.com')
      assert.equal(now?.attributes.name, 'Ada')
      assert.equal(now?.status, ada.status)
      assert.equal(await ports.storage.users.count(pool.id), 1)
    }
  })

  test('lets nobody in who is disabled', async () => {
    await using given = await givenFederation()
    const { ports, pool } = given
    await mustEnter(given, 'S-1')
    const user = await federatedUserOf(given, 'Acme_S-1')
    const disabled = { ...user, enabled: false, version: user.version + 1 }
    await ports.storage.commit([{ write: 'updateUser', user: disabled, aliases: aliasesOf(pool, user) }])
    assert.deepEqual(await given.enter('S-1'), { kind: 'failed', description: 'User is disabled.' })
  })

  test('gives a client that sent no nonce the one that went to the provider', async () => {
    const noncesOf = async (given: Awaited<ReturnType<typeof givenFederation>>, query: string) => {
      await mustEnter(given, 'S-1', {}, { nonce: 'upstream', query })
      const { writes } = given.ports.commits.at(-1) ?? { writes: [] }
      return writes.flatMap((write) => (write.write === 'createAuthorizationCode' ? [write.code.nonce] : []))
    }
    await using given = await givenFederation()
    assert.deepEqual(await noncesOf(given, ''), ['upstream'])
    assert.deepEqual(await noncesOf(given, '&nonce=own'), ['own'])
    const UserPoolTags = { 'sallyport:no-auto-nonce': 'on' }
    await using strict = await givenFederation({ pool: { configuration: { UserPoolTags } } })
    assert.deepEqual(await noncesOf(strict, ''), [undefined])
  })

  test('remembers the provider with the session, and what a SAML one must hear at sign-out', async () => {
    const samlSession = { nameId: 'n', nameIdFormat: undefined, sessionIndex: 's' }
    await using given = await givenFederation()
    await mustEnter(given, 'S-1', {}, { samlSession })
    const { writes } = given.ports.commits.at(-1) ?? { writes: [] }
    const [session] = writes.flatMap((write) => (write.write === 'createLoginSession' ? [write.session] : []))
    assert.deepEqual([session?.provider, session?.samlSession, session?.amr], ['Acme', samlSession, ['fed']])
  })

  test('never goes anywhere but to the client', async () => {
    await using given = await givenFederation()
    const outcome = await given.enter('S-1')
    assert.ok(outcome.kind === 'redirect' && outcome.location.startsWith(`${callback}?`))
  })
})

describe('how sure the provider is', () => {
  test('is told as the pool names it, and the lowest level where nothing is mapped', async () => {
    for (const [acrMapping, acr, level] of [
      [{ 'urn:cognito:loa:3': 'mfa' }, 'mfa', 3],
      [{ mfa: 'urn:cognito:loa:3' }, 'mfa', 3],
      [{ mfa: 'urn:cognito:loa:3' }, 'pwd', 1],
      [undefined, 'mfa', 1],
      [{ mfa: 'nonsense' }, 'mfa', 1],
    ] as const) {
      await using given = await givenFederation({ provider: { acrMapping } })
      await mustEnter(given, 'S-1', {}, { acr })
      const { writes } = given.ports.commits.at(-1) ?? { writes: [] }
      const levels = writes.flatMap((write) => {
        if (write.write === 'createAuthorizationCode') return [write.code.vouchedLevel]
        return write.write === 'createLoginSession' ? [write.session.vouchedLevel] : []
      })
      assert.deepEqual(levels, [level, level])
    }
  })
})

describe('a sign-in through a provider on a device that was not seen before', () => {
  test('is told where the pool has it so, but not the first one of all', async () => {
    const UserPoolTags = { 'sallyport:new-device-notices': 'on' }
    await using given = await givenFederation({
      pool: { configuration: { UserPoolTags } },
      provider: { attributeMapping: { email: 'email', email_verified: 'email_verified' } },
    })
    const { ports } = given
    const claims = { email: 'ada@example.com', email_verified: 'true' }
    const enter = (userAgent: string) => mustEnter(given, 'S-1', claims, { userAgent })
    await enter('Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0')
    await enter('Mozilla/5.0 (X11; Linux x86_64) Firefox/141.0')
    assert.deepEqual(ports.messages, [])
    await enter('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1')
    assert.deepEqual(
      ports.messages.map(({ to, subject }) => [to, subject]),
      [['ada@example.com', 'A new sign-in to your account']],
    )
  })
})
