import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refuse } from '../../contract/refusal.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { notifyAccountHolder } from './notify-account-holder.ts'
import { signUp } from '../users/sign-up.ts'

const request: RequestFacts = {
  requestId: 'r',
  region: 'us-east-1',
  accountId: '123456789012',
  sourceIp: '203.0.113.7',
  userAgent: undefined,
}

async function given(username: string) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration: { UsernameAttributes: ['email', 'phone_number'] } })
  const client = await givenClient(ports, pool)
  const ask = () => signUp(ports, refuse, { pool, client, username, password: 'Passw0rd!', attributes: [], request })
  await ask()
  const again = await ask()
  assert.ok(again.kind === 'taken')
  return { ports, pool, alias: again.alias }
}

describe('notifyAccountHolder', () => {
  for (const [username, channel] of [
    ['Alice@example.com', 'EMAIL'],
    ['+15555550100', 'SMS'],
  ] as const) {
    test(`tells ${username} by ${channel} that there is an account`, async () => {
      const { ports, pool, alias } = await given(username)
      await notifyAccountHolder(ports, { pool, alias, isTaken: true })
      const [message] = ports.messages
      assert.equal(ports.messages.length, 1)
      assert.equal(message?.channel, channel)
      assert.equal(message?.to, username)
      assert.equal(message?.code, undefined)
      assert.match(message?.text ?? '', /^Somebody asked for an account with this address, which has one already\./)
    })
  }

  test('tells it five times an hour, and says nothing of that', async () => {
    const { ports, pool, alias } = await given('alice@example.com')
    for (let attempt = 0; attempt < 8; attempt += 1) await notifyAccountHolder(ports, { pool, alias, isTaken: true })
    assert.equal(ports.messages.length, 5)
  })

  test('tells nobody of a username', async () => {
    const { ports, pool } = await given('alice@example.com')
    await notifyAccountHolder(ports, { pool, alias: { namespace: 'username', key: 'alice' }, isTaken: true })
    await notifyAccountHolder(ports, { pool, alias: { namespace: 'email', key: 'nobody@example.com' }, isTaken: true })
    assert.deepEqual(ports.messages, [])
  })

  test('tells nobody of an address that was free', async () => {
    const { ports, pool, alias } = await given('alice@example.com')
    await notifyAccountHolder(ports, { pool, alias, isTaken: false })
    assert.deepEqual(ports.messages, [])
  })
})
