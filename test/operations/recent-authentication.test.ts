import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OperationName } from '../../src/contract/operations.gen.ts'
import { operations } from '../../src/operations/index.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { signIn } from './bad-access-tokens.ts'
import { doorOf } from './principals.ts'
import { sampleInput } from './sample-input.ts'
import { openWireInstallation } from './wire-installation.ts'

// AUTHN-14: what guards an account (its password, its addresses, its factors, its being there) changes only shortly
// after somebody proved whose it is, in a pool that asks for that.

/** Beside the access token. */
const guarding: Readonly<Partial<Record<OperationName, object>>> = {
  AssociateSoftwareToken: {},
  ChangePassword: {},
  DeleteUser: {},
  DeleteUserAttributes: { UserAttributeNames: ['phone_number'] },
  DeleteWebAuthnCredential: {},
  SetUserMFAPreference: {},
  SetUserSettings: {},
  StartWebAuthnRegistration: {},
  UpdateUserAttributes: { UserAttributes: [{ Name: 'email', Value: 'new@example.com' }] },
}

const refusal = 'Access Token is not from a recent authentication'

async function answersAfter(seconds: number, tag: string | undefined): Promise<ReadonlyMap<OperationName, string>> {
  await using on = await openWireInstallation()
  const UserPoolTags: Record<string, string> = tag === undefined ? {} : { 'sallyport:recent-authentication': tag }
  const pool = await givenPool(on.ports, { configuration: { UserPoolTags } })
  const client = await givenClient(on.ports, pool)
  await givenUser(on.ports, pool)
  const { AccessToken } = await signIn(on, client, 'alice')
  on.ports.clock.advanceSeconds(seconds)
  const answers = new Map<OperationName, string>()
  const last: readonly OperationName[] = ['GlobalSignOut', 'DeleteUser']
  const names = (Object.keys(operations) as (keyof typeof operations)[]).filter((name) =>
    doorOf(name).startsWith('users'),
  )
  for (const name of names.toSorted((one, other) => last.indexOf(one) - last.indexOf(other))) {
    if (name === 'GlobalSignOut') continue
    const input = { ...sampleInput(name, { isFull: false }), ...guarding[name], AccessToken }
    const { json } = await on.call(name, input)
    answers.set(name, String(json?.message ?? 'ok'))
  }
  return answers
}

const refused = (answers: ReadonlyMap<OperationName, string>): readonly string[] =>
  [...answers].flatMap(([name, answer]) => (answer === refusal ? [name] : [])).toSorted()

describe('a change of what guards an account', () => {
  test('is refused ten minutes after the sign-in, and nothing else is', async () => {
    const expected = Object.keys(guarding).filter((name) => Object.hasOwn(operations, name))
    assert.deepEqual(refused(await answersAfter(600, 'on')), expected.toSorted())
  })

  test('is let through before, and in a pool that does not ask for it', async () => {
    assert.deepEqual(refused(await answersAfter(599, 'on')), [])
    assert.deepEqual(refused(await answersAfter(3599, undefined)), [])
    assert.deepEqual(refused(await answersAfter(3599, 'off')), [])
  })

  test('of attributes that are no address needs no such proof', async () => {
    await using on = await openWireInstallation()
    const pool = await givenPool(on.ports, {
      configuration: { UserPoolTags: { 'sallyport:recent-authentication': 'on' } },
    })
    const client = await givenClient(on.ports, pool)
    await givenUser(on.ports, pool)
    const { AccessToken } = await signIn(on, client, 'alice')
    on.ports.clock.advanceSeconds(601)
    const UserAttributes = [{ Name: 'nickname', Value: 'Al' }]
    assert.equal((await on.call('UpdateUserAttributes', { AccessToken, UserAttributes })).status, 200)
    const UserAttributeNames = ['nickname']
    assert.equal((await on.call('DeleteUserAttributes', { AccessToken, UserAttributeNames })).status, 200)
  })
})
