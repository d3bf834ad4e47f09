import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { identitiesOf } from '../../domain/users/linked-identities.ts'
import type { User } from '../../domain/users/user.ts'
import { givenFederation } from '../../testing/given-federation.ts'
import { givenUser } from '../../testing/given.ts'
import { mustEnter } from '../../testing/enter-federation.ts'

describe('the extra auto-link', () => {
  const attributes = { email: 'ada@example.com', email_verified: 'true' }
  const claims = { email: 'ada@example.com', email_verified: true }

  async function enteredAs(
    tag: string | undefined,
    own: Readonly<Partial<Omit<User, 'password'>>> = {},
    claimed: Readonly<Record<string, unknown>> = claims,
  ): Promise<boolean> {
    const configuration = tag === undefined ? {} : { UserPoolTags: { 'sallyport:auto-link': tag } }
    await using given = await givenFederation({ pool: { configuration } })
    const { ports, pool } = given
    const ada = await givenUser(ports, pool, { username: 'ada', status: 'CONFIRMED', attributes, ...own })
    await mustEnter(given, 'S-1', claimed)
    const now = await ports.storage.users.find(pool.id, ada.sub)
    const isLinked = now !== undefined && identitiesOf(now).some(({ userId }) => userId === 'S-1')
    assert.equal(await ports.storage.users.count(pool.id), isLinked ? 1 : 2)
    return isLinked
  }

  test('ties a verified address to its one owner, for providers that are named', async () => {
    assert.equal(await enteredAs('Other Acme'), true)
    assert.equal(await enteredAs('Acme', {}, { ...claims, email: 'ADA@example.com' }), true)
  })

  const others: Readonly<Record<string, () => Promise<boolean>>> = {
    'where it is not on': () => enteredAs(undefined),
    'for another provider': () => enteredAs('Other'),
    'on an address that the provider has not verified': () =>
      enteredAs('Acme', {}, { email: 'ada@example.com', email_verified: false }),
    'on an address of which the provider does not say so': () => enteredAs('Acme', {}, { email: 'ada@example.com' }),
    'to an address that the pool has not verified': () =>
      enteredAs('Acme', { attributes: { ...attributes, email_verified: 'false' } }),
    'to somebody who has not confirmed': () => enteredAs('Acme', { status: 'UNCONFIRMED' }),
    'to somebody who is disabled': () => enteredAs('Acme', { enabled: false }),
  }
  for (const [name, entered] of Object.entries(others)) {
    test(`ties nothing ${name}`, async () => assert.equal(await entered(), false))
  }

  test('ties nothing to either of two who have the address', async () => {
    const configuration = { UserPoolTags: { 'sallyport:auto-link': 'Acme' } }
    await using given = await givenFederation({ pool: { configuration } })
    const { ports, pool } = given
    for (const username of ['ada', 'eve']) {
      await givenUser(ports, pool, { sub: username, username, status: 'CONFIRMED', attributes })
    }
    await mustEnter(given, 'S-1', claims)
    assert.equal(await ports.storage.users.count(pool.id), 3)
  })
})
