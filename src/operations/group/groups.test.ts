import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AdminAddUserToGroup } from './AdminAddUserToGroup.ts'
import { AdminListGroupsForUser } from './AdminListGroupsForUser.ts'
import { AdminRemoveUserFromGroup } from './AdminRemoveUserFromGroup.ts'
import { CreateGroup } from './CreateGroup.ts'
import { DeleteGroup } from './DeleteGroup.ts'
import { GetGroup } from './GetGroup.ts'
import { ListGroups } from './ListGroups.ts'
import { ListUsersInGroup } from './ListUsersInGroup.ts'
import { UpdateGroup } from './UpdateGroup.ts'

const missing = 'ResourceNotFoundException: Group not found.'
const noPool = 'ResourceNotFoundException: User pool us-east-1_Nothing12 does not exist.'
const noUser = 'UserNotFoundException: User does not exist.'
const RoleArn = 'arn:aws:iam::123456789012:role/admins'

function sorted(names: readonly (string | undefined)[]): string[] {
  return names.map(String).toSorted((one, other) => (one < other ? -1 : 1))
}

async function given() {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const group = { UserPoolId: pool.id, GroupName: 'admins' }
  const create = (input: object = {}) => call(CreateGroup, ports, { ...group, ...input })
  return { ports, pool, group, create }
}

describe('CreateGroup', () => {
  test('makes a group', async () => {
    const { ports, pool, group, create } = await given()
    const now = ports.clock.now()
    const answer = {
      Group: {
        GroupName: 'admins',
        UserPoolId: pool.id,
        Description: 'They may',
        RoleArn,
        Precedence: 0,
        LastModifiedDate: now,
        CreationDate: now,
      },
    }
    assert.deepEqual(await create({ Description: 'They may', RoleArn, Precedence: 0 }), answer)
    assert.deepEqual(await call(GetGroup, ports, group), answer)
  })

  test('refuses a name that is taken, and an unknown pool', async () => {
    const { create } = await given()
    await create()
    assert.equal(await refusalOf(create()), 'GroupExistsException: A group with the name already exists.')
    assert.equal(await refusalOf(create({ UserPoolId: 'us-east-1_Nothing12' })), noPool)
  })

  test('64 at once make one', async () => {
    const { ports, pool, create } = await given()
    const answers = await Promise.all(Array.from({ length: 64 }, () => refusalOf(create())))
    assert.equal(answers.filter((answer) => typeof answer === 'object').length, 1)
    assert.equal((await ports.storage.groups.list(pool.id, { limit: 60, after: undefined })).items.length, 1)
  })
})

describe('UpdateGroup', () => {
  test('changes what is sent and keeps the rest', async () => {
    const { ports, pool, group, create } = await given()
    await create({ Description: 'They may', RoleArn, Precedence: 5 })
    const CreationDate = ports.clock.now()
    ports.clock.advanceSeconds(60)
    const kept = { ...group, Description: 'They may', RoleArn, CreationDate, LastModifiedDate: ports.clock.now() }
    assert.deepEqual(await call(UpdateGroup, ports, { ...group, Precedence: 0 }), { Group: { ...kept, Precedence: 0 } })
    assert.deepEqual(await call(UpdateGroup, ports, { ...group, Description: '' }), {
      Group: { ...kept, Precedence: 0 },
    })
    assert.equal((await call(UpdateGroup, ports, { ...group, Description: 'New' })).Group?.Description, 'New')
    assert.equal(await refusalOf(call(UpdateGroup, ports, { UserPoolId: pool.id, GroupName: 'nobody' })), missing)
  })

  test('refuses an empty role, and changes nothing', async () => {
    const { ports, group, create } = await given()
    const made = await create({ RoleArn })
    const refusal = String(await callOnWire(UpdateGroup, ports, { ...group, RoleArn: '' }))
    assert.match(
      refusal,
      /^InvalidParameterException: .*at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20/,
    )
    assert.deepEqual(await call(GetGroup, ports, group), made)
  })
})

describe('DeleteGroup', () => {
  test('removes the group with its memberships', async () => {
    const { ports, pool, group, create } = await given()
    const user = await givenUser(ports, pool)
    await create()
    await call(AdminAddUserToGroup, ports, { ...group, Username: 'alice' })
    assert.equal(await call(DeleteGroup, ports, group), undefined)
    assert.equal(await refusalOf(call(GetGroup, ports, group)), missing)
    assert.equal(await refusalOf(call(DeleteGroup, ports, group)), missing)
    await create()
    assert.deepEqual(
      (await ports.storage.groups.listOfUser(pool.id, user.sub, { limit: 60, after: undefined })).items,
      [],
    )
  })

  test('refuses an unknown pool', async () => {
    const { ports, group } = await given()
    const elsewhere = { ...group, UserPoolId: 'us-east-1_Nothing12' }
    assert.equal(await refusalOf(call(DeleteGroup, ports, elsewhere)), noPool)
    assert.equal(await refusalOf(call(GetGroup, ports, elsewhere)), noPool)
  })
})

