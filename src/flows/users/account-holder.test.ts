import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ForgotPassword } from '../../operations/user/ForgotPassword.ts'
import { ResendConfirmationCode } from '../../operations/user/ResendConfirmationCode.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'

const attributes = { email: 'alice@example.com', email_verified: 'true' }

type Vanishing = Awaited<ReturnType<typeof givenVanishing>>

/** A user who is deleted between being found and being written to. */
async function givenVanishing(mode: 'LEGACY' | 'ENABLED', status: 'CONFIRMED' | 'UNCONFIRMED') {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration: { AutoVerifiedAttributes: ['email'] } })
  const { id: ClientId } = await givenClient(ports, pool, { configuration: { PreventUserExistenceErrors: mode } })
  const user = await givenUser(ports, pool, { status, attributes })
  const newCode = (digits: number) => {
    void ports.storage.commit([{ write: 'deleteUser', poolId: pool.id, sub: user.sub }])
    return '1'.repeat(digits)
  }
  return { ports: { ...ports, codes: { newCode } }, input: { ClientId, Username: 'alice' } }
}

const askings = {
  ForgotPassword: {
    status: 'CONFIRMED',
    ask: ({ ports, input }: Vanishing) => call(ForgotPassword, ports, input),
  },
  ResendConfirmationCode: {
    status: 'UNCONFIRMED',
    ask: ({ ports, input }: Vanishing) => call(ResendConfirmationCode, ports, input),
  },
} as const

describe('a user who is deleted meanwhile', () => {
  for (const [name, { status, ask }] of Object.entries(askings)) {
    test(`${name}: is not found`, async () => {
      const given = await givenVanishing('LEGACY', status)
      assert.equal(await refusalOf(ask(given)), 'UserNotFoundException: Username/client id combination not found.')
      assert.deepEqual(given.ports.messages, [])
    })

    test(`${name}: is not told from any other where the client hides who exists`, async () => {
      const given = await givenVanishing('ENABLED', status)
      assert.deepEqual(await ask(given), {
        CodeDeliveryDetails: { Destination: 'a***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
      })
      assert.deepEqual(given.ports.messages, [])
    })
  }
})
