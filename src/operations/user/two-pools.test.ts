import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refuse } from '../../contract/refusal.ts'
import type { UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { operations } from '../index.ts'
import { ChangePassword } from './ChangePassword.ts'
import { ConfirmSignUp } from './ConfirmSignUp.ts'
import { DeleteUser } from './DeleteUser.ts'
import { SignUp } from './SignUp.ts'
import { UpdateUserAttributes } from './UpdateUserAttributes.ts'

const canary = 'canary7f3a'
const configuration: UserPoolConfiguration = { AutoVerifiedAttributes: ['email'], AliasAttributes: ['email'] }
const request = {
  requestId: 'r',
  region: 'us-east-1',
  accountId: '123456789012',
  sourceIp: '203.0.113.7',
  userAgent: 'test',
}

type Replayed = keyof typeof operations
interface Recorded {
  readonly name: Replayed
  readonly input: Readonly<Record<string, unknown>>
}

/** Calls by name, as the wire does: a replay does not know what it replays. */
async function replay(ports: TestPorts, { name, input }: Recorded): Promise<unknown> {
  const module = (await operations[name]()) as Readonly<Record<string, { readonly handle: unknown }>>
  const handle = module[name]?.handle as (call: object, ports: TestPorts) => Promise<unknown>
  return refusalOf(handle({ input, refuse, request }, ports))
}

async function given() {
  const ports = await testPorts()
  const mine = await givenPool(ports, { configuration })
  const theirs = await givenPool(ports, { id: 'us-east-1_Theirs123', configuration })
  const client = await givenClient(ports, mine)
  const stranger = await givenClient(ports, theirs, { id: 'stranger' })
  return { ports, mine, theirs, client, stranger }
}

describe('two pools side by side', () => {
  test('what is done in one, replayed against the other, finds nothing of the first and changes nothing there', async () => {
    const { ports, mine, theirs, client, stranger } = await given()
    const session: Recorded[] = []
    const step = async (name: Replayed, input: Recorded['input']) => {
      session.push({ name, input })
      const answer = await replay(ports, { name, input })
      assert.notEqual(typeof answer, 'string', `${name}: ${String(answer)}`)
    }
    const code = () => ports.messages.at(-1)?.code ?? ''
    const [ClientId, UserPoolId, Username] = [client.id, mine.id, `${canary}-user`]
    const email = { Name: 'email', Value: `${canary}@example.com` }
    const named = { UserPoolId, Username }
    const Password = 'Passw0rd!'

    await step('SignUp', { ClientId, Username, Password, UserAttributes: [email] })
    await step('ResendConfirmationCode', { ClientId, Username })
    await step('ConfirmSignUp', { ClientId, Username, ConfirmationCode: code() })
    await step('AdminGetUser', named)
    await step('AdminGetUser', { UserPoolId, Username: email.Value })
    await step('ListUsers', { UserPoolId })
    await step('ListUsers', { UserPoolId, Filter: `email = "${email.Value}"` })
    await step('CreateGroup', { UserPoolId, GroupName: `${canary}-group`, Description: canary })
    await step('AdminAddUserToGroup', { ...named, GroupName: `${canary}-group` })
    await step('AdminListGroupsForUser', named)
    await step('ListGroups', { UserPoolId })
    await step('GetGroup', { UserPoolId, GroupName: `${canary}-group` })
    await step('ListUsersInGroup', { UserPoolId, GroupName: `${canary}-group` })
    await step('AdminUpdateUserAttributes', { ...named, UserAttributes: [{ Name: 'name', Value: canary }] })
    await step('AdminDeleteUserAttributes', { ...named, UserAttributeNames: ['name'] })
    await step('ForgotPassword', { ClientId, Username })
    await step('ConfirmForgotPassword', { ClientId, Username, ConfirmationCode: code(), Password: 'Passw0rd!2' })
    await step('AdminResetUserPassword', named)
    await step('AdminSetUserPassword', { ...named, Password, Permanent: true })
    await step('AdminDisableUser', named)
    await step('AdminEnableUser', named)
    await step('AdminRemoveUserFromGroup', { ...named, GroupName: `${canary}-group` })

    const user = await ports.storage.users.findByAlias(mine.id, [{ namespace: 'username', key: Username }])
    assert.ok(user)
    const before = { user, messages: ports.messages.length }
    // Creating steps would plant the canary in the other pool themselves.
    const replayed = session.filter(({ name }) => name !== 'SignUp' && name !== 'CreateGroup')
    const clean = (text: string) =>
      text.replaceAll(Username, '').replaceAll(email.Value, '').replaceAll(`${canary}-group`, '')
    // The control: where the canary is, this harness sees it.
    const home = await replay(ports, { name: 'ListGroups', input: { UserPoolId } })
    assert.match(clean(JSON.stringify(home)), new RegExp(canary))
    for (const { name, input } of replayed) {
      const moved = {
        ...input,
        ...('ClientId' in input ? { ClientId: stranger.id } : {}),
        ...('UserPoolId' in input ? { UserPoolId: theirs.id } : {}),
      }
      for (const victim of [{}, ...('Username' in input ? [{ Username: user.sub }] : [])]) {
        const answer = await replay(ports, { name, input: { ...moved, ...victim } })
        assert.doesNotMatch(clean(JSON.stringify(answer) ?? ''), new RegExp(`${canary}|${mine.id}|${client.id}`), name)
      }
    }
    assert.deepEqual(await ports.storage.users.find(mine.id, user.sub), before.user)
    assert.equal(ports.messages.length, before.messages)
    assert.equal(await ports.storage.users.count(theirs.id), 0)
  })

  test('a token of one pool acts on its own user alone, whatever the other pool has under the same names', async () => {
    const { ports, mine, theirs, client, stranger } = await given()
    const Password = 'Passw0rd!'
    const signUp = async (ClientId: string) => {
      const UserAttributes = [{ Name: 'email', Value: 'alice@example.com' }]
      const answer = await call(SignUp, ports, { ClientId, Username: 'alice', Password, UserAttributes })
      const ConfirmationCode = ports.messages.at(-1)?.code ?? ''
      await call(ConfirmSignUp, ports, { ClientId, Username: 'alice', ConfirmationCode })
      return answer.UserSub
    }
    const mySub = await signUp(client.id)
    const theirSub = await signUp(stranger.id)
    const theirUser = await ports.storage.users.find(theirs.id, theirSub)
    const AccessToken = await accessTokenOf(ports, client, 'alice')
    await call(UpdateUserAttributes, ports, {
      AccessToken,
      UserAttributes: [{ Name: 'name', Value: canary }],
    })
    await call(ChangePassword, ports, {
      AccessToken,
      PreviousPassword: Password,
      ProposedPassword: `${Password}2`,
    })
    await call(DeleteUser, ports, { AccessToken })
    assert.equal(await ports.storage.users.find(mine.id, mySub), undefined)
    assert.deepEqual(await ports.storage.users.find(theirs.id, theirSub), theirUser)
    assert.ok(await accessTokenOf(ports, stranger, 'alice'))
  })
})
