import assert from 'node:assert/strict'
import { refusals, type PoolModel } from '../pool-model.ts'
import type { PoolUnderTest } from '../pool-under-test.ts'
import { names, ofUser } from './step.ts'

/** Everything that an administrator sees of the pool is what the model says. */
export async function assertAlike(model: PoolModel, pool: PoolUnderTest): Promise<void> {
  for (const name of names) {
    const answer = await pool.call('AdminGetUser', ofUser(pool, name))
    const user = model.users.get(name)
    if (user === undefined) {
      assert.equal(answer, refusals.noUser)
      continue
    }
    const attributes: Record<string, string> = Object.fromEntries(
      answer.UserAttributes.map(({ Name, Value }: { Name: string; Value: string }) => [Name, Value]),
    )
    assert.deepEqual(
      {
        status: answer.UserStatus,
        isEnabled: answer.Enabled,
        isEmailVerified: attributes.email_verified === 'true',
        nickname: attributes.nickname,
        hasApp: answer.UserMFASettingList?.includes('SOFTWARE_TOKEN_MFA') ?? false,
      },
      {
        status: user.status,
        isEnabled: user.isEnabled,
        isEmailVerified: user.isEmailVerified,
        nickname: user.nickname,
        hasApp: user.app !== undefined,
      },
      name,
    )
    const { Groups } = await pool.call('AdminListGroupsForUser', ofUser(pool, name))
    const groups = Groups.map(({ GroupName }: { GroupName: string }) => GroupName)
    assert.deepEqual(groups.toSorted(), [...user.groups].toSorted(), `groups of ${name}`)
  }
}
