import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Mail, OutboundMessage, Sms } from '../domain/message.ts'
import { givenPool } from '../testing/given.ts'
import { testPorts } from '../testing/test-ports.ts'
import { sendMessage } from './send-message.ts'

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

async function given(EmailConfiguration?: object) {
  const ports = await testPorts()
  const pool = await givenPool(ports, EmailConfiguration ? { configuration: { EmailConfiguration } } : {})
  const mails: Mail[] = []
  const texts: Sms[] = []
  const carriers = {
    storage: ports.storage,
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
  return { carriers, mails, texts, poolId: pool.id }
}

describe('a message of the outbox', () => {
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
      const { carriers, mails, poolId } = await given(configuration)
      assert.deepEqual(await sendMessage(carriers, message(poolId)), { kind: 'sent' })
      const { id, to, subject, text, html } = message(poolId)
      assert.deepEqual(mails, [{ id, to, subject, text, html, createdAt, ...origin }])
    })
  }

  test('by SMS is number and words', async () => {
    const { carriers, texts, poolId } = await given()
    await sendMessage(carriers, message(poolId, { channel: 'SMS', to: '+15550100', text: 'Hi' }))
    assert.deepEqual(texts, [{ id: 'm1', to: '+15550100', text: 'Hi' }])
  })

  test('waits where nobody carries its kind', async () => {
    const { carriers, poolId } = await given()
    assert.deepEqual(await sendMessage({ ...carriers, mail: undefined }, message(poolId)), {
      kind: 'unreachable',
      reason: 'this installation is not set up to send mail',
    })
    assert.deepEqual(await sendMessage({ ...carriers, sms: undefined }, message(poolId, { channel: 'SMS' })), {
      kind: 'unreachable',
      reason: 'this installation is not set up to send SMS',
    })
  })
})
