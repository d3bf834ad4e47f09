import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import { accessTokenOf } from '../../testing/access-token-of.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { GetUserAttributeVerificationCode } from './GetUserAttributeVerificationCode.ts'
import { UpdateUserAttributes } from './UpdateUserAttributes.ts'
import { VerifyUserAttribute } from './VerifyUserAttribute.ts'

const attributes = { email: 'alice@example.com', email_verified: 'false' }
const details = { Destination: 'a***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' }
const mismatch = 'CodeMismatchException: Invalid verification code provided, please try again.'
const expired = 'ExpiredCodeException: Invalid code provided, please request a code again.'
const limited = 'LimitExceededException: Attempt limit exceeded, please try after some time.'

const careful: UserPoolConfiguration = {
  AutoVerifiedAttributes: ['email'],
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
}

async function given(configuration: UserPoolConfiguration = {}) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration })
  const client = await givenClient(ports, pool)
  const user = await givenUser(ports, pool, { username: 'alice', attributes })
  const AccessToken = await accessTokenOf(ports, client, 'alice')
  const request = (AttributeName = 'email') =>
    call(GetUserAttributeVerificationCode, ports, { AccessToken, AttributeName })
  const verify = (Code: string, AttributeName = 'email') =>
    call(VerifyUserAttribute, ports, { AccessToken, AttributeName, Code })
  const update = (Value: string) =>
    call(UpdateUserAttributes, ports, { AccessToken, UserAttributes: [{ Name: 'email', Value }] })
  const lastCode = () => ports.messages.at(-1)?.code ?? ''
  const found = async () => {
    const fresh = await ports.storage.users.find(pool.id, user.sub)
    return { attributes: { ...fresh?.attributes }, pending: { ...fresh?.pendingAttributes } }
  }
  return { ports, pool, user, request, verify, update, lastCode, found }
}

function wrong(code: string): string {
  return code === '000000' ? '000001' : '000000'
}

describe('GetUserAttributeVerificationCode', () => {
  test('sends a code to the address', async () => {
    const { ports, request, lastCode } = await given()
    assert.deepEqual(await request(), { CodeDeliveryDetails: details })
    assert.deepEqual(
      ports.messages.map(({ to, text }) => ({ to, text })),
      [{ to: 'alice@example.com', text: `Your verification code is ${lastCode()}` }],
    )
  })

  test('sends it to the address that awaits one', async () => {
    const { ports, request, update } = await given(careful)
    await update('new@example.com')
    await request()
    assert.deepEqual(
      ports.messages.map(({ to }) => to),
      ['new@example.com', 'new@example.com'],
    )
  })

  test('sends five an hour', async () => {
    const { request } = await given()
    for (let attempt = 0; attempt < 5; attempt += 1) await request()
    assert.equal(await refusalOf(request()), limited)
  })

  for (const [name, text] of [
    ['phone_number', 'User does not have a valid registered phone number'],
    ['name', 'Invalid attribute name. Only phone_number and email can be verified.'],
    ['__proto__', 'Invalid attribute name. Only phone_number and email can be verified.'],
  ] as const) {
    test(`refuses ${name}`, async () => {
      const { request } = await given()
      assert.equal(await refusalOf(request(name)), `InvalidParameterException: ${text}`)
    })
  }

  test('refuses an address that was deleted', async () => {
    const { request, update } = await given()
    await update('')
    assert.equal(
      await refusalOf(request()),
      'InvalidParameterException: User does not have a valid registered email address',
    )
  })
})

describe('VerifyUserAttribute', () => {
  test('verifies the address, and can do so again with another code', async () => {
    const { request, verify, lastCode, found } = await given()
    for (let round = 0; round < 2; round += 1) {
      await request()
      assert.deepEqual(await verify(lastCode()), {})
      assert.deepEqual((await found()).attributes, { email: 'alice@example.com', email_verified: 'true' })
    }
  })

  test('puts the address that awaited its code in the place of the old one', async () => {
    const { update, verify, lastCode, found } = await given(careful)
    await update('new@example.com')
    assert.deepEqual(await verify(lastCode()), {})
    assert.deepEqual(await found(), {
      attributes: { email: 'new@example.com', email_verified: 'true' },
      pending: {},
    })
  })

  test('takes a code once', async () => {
    const { request, verify, lastCode } = await given()
    await request()
    await verify(lastCode())
    assert.equal(await refusalOf(verify(lastCode())), expired)
  })

  test('stores a code for 24 hours', async () => {
    const { ports, pool, user, request } = await given()
    await request()
    const code = await ports.storage.factors.findCode(pool.id, user.sub, 'verify-email')
    assert.equal(code?.expiresAt.getTime(), ports.clock.now().getTime() + 86_400_000)
  })

  test('refuses a wrong code, 15 an hour', async () => {
    const { request, verify, lastCode } = await given()
    await request()
    for (let guess = 0; guess < 15; guess += 1) assert.equal(await refusalOf(verify(wrong(lastCode()))), mismatch)
    assert.equal(await refusalOf(verify(lastCode())), limited)
  })

  test('refuses where no code was asked for', async () => {
    const { verify } = await given()
    assert.equal(await refusalOf(verify('123456')), expired)
  })

  test('a code for one address verifies no other', async () => {
    const { request, verify, update, lastCode, found } = await given()
    await request()
    const code = lastCode()
    await update('other@example.com')
    assert.equal(await refusalOf(verify(code)), expired)
    assert.deepEqual((await found()).attributes, { email: 'other@example.com', email_verified: 'false' })
    assert.equal(
      await refusalOf(verify(code, 'name')),
      'InvalidParameterException: Invalid attribute name. Only phone_number and email can be verified.',
    )
    assert.equal(await refusalOf(verify(code, 'phone_number')), expired)
  })

  test('refuses an address that somebody else has verified meanwhile', async () => {
    const { ports, pool, request, verify, lastCode, found } = await given({ AliasAttributes: ['email'] })
    await request()
    await givenUser(ports, pool, { username: 'bob', attributes: { ...attributes, email_verified: 'true' } })
    assert.equal(await refusalOf(verify(lastCode())), 'AliasExistsException: An account with the email already exists.')
    assert.deepEqual((await found()).attributes, attributes)
  })

  test('64 at once with the right code: one verifies', async () => {
    const { request, verify, lastCode, found } = await given()
    await request()
    const answers = await Promise.all(Array.from({ length: 64 }, () => refusalOf(verify(lastCode()))))
    assert.equal(answers.filter((answer) => typeof answer === 'object').length, 1)
    assert.equal((await found()).attributes.email_verified, 'true')
  })
})
