import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { User } from '../../domain/users/user.ts'
import { givenAccountCentre } from '../../testing/account-centre.ts'
import { everyMfaFactor } from '../../testing/given-sign-in.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'

const password = 'Correct-h0rse-battery'
const remove = { action: 'remove' }
const both = {
  email: 'ada@example.com',
  email_verified: 'true',
  phone_number: '+15550100',
  phone_number_verified: 'true',
}

type More = Partial<Parameters<typeof givenAccountCentre>[1]>

function given(ports: TestPorts, user: Partial<Omit<User, 'password'>>, more: More = {}) {
  return givenAccountCentre(ports, { password, user: { attributes: both, ...user }, ...more })
}

describe('removing an address', () => {
  test('takes the phone number with its flag, and tells where the person is reached', async () => {
    await using ports = await testPorts()
    const { browser, stored, signIn } = await given(ports, {})
    await signIn()
    assert.match(String((await browser.get('/account/phone')).body), /Remove<span class="hidden"> Phone number/)
    const removed = await browser.post('/account/phone', remove)
    assert.equal(removed.status, 303)
    assert.match(String((await browser.get('/account')).body), /Your phone number is removed\./)
    const { email, phone_number, phone_number_verified } = (await stored())?.attributes ?? {}
    assert.deepEqual([email, phone_number, phone_number_verified], ['ada@example.com', undefined, undefined])
    assert.deepEqual(
      ports.messages.map(({ to, subject }) => [to, subject]),
      [['ada@example.com', 'Your phone number was changed']],
    )
    // There is none any more.
    assert.equal((await browser.post('/account/phone', remove)).status, 303)
    assert.equal(ports.messages.length, 1)
  })

  test('takes the second factor that goes there too, where another one is left', async () => {
    await using ports = await testPorts()
    const mfaFactors = ['SMS_MFA', 'EMAIL_OTP'] as const
    const { browser, stored, signIn } = await given(ports, {}, { pool: { mfa: everyMfaFactor } })
    await signIn()
    await browser.get('/account/phone')
    const user = (await stored()) ?? assert.fail()
    await ports.storage.commit([{ write: 'updateUser', user: { ...user, mfaFactors, version: 2 }, aliases: [] }])
    await browser.post('/account/phone', remove)
    assert.deepEqual((await stored())?.mfaFactors, ['EMAIL_OTP'])
  })

  const needs: Readonly<Record<string, readonly [text: RegExp, user: Partial<User>, more: More]>> = {
    'the only second step': [
      /This is your second step/,
      { mfaFactors: ['SMS_MFA'] },
      { pool: { mfa: everyMfaFactor } },
    ],
    'the only way to recover the password': [
      /Without it you could not set a new password/,
      {},
      {
        configuration: {
          AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'verified_phone_number' }] },
        },
      },
    ],
    'the name to sign in by': [
      /the only way you can sign in/,
      {},
      { configuration: { UsernameAttributes: ['phone_number'] } },
    ],
  }
  for (const [what, [text, changes, more]] of Object.entries(needs)) {
    test(`is refused where it is ${what}`, async () => {
      await using ports = await testPorts()
      const { browser, stored, signIn, user } = await given(ports, {}, more)
      await signIn()
      await browser.get('/account/phone')
      const before = { ...user, ...changes, version: user.version + 1 }
      await ports.storage.commit([{ write: 'updateUser', user: before, aliases: [] }])
      const refused = await browser.post('/account/phone', remove)
      assert.equal(refused.status, 422)
      assert.match(String(refused.body), text)
      assert.equal((await stored())?.attributes.phone_number, both.phone_number)
      assert.equal(ports.messages.length, 0)
    })
  }

  test('is not offered where the pool requires it', async () => {
    await using ports = await testPorts()
    const schema = [{ Name: 'phone_number', AttributeDataType: 'String', Mutable: true, Required: true }] as const
    const { browser, stored, signIn } = await given(ports, {}, { pool: { schema } })
    await signIn()
    assert.doesNotMatch(String((await browser.get('/account/phone')).body), /value="remove"/)
    await browser.post('/account/phone', remove)
    assert.equal((await stored())?.attributes.phone_number, both.phone_number)
  })

  test('takes a recent sign-in', async () => {
    await using ports = await testPorts()
    const { browser, stored, signIn } = await given(ports, {})
    await signIn()
    await browser.get('/account')
    ports.clock.advanceSeconds(601)
    assert.match(String((await browser.post('/account/phone', remove)).headers.location), /\/login\?/)
    assert.equal((await stored())?.attributes.phone_number, both.phone_number)
  })
})
