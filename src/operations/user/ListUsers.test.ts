import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ListUsersRequest } from '../../contract/shapes.gen.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { ListUsers } from './ListUsers.ts'

function sorted(names: readonly (string | undefined)[]): string[] {
  return names.map(String).toSorted((one, other) => (one < other ? -1 : 1))
}

async function given() {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const list = (input: Partial<ListUsersRequest> = {}) => call(ListUsers, ports, { UserPoolId: pool.id, ...input })
  const names = async (input: Partial<ListUsersRequest>) => (await list(input)).Users?.map(({ Username }) => Username)
  const all = async (input: Partial<ListUsersRequest>) => {
    const seen: (string | undefined)[] = []
    let PaginationToken: string | undefined
    do {
      const page = await list({ ...input, PaginationToken })
      seen.push(...(page.Users ?? []).map(({ Username }) => Username))
      PaginationToken = page.PaginationToken
    } while (PaginationToken !== undefined)
    return seen
  }
  return { ports, pool, list, names, all }
}

describe('ListUsers', () => {
  test('shows users as UserType', async () => {
    const { ports, pool, list } = await given()
    const user = await givenUser(ports, pool, { attributes: { email: 'alice@example.com' } })
    assert.deepEqual(await list(), {
      Users: [
        {
          Username: 'alice',
          Attributes: [
            { Name: 'email', Value: 'alice@example.com' },
            { Name: 'sub', Value: user.sub },
          ],
          UserCreateDate: user.createdAt,
          UserLastModifiedDate: user.updatedAt,
          Enabled: true,
          UserStatus: 'CONFIRMED',
        },
      ],
      PaginationToken: undefined,
    })
  })

  test('shows the attributes that were asked for, and no key where there are none', async () => {
    const { ports, pool, list } = await given()
    await givenUser(ports, pool, { attributes: { email: 'alice@example.com' } })
    const shown = async (...AttributesToGet: string[]) => (await list({ AttributesToGet })).Users?.[0]?.Attributes
    assert.deepEqual(await shown('email', 'gender'), [{ Name: 'email', Value: 'alice@example.com' }])
    assert.equal(await shown('gender'), undefined)
    assert.equal((await shown())?.length, 2)
    for (const name of ['custom:foo', '__proto__']) {
      assert.equal(
        await refusalOf(shown(name)),
        'InvalidParameterException: One or more requested attributes do not exist.',
      )
    }
  })

  test('filters', async () => {
    const { ports, pool, names } = await given()
    await givenUser(ports, pool, { username: 'Alice', attributes: { email: 'Alice@Example.com', given_name: 'Al' } })
    await givenUser(ports, pool, { username: 'bob', status: 'UNCONFIRMED', attributes: { given_name: 'Alan' } })
    await givenUser(ports, pool, { username: 'carol', enabled: false })
    const cases: Readonly<Record<string, string[]>> = {
      'username = "Alice"': ['Alice'],
      'username = "alice"': [],
      'username ^= "Al"': ['Alice'],
      'email = "alice@example.com"': ['Alice'],
      'given_name ^= "al"': ['Alice', 'bob'],
      'given_name = "al"': ['Alice'],
      'cognito:user_status = "unconfirmed"': ['bob'],
      'status = "Disabled"': ['carol'],
      'status = "disabled"': [],
      'email ^= "%"': [],
      'email ^= "_lice"': [],
      '': ['Alice', 'bob', 'carol'],
    }
    for (const [Filter, expected] of Object.entries(cases)) {
      assert.deepEqual(sorted((await names({ Filter })) ?? []), expected, Filter)
    }
  })

  test('refuses filters that it cannot read', async () => {
    const { list } = await given()
    assert.equal(
      await refusalOf(list({ Filter: 'email = alice' })),
      'InvalidParameterException: Error while parsing filter',
    )
    assert.equal(
      await refusalOf(list({ Filter: 'custom:foo = "x"' })),
      'InvalidParameterException: Invalid search attribute: custom:foo',
    )
  })

  test('pages through everybody once', async () => {
    const { ports, pool, list, all } = await given()
    const expected = Array.from({ length: 65 }, (_, index) => `user${String(index).padStart(2, '0')}`)
    for (const username of expected) {
      await givenUser(ports, pool, { username, attributes: { given_name: username < 'user10' ? 'few' : 'many' } })
    }
    assert.deepEqual(sorted(await all({ Limit: 7 })), expected)
    assert.equal((await list({})).Users?.length, 60)
    assert.equal((await list({ Limit: 0 })).Users?.length, 60)
    assert.deepEqual(sorted(await all({ Limit: 3, Filter: 'given_name = "few"' })), expected.slice(0, 10))
  })

  test('refuses a token of another pool, another listing, or of nobody', async () => {
    const { ports, pool, list } = await given()
    const other = await givenPool(ports, { id: 'us-east-1_Other1234' })
    for (const username of ['a', 'b']) {
      await givenUser(ports, pool, { username })
      await givenUser(ports, other, { username })
    }
    const token = (await list({ Limit: 1 })).PaginationToken
    assert.ok(token)
    const wrong = 'InvalidParameterException: Invalid pagination token.'
    assert.equal(await refusalOf(list({ UserPoolId: other.id, PaginationToken: token })), wrong)
    assert.equal(await refusalOf(list({ Filter: 'username = "a"', PaginationToken: token })), wrong)
    for (const garbage of ['x', '%%%', 'W10=', Buffer.from('["a"]').toString('base64')]) {
      assert.equal(await refusalOf(list({ PaginationToken: garbage })), wrong)
    }
  })

  test('a forged cursor shows nobody of another pool', async () => {
    const { ports, pool, list } = await given()
    const other = await givenPool(ports, { id: 'us-east-1_Other1234' })
    await givenUser(ports, other, { username: 'canary' })
    for (const cursor of ['', '0', '["us-east-1_Other1234","0"]', "' or 1=1 --", '{}']) {
      const PaginationToken = Buffer.from(JSON.stringify([`ListUsers ${pool.id} `, cursor])).toString('base64')
      assert.deepEqual((await list({ PaginationToken })).Users, [])
    }
  })

  test('refuses an unknown pool', async () => {
    const { list } = await given()
    assert.equal(
      await refusalOf(list({ UserPoolId: 'us-east-1_Nothing12' })),
      'ResourceNotFoundException: User pool us-east-1_Nothing12 does not exist.',
    )
  })
})
