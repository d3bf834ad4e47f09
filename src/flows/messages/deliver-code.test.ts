import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refuse } from '../../contract/refusal.ts'
import type { CodePurpose } from '../../domain/factors/verification-code.ts'
import { buildUser } from '../../testing/build-user.ts'
import { givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { codeHash } from '../codes/code-hash.ts'
import { requireDelivery } from './deliver-code.ts'
import type { MessageOrigin } from '../triggers/custom-message.ts'

const contact = { attribute: 'email', destination: 'alice@example.com' } as const
const user = buildUser({ attributes: { email: 'alice@example.com' } })
const byLink = { VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' } } as const

const origin = originOf('c')

function originOf(clientId: string | undefined): MessageOrigin {
  return { source: 'SignUp', caller: { clientId, userAgent: undefined }, clientMetadata: undefined }
}

async function given(configuration = {}) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration })
  return { ports, pool }
}

describe('deliverCode', () => {
  test('gives the writes to commit, and commits nothing itself', async () => {
    const { ports, pool } = await given()
    const before = ports.commits.length
    const { writes, details } = await requireDelivery(ports, refuse, {
      pool,
      subject: 's',
      purpose: 'sign-up',
      contact,
      user,
      origin,
    })
    assert.equal(ports.commits.length, before)
    const [stored, enqueued] = writes
    assert.ok(stored?.write === 'putCode' && enqueued?.write === 'enqueueMessage')
    const code = enqueued.message.code ?? ''
    const createdAt = ports.clock.now()
    const owner = { poolId: pool.id, subject: 's', purpose: 'sign-up' } as const
    assert.deepEqual(stored.code, {
      ...owner,
      codeHash: codeHash(ports, owner, code),
      ...contact,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + 86_400_000),
      failures: 0,
    })
    assert.deepEqual(enqueued.message, {
      id: enqueued.message.id,
      poolId: pool.id,
      channel: 'EMAIL',
      to: 'alice@example.com',
      subject: 'Your verification code',
      text: `Your confirmation code is ${code}`,
      html: `Your confirmation code is ${code}`,
      code,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + 86_400_000),
    })
    assert.deepEqual(details, { Destination: 'a***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' })
  })

  const kinds: Readonly<Record<CodePurpose, [digits: number, seconds: number]>> = {
    'sign-up': [6, 86_400],
    'forgot-password': [6, 3600],
    'verify-email': [6, 86_400],
    'verify-phone_number': [6, 86_400],
    mfa: [6, 180],
    'one-time-password': [8, 180],
  }
  for (const [purpose, [digits, seconds]] of Object.entries(kinds)) {
    test(`a code for ${purpose} has ${digits} digits and lives ${seconds} seconds`, async () => {
      const { ports, pool } = await given()
      const request = { pool, subject: 's', purpose: purpose as CodePurpose, contact, user, origin }
      const [stored, enqueued] = (await requireDelivery(ports, refuse, request)).writes
      assert.ok(stored?.write === 'putCode' && enqueued?.write === 'enqueueMessage')
      assert.match(enqueued.message.code ?? '', new RegExp(`^\\d{${digits}}$`))
      assert.equal(stored.code.expiresAt.getTime() - stored.code.createdAt.getTime(), seconds * 1000)
    })
  }

  test("a sign-in's code lives as long as its session", async () => {
    const { ports, pool } = await given()
    const request = { pool, subject: 's', purpose: 'mfa', contact, user, origin, lifetimeSeconds: 900 } as const
    const [stored] = (await requireDelivery(ports, refuse, request)).writes
    assert.ok(stored?.write === 'putCode')
    assert.equal(stored.code.expiresAt.getTime() - ports.clock.now().getTime(), 900_000)
  })

  test('one code hashes differently for another purpose, subject or pool', async () => {
    const { ports } = await given()
    const owner = { poolId: 'p', subject: 's', purpose: 'sign-up' } as const
    const hashes = [
      owner,
      { ...owner, purpose: 'mfa' as const },
      { ...owner, subject: 't' },
      { ...owner, poolId: 'q' },
    ].map((each) => codeHash(ports, each, '123456'))
    assert.equal(new Set(hashes).size, 4)
  })

  test('nobody gets a message, and all else happens, in the time of one', async () => {
    const { ports, pool } = await given()
    const request = { pool, subject: 's', purpose: 'forgot-password', contact, user: undefined, origin } as const
    const { writes, details } = await requireDelivery(ports, refuse, request)
    const [stored, enqueued, gone, ...more] = writes
    assert.equal(stored?.write, 'putCode')
    assert.ok(enqueued?.write === 'enqueueMessage' && gone?.write === 'completeMessage')
    assert.deepEqual([enqueued.message.to, gone.messageId, more], ['', enqueued.message.id, []])
    assert.equal(details.Destination, 'a***@e***')
    await ports.storage.commit(writes)
    assert.deepEqual(await ports.storage.installation.claimMessages(1, 60, ports.clock.now()), [])
  })

  test('a link goes to the custom domain before the prefix', async () => {
    const { ports, pool } = await given(byLink)
    const of = { poolId: pool.id, managedLoginVersion: 2, createdAt: ports.clock.now() } as const
    const customDomainConfig = { CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/a' }
    for (const domain of [
      { ...of, domain: 'notes', customDomainConfig: undefined },
      { ...of, domain: 'login.example.com', customDomainConfig },
    ]) {
      assert.ok((await ports.storage.commit([{ write: 'createDomain', domain }])).committed)
    }
    const request = { pool, subject: 's', purpose: 'sign-up', contact, user, origin } as const
    const text = async (overrides = {}) => {
      const [, enqueued] = (await requireDelivery(ports, refuse, { ...request, ...overrides })).writes
      return enqueued?.write === 'enqueueMessage' ? enqueued.message.text : ''
    }
    assert.match(
      await text(),
      /: https:\/\/login\.example\.com\/confirmUser\?client_id=c&user_name=alice&confirmation_code=\d{6}$/,
    )
    assert.match(await text({ purpose: 'forgot-password' }), /^Your confirmation code is \d{6}$/)
    assert.match(await text({ purpose: 'verify-email' }), /^Your verification code is \d{6}$/)
    assert.match(await text({ origin: originOf(undefined) }), /^Your confirmation code is \d{6}$/)
  })
})