describe('membership', () => {
  test('is given and taken away, both as often as one likes', async () => {
    const { ports, pool, group, create } = await given()
    const user = await givenUser(ports, pool)
    await create()
    const member = { ...group, Username: 'alice' }
    for (let round = 0; round < 2; round += 1) assert.equal(await call(AdminAddUserToGroup, ports, member), undefined)
    const { Users } = await call(ListUsersInGroup, ports, group)
    assert.deepEqual(Users, [
      {
        Username: 'alice',
        Attributes: [{ Name: 'sub', Value: user.sub }],
        UserCreateDate: user.createdAt,
        UserLastModifiedDate: user.updatedAt,
        Enabled: true,
        UserStatus: 'CONFIRMED',
      },
    ])
    const { Groups } = await call(AdminListGroupsForUser, ports, { UserPoolId: pool.id, Username: 'alice' })
    assert.deepEqual(Groups, [(await call(GetGroup, ports, group)).Group])
    for (let round = 0; round < 2; round += 1)
      assert.equal(await call(AdminRemoveUserFromGroup, ports, member), undefined)
    assert.deepEqual((await call(ListUsersInGroup, ports, group)).Users, [])
  })

  test('looks for the user before the group', async () => {
    const { ports, pool, group } = await given()
    await givenUser(ports, pool)
    assert.equal(await refusalOf(call(AdminAddUserToGroup, ports, { ...group, Username: 'nobody' })), noUser)
    assert.equal(await refusalOf(call(AdminAddUserToGroup, ports, { ...group, Username: 'alice' })), missing)
  })

  test('in a group that is not there ends without complaint, of a user who is not there with one', async () => {
    const { ports, pool, group } = await given()
    await givenUser(ports, pool)
    assert.equal(await call(AdminRemoveUserFromGroup, ports, { ...group, Username: 'alice' }), undefined)
    assert.equal(await refusalOf(call(AdminRemoveUserFromGroup, ports, { ...group, Username: 'nobody' })), noUser)
    assert.equal(
      await refusalOf(call(AdminListGroupsForUser, ports, { UserPoolId: pool.id, Username: 'nobody' })),
      noUser,
    )
  })

  test('stays within its pool', async () => {
    const { ports, pool, group, create } = await given()
    const other = await givenPool(ports, { id: 'us-east-1_Other1234' })
    await givenUser(ports, pool)
    await create()
    const theirs = { ...group, UserPoolId: other.id }
    assert.equal(await refusalOf(call(GetGroup, ports, theirs)), missing)
    assert.equal(await refusalOf(call(ListUsersInGroup, ports, theirs)), missing)
    assert.equal(await refusalOf(call(AdminAddUserToGroup, ports, { ...theirs, Username: 'alice' })), noUser)
    assert.deepEqual((await call(ListGroups, ports, { UserPoolId: other.id })).Groups, [])
  })
})

describe('listings', () => {
  const names = Array.from({ length: 7 }, (_, index) => `group${index}`)

  async function filled() {
    const { ports, pool } = await given()
    await givenUser(ports, pool)
    for (const GroupName of names) {
      await call(CreateGroup, ports, { UserPoolId: pool.id, GroupName })
      await call(AdminAddUserToGroup, ports, { UserPoolId: pool.id, GroupName, Username: 'alice' })
    }
    const UserPoolId = pool.id
    const lists = {
      groups: (page: object) => call(ListGroups, ports, { UserPoolId, ...page }),
      ofUser: (page: object) => call(AdminListGroupsForUser, ports, { UserPoolId, Username: 'alice', ...page }),
    }
    return { ports, pool, lists }
  }

  for (const kind of ['groups', 'ofUser'] as const) {
    test(`page through ${kind}, each once`, async () => {
      const { lists } = await filled()
      const seen: (string | undefined)[] = []
      let NextToken: string | undefined
      do {
        const page = await lists[kind]({ Limit: 3, NextToken })
        seen.push(...(page.Groups ?? []).map(({ GroupName }) => GroupName))
        NextToken = page.NextToken
      } while (NextToken !== undefined)
      assert.deepEqual(sorted(seen), names)
    })
  }

  test('page through the users of a group', async () => {
    const { ports, pool } = await filled()
    const UserPoolId = pool.id
    await givenUser(ports, pool, { username: 'bob' })
    await call(AdminAddUserToGroup, ports, { UserPoolId, GroupName: 'group0', Username: 'bob' })
    const first = await call(ListUsersInGroup, ports, { UserPoolId, GroupName: 'group0', Limit: 1 })
    const second = await call(ListUsersInGroup, ports, {
      UserPoolId,
      GroupName: 'group0',
      Limit: 1,
      NextToken: first.NextToken,
    })
    const both = [...(first.Users ?? []), ...(second.Users ?? [])].map(({ Username }) => Username)
    assert.deepEqual(sorted(both), ['alice', 'bob'])
  })

  test('refuse a token of another listing, and a limit of 0', async () => {
    const { ports, pool, lists } = await filled()
    const { NextToken } = await lists.groups({ Limit: 3 })
    assert.equal(await refusalOf(lists.ofUser({ NextToken })), 'InvalidParameterException: Invalid pagination token.')
    const noLimit =
      "InvalidParameterException: 1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1"
    const whole = { UserPoolId: pool.id, Limit: 0 }
    assert.equal(await callOnWire(ListGroups, ports, whole), noLimit)
    assert.equal(await callOnWire(AdminListGroupsForUser, ports, { ...whole, Username: 'alice' }), noLimit)
    assert.equal(await callOnWire(ListUsersInGroup, ports, { ...whole, GroupName: 'group0' }), noLimit)
  })
})
