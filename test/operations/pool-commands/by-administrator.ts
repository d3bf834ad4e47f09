import assert from 'node:assert/strict'
import { refusals, type PoolModel, type UserModel } from '../pool-model.ts'
import { ofUser, type Step } from './step.ts'

/** What an administrator does to a user who is there. */
export const administer = (
  name: string,
  operation:
    | 'AdminSetUserPassword'
    | 'AdminResetUserPassword'
    | 'AdminDisableUser'
    | 'AdminEnableUser'
    | 'AdminDeleteUser'
    | 'AdminUserGlobalSignOut'
    | 'AdminAddUserToGroup'
    | 'AdminRemoveUserFromGroup'
    | 'AdminUpdateUserAttributes'
    | 'AdminDeleteSoftwareToken',
  input: object,
  act: (model: PoolModel, user: UserModel, answer: any) => void,
): Step =>
  async function administers(model, pool) {
    const answer = await pool.call(operation, { ...ofUser(pool, name), ...input })
    const user = model.users.get(name)
    if (user === undefined) return assert.equal(answer, refusals.noUser)
    act(model, user, answer)
  }

export const done = (answer: unknown): void => assert.deepEqual(answer, {})
