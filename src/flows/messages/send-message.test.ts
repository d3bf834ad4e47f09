import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Mail, OutboundMessage, Sms } from '../../domain/messages/message.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { carryMessage } from './send-message.ts'

const createdAt = new Date('2026-11-30T12:00:00Z')

function message(poolId: string, overrides: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    id: 'm1',
    poolId,
    channel: 'EMAIL',
    to: 'ada@example.com',
    subject: 'Hello',
    text: 'Your code is 123456',
    html: '<p>Your code is 123456</p>',
    code: '123456',
    createdAt,
    ...overrides,
  }
}

function given(EmailConfiguration?: object) {
  const pool = buildUserPool(EmailConfiguration ? { configuration: { EmailConfiguration } } : {})
  const mails: Mail[] = []
  const texts: Sms[] = []
  const carriers = {
    mail: {
      sendMail: async (mail: Mail) => {
        mails.push(mail)
        return { kind: 'sent' } as const
      },
    },
    sms: {
      sendSms: async (sms: Sms) => {
        texts.push(sms)
        return { kind: 'sent' } as const
      },
    },
  }
  return { carriers, mails, texts, pool }
}

describe('a message that this installation carries', () => {
  const origins: Readonly<Record<string, [configuration: object | undefined, origin: object]>> = {
    'nothing said': [undefined, { from: undefined, replyTo: undefined, configurationSet: undefined }],
    'all said': [
      {
        EmailSendingAccount: 'DEVELOPER',
        SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/a@pool.example',
        From: 'Pool <b@pool.example>',
        ReplyToEmailAddress: 'help@pool.example',
        ConfigurationSet: 'set',
      },
      { from: 'Pool <b@pool.example>', replyTo: 'help@pool.example', configurationSet: 'set' },
    ],
    'an identity that is an address': [
      { SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/a@pool.example' },
      { from: 'a@pool.example', replyTo: undefined, configurationSet: undefined },
    ],
    'an identity that is a domain': [
      { SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/pool.example' },
      { from: undefined, replyTo: undefined, configurationSet: undefined },
    ],
  }
  for (const [what, [configuration, origin]] of Object.entries(origins)) {
    test(`comes from whom the pool says: ${what}`, async () => {
      const { carriers, mails, pool } = given(configuration)
      assert.deepEqual(await carryMessage(carriers, message(pool.id), pool), { kind: 'sent' })
      const { id, to, subject, text, html } = message(pool.id)
      assert.deepEqual(mails, [{ id, to, subject, text, html, createdAt, ...origin }])
    })
  }

  test('comes from whom it names itself before whom the pool names', async () => {
    const { carriers, mails, pool } = given({ From: 'b@pool.example', ReplyToEmailAddress: 'help@pool.example' })
    await carryMessage(carriers, message(pool.id, { from: 'c@pool.example' }), pool)
    await carryMessage(carriers, message(pool.id, { replyTo: 'security@pool.example' }), pool)
    assert.deepEqual(
      mails.map(({ from, replyTo }) => [from, replyTo]),
      [
        ['c@pool.example', 'help@pool.example'],
        ['b@pool.example', 'security@pool.example'],
      ],
    )
  })

  test('by SMS is number and words', async () => {
    const { carriers, texts, pool } = given()
    await carryMessage(carriers, message(pool.id, { channel: 'SMS', to: '+15550100', text: 'Hi' }), pool)
    assert.deepEqual(texts, [{ id: 'm1', to: '+15550100', text: 'Hi' }])
  })

  test('waits where nobody carries its kind', async () => {
    const { carriers, pool } = given()
    assert.deepEqual(await carryMessage({ ...carriers, mail: undefined }, message(pool.id), pool), {
      kind: 'unreachable',
      reason: 'this installation is not set up to send mail',
    })
    assert.deepEqual(await carryMessage({ ...carriers, sms: undefined }, message(pool.id, { channel: 'SMS' }), pool), {
      kind: 'unreachable',
      reason: 'this installation is not set up to send SMS',
    })
  })
})
