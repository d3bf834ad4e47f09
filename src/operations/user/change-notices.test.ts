import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { call } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { AdminSetUserPassword } from './AdminSetUserPassword.ts'
import { AdminUpdateUserAttributes } from './AdminUpdateUserAttributes.ts'
import { ChangePassword } from './ChangePassword.ts'
import { ConfirmForgotPassword } from './ConfirmForgotPassword.ts'
import { DeleteUserAttributes } from './DeleteUserAttributes.ts'
import { ForgotPassword } from './ForgotPassword.ts'
import { UpdateUserAttributes } from './UpdateUserAttributes.ts'
import { VerifyUserAttribute } from './VerifyUserAttribute.ts'

// Whoever holds an account hears of what somebody did to it (security contract, AUTHN-12; ASVS 6.3.7).

const mailbox = { email: 'alice@example.com', email_verified: 'true' }
const phone = { phone_number: '+15555550100', phone_number_verified: 'true' }
const next = 'N3xt-Passw0rd!'

const notices = {
  password: {
    subject: 'Your password was changed',
    text: 'The password of your account was changed. If it was not you, reset it at once.',
  },
  email: {
    subject: 'Your email address was changed',
    text: 'The email address of your account was changed. If it was not you, change your password at once.',
  },
  phone: {
    subject: 'Your phone number was changed',
    text: 'The phone number of your account was changed. If it was not you, change your password at once.',
  },
}

async function given(
  configuration: UserPoolConfiguration = {},
  attributes: Readonly<Record<string, string>> = mailbox,
) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration })
  const { id: ClientId, ...client } = await givenClient(ports, pool)
  await givenUser(ports, pool, { attributes })
  const AccessToken = await accessTokenOf(ports, { id: ClientId, ...client }, 'alice')
  /** What was sent besides codes. */
  const noticed = () =>
    ports.messages
      .filter(({ code }) => code === undefined)
      .map(({ poolId: _pool, id: _id, createdAt: _at, code: _code, ...message }) => message)
  return {
    ports,
    noticed,
    lastCode: () => ports.messages.findLast(({ code }) => code !== undefined)?.code ?? '',
    ofPool: { UserPoolId: pool.id, Username: 'alice' },
    ofClient: { ClientId, Username: 'alice' },
    update: (Name: string, Value: string) =>
      call(UpdateUserAttributes, ports, { AccessToken, UserAttributes: [{ Name, Value }] }),
    AccessToken,
    changePassword: () =>
      call(ChangePassword, ports, { AccessToken, PreviousPassword: 'Passw0rd!', ProposedPassword: next }),
  }
}

const byMail = ({ subject, text }: { readonly subject: string; readonly text: string }) => ({
  channel: 'EMAIL',
  to: 'alice@example.com',
  subject,
  text,
  html: text,
})

describe('a notice goes to the address that the user had', () => {
  test('of a password that was reset by code', async () => {
    const { ports, ofClient, noticed, lastCode } = await given()
    await call(ForgotPassword, ports, ofClient)
    assert.deepEqual(noticed(), [])
    await call(ConfirmForgotPassword, ports, { ...ofClient, ConfirmationCode: lastCode(), Password: next })
    assert.deepEqual(noticed(), [byMail(notices.password)])
  })

  test('of a password that was changed', async () => {
    const { changePassword, noticed } = await given()
    await changePassword()
    assert.deepEqual(noticed(), [byMail(notices.password)])
  })

  test('by SMS, where no mail address is verified', async () => {
    const { changePassword, noticed } = await given({}, { ...mailbox, email_verified: 'false', ...phone })
    await changePassword()
    const { text } = notices.password
    assert.deepEqual(noticed(), [{ channel: 'SMS', to: '+15555550100', subject: undefined, text, html: undefined }])
  })

  test('of another address in its place, before the code that goes to the new one', async () => {
    const { ports, update, noticed } = await given({ AutoVerifiedAttributes: ['email'] })
    await update('email', 'new@example.com')
    assert.deepEqual(noticed(), [byMail(notices.email)])
    assert.equal(ports.messages.at(-1)?.to, 'new@example.com')
  })

  test('once the new address is verified, where it has to be before', async () => {
    const { ports, AccessToken, update, noticed, lastCode } = await given({
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    })
    await update('email', 'new@example.com')
    assert.deepEqual(noticed(), [])
    await call(VerifyUserAttribute, ports, { AccessToken, AttributeName: 'email', Code: lastCode() })
    assert.deepEqual(noticed(), [byMail(notices.email)])
  })

  test('of an address that was taken away', async () => {
    const { ports, AccessToken, noticed } = await given()
    await call(DeleteUserAttributes, ports, { AccessToken, UserAttributeNames: ['email'] })
    assert.deepEqual(noticed(), [byMail(notices.email)])
  })

  test('of another phone number, by mail', async () => {
    const { update, noticed } = await given({}, { ...mailbox, ...phone })
    await update('phone_number', '+15555550199')
    assert.deepEqual(noticed(), [byMail(notices.phone)])
  })
})

describe('no notice', () => {
  test('of a change that was refused, or that changes nothing', async () => {
    const { ports, ofClient, update, noticed } = await given()
    const ConfirmationCode = '000000'
    await assert.rejects(call(ConfirmForgotPassword, ports, { ...ofClient, ConfirmationCode, Password: next }))
    await update('email', 'alice@example.com')
    await update('name', 'Alice')
    assert.deepEqual(noticed(), [])
  })

  test('of a first address', async () => {
    const { update, noticed } = await given({}, phone)
    await update('email', 'alice@example.com')
    assert.deepEqual(noticed(), [])
  })

  test('to an address that nobody verified', async () => {
    const { changePassword, noticed } = await given({}, { ...mailbox, email_verified: 'false' })
    await changePassword()
    assert.deepEqual(noticed(), [])
  })

  test('of what administrators do', async () => {
    const { ports, ofPool, noticed } = await given()
    await call(AdminSetUserPassword, ports, { ...ofPool, Password: next, Permanent: true })
    const UserAttributes = [{ Name: 'email', Value: 'new@example.com' }]
    await call(AdminUpdateUserAttributes, ports, { ...ofPool, UserAttributes })
    assert.deepEqual(noticed(), [])
  })

  test('in a pool that is tagged so', async () => {
    const { changePassword, update, noticed } = await given({ UserPoolTags: { 'sallyport:change-notices': 'off' } })
    await changePassword()
    await update('email', 'new@example.com')
    assert.deepEqual(noticed(), [])
  })
})
