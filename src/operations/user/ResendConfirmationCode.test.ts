import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AppClientConfiguration } from '../../domain/app-clients/app-client.ts'
import type { UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { ResendConfirmationCode } from './ResendConfirmationCode.ts'

const attributes = { email: 'alice@example.com', email_verified: 'false' }
const details = { Destination: 'a***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' }
const limited = 'LimitExceededException: Attempt limit exceeded, please try after some time.'

async function given(configuration: UserPoolConfiguration = {}, client: Partial<AppClientConfiguration> = {}) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration: { AutoVerifiedAttributes: ['email'], ...configuration } })
  const { id: ClientId } = await givenClient(ports, pool, { configuration: client })
  const user = await givenUser(ports, pool, { username: 'alice', status: 'UNCONFIRMED', attributes })
  const resend = (Username = 'alice') => call(ResendConfirmationCode, ports, { ClientId, Username })
  return { ports, pool, user, resend }
}

describe('ResendConfirmationCode', () => {
  test('sends another code and records it', async () => {
    const { ports, pool, user, resend } = await given()
    assert.deepEqual(await resend(), { CodeDeliveryDetails: details })
    assert.equal(ports.messages.at(-1)?.to, 'alice@example.com')
    const { items } = await ports.storage.users.listAuthEvents(pool.id, user.sub, { limit: 10, after: undefined })
    assert.deepEqual(
      items.map(({ type, response }) => ({ type, response })),
      [{ type: 'ResendCode', response: 'Pass' }],
    )
  })

  test('sends five an hour', async () => {
    const { ports, resend } = await given()
    for (let attempt = 0; attempt < 5; attempt += 1) await resend()
    assert.equal(await refusalOf(resend()), limited)
    assert.equal(ports.messages.length, 5)
    ports.clock.advanceSeconds(3600)
    assert.deepEqual(await resend(), { CodeDeliveryDetails: details })
  })

  test('refuses where the pool verifies nothing', async () => {
    const { resend } = await given({ AutoVerifiedAttributes: undefined })
    const text = 'InvalidParameterException: Cannot resend codes. Auto verification not turned on.'
    assert.equal(await refusalOf(resend()), text)
    assert.equal(await refusalOf(resend('nobody')), text)
  })

  test('refuses a user without an address to verify', async () => {
    const { ports, pool, resend } = await given()
    await givenUser(ports, pool, { username: 'silent', status: 'UNCONFIRMED' })
    const text = 'InvalidParameterException: Cannot resend codes. Auto verification not turned on.'
    assert.equal(await refusalOf(resend('silent')), text)
  })

  test('refuses the confirmed, the disabled and names nobody has', async () => {
    const { ports, pool, resend } = await given()
    await givenUser(ports, pool, { username: 'confirmed', attributes })
    await givenUser(ports, pool, { username: 'disabled', status: 'UNCONFIRMED', enabled: false, attributes })
    assert.equal(await refusalOf(resend('confirmed')), 'InvalidParameterException: User is already confirmed.')
    assert.equal(await refusalOf(resend('disabled')), 'NotAuthorizedException: User is disabled.')
    assert.equal(await refusalOf(resend('nobody')), 'UserNotFoundException: Username/client id combination not found.')
    assert.deepEqual(ports.messages, [])
  })

  test('a client that hides who exists answers everybody alike, and sends to whom it should', async () => {
    const { ports, pool, resend } = await given({}, { PreventUserExistenceErrors: 'ENABLED' })
    await givenUser(ports, pool, { username: 'confirmed', attributes })
    const before = ports.commits.length
    for (const name of ['nobody', 'confirmed']) {
      const answer = await resend(name)
      assert.match(answer.CodeDeliveryDetails?.Destination ?? '', /^[a-z]\*{3}@[a-z]\*{3}$/)
      assert.deepEqual(await resend(name), answer)
    }
    assert.deepEqual(ports.messages, [])
    assert.equal(ports.commits.length - before, 4)
    assert.deepEqual(await resend(), { CodeDeliveryDetails: details })
    assert.equal(ports.messages.length, 1)
    for (let attempt = 0; attempt < 3; attempt += 1) await resend('nobody')
    assert.equal(await refusalOf(resend('nobody')), limited)
  })
})
