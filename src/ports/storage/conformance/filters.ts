import assert from 'node:assert/strict'
import type { User } from '../../../domain/users/user.ts'
import { allPages, mustCommit, type Given } from './given.ts'
import * as make from './records.ts'
import type { Write } from '../storage.ts'
import type { UserFilter } from '../users.ts'

type Attribute = UserFilter['attribute']

interface FilterCase {
  readonly values: readonly string[]
  readonly equals: readonly [filter: string, matches: readonly number[]]
  readonly prefix: readonly [filter: string, matches: readonly number[]]
}

/** The values of users 0, 1, 2 …; then which of them a filter finds, in its order. */
const cases: Readonly<Record<Exclude<Attribute, 'sub' | 'status' | 'cognito:user_status'>, FilterCase>> = {
  username: { values: ['Ada', 'ada', 'Adam', 'bob'], equals: ['ada', [1]], prefix: ['Ad', [0, 2]] },
  email: {
    values: ['Ada@Example.com', 'ada@example.org', 'bob@example.com'],
    equals: ['ADA@example.COM', [0]],
    prefix: ['aDa', [0, 1]],
  },
  phone_number: {
    values: ['+4512345678', '+4512345679', '+46'],
    equals: ['+4512345678', [0]],
    prefix: ['+45', [0, 1]],
  },
  name: { values: ['Ada Lovelace', 'ada', 'Ad%a', 'Zoë'], equals: ['zOË', [3]], prefix: ['ad%', [2]] },
  given_name: { values: ['Ōe', 'ōa', 'O'], equals: ['ōe', [0]], prefix: ['Ō', [1, 0]] },
  family_name: {
    values: ['x'.repeat(2048), `${'x'.repeat(255)}y`, 'x'],
    equals: ['x', [2]],
    prefix: ['X'.repeat(255), [0, 1]],
  },
  preferred_username: { values: ['a_c', 'abc', 'a'], equals: ['A_C', [0]], prefix: ['a_', [0]] },
}

export const filterTests: Readonly<Record<string, (given: Given) => Promise<void>>> = {
  ...Object.fromEntries(
    Object.entries(cases).map(([attribute, { values, equals, prefix }]) => [
      `${attribute} compares whole and by its beginning`,
      async (given: Given) => {
        const users = values.map((value, index) => userWith(given.poolId, attribute, value, index))
        await createAll(given, users)
        await assertFound(given, users, { attribute, operator: 'equals', asked: equals })
        await assertFound(given, users, { attribute, operator: 'prefix', asked: prefix })
        await assertFound(given, users, { attribute, operator: 'equals', asked: ['nowhere to be found', []] })
      },
    ]),
  ),

  async 'sub ignores case'(given) {
    const users = ['aa-1', 'aa-2', 'bb-1'].map((sub) => make.aUser(given.poolId, { sub }))
    await createAll(given, users)
    await assertFound(given, users, { attribute: 'sub', operator: 'equals', asked: ['AA-2', [1]] })
    await assertFound(given, users, { attribute: 'sub', operator: 'prefix', asked: ['AA', [0, 1]] })
  },

  async 'cognito:user_status ignores case'(given) {
    const statuses = ['UNCONFIRMED', 'RESET_REQUIRED', 'UNCONFIRMED'] as const
    const users = statuses.map((status) => make.aUser(given.poolId, { status }))
    await createAll(given, users)
    const attribute = 'cognito:user_status'
    await assertFound(given, users, { attribute, operator: 'equals', asked: ['unconfirmed', [0, 2]] })
    await assertFound(given, users, { attribute, operator: 'prefix', asked: ['Reset', [1]] })
  },

  async 'status is Enabled or Disabled, in this case'(given) {
    const users = [false, false].map((enabled) => make.aUser(given.poolId, { enabled }))
    await createAll(given, users)
    const everybody = [given.user, ...users]
    await assertFound(given, everybody, { attribute: 'status', operator: 'equals', asked: ['Disabled', [1, 2]] })
    await assertFound(given, everybody, { attribute: 'status', operator: 'prefix', asked: ['En', [0]] })
    await assertFound(given, everybody, { attribute: 'status', operator: 'prefix', asked: ['', [0, 1, 2]] })
    await assertFound(given, everybody, { attribute: 'status', operator: 'equals', asked: ['disabled', []] })
  },
}

function userWith(poolId: string, attribute: string, value: string, index: number): User {
  const createdAt = make.after(index)
  if (attribute === 'username') return make.aUser(poolId, { username: value, createdAt })
  return make.aUser(poolId, { attributes: { [attribute]: value }, createdAt })
}

async function createAll({ storage }: Given, users: readonly User[]): Promise<void> {
  await mustCommit(storage, ...users.map((user): Write => ({ write: 'createUser', user, aliases: [] })))
}

interface Asked {
  readonly attribute: string
  readonly operator: UserFilter['operator']
  readonly asked: readonly [filter: string, matches: readonly number[]]
}

async function assertFound({ storage, poolId }: Given, users: readonly User[], asked: Asked): Promise<void> {
  const { attribute, operator } = asked
  const [value, matches] = asked.asked
  assert.ok(isAttribute(attribute))
  const found = await allPages((page) => storage.users.list(poolId, { attribute, operator, value }, page), 1)
  assert.deepEqual(
    found,
    matches.map((index) => users[index]),
    `${attribute} ${operator} ${value.slice(0, 20)}`,
  )
}

function isAttribute(name: string): name is Attribute {
  return name in cases || ['sub', 'status', 'cognito:user_status'].includes(name)
}
