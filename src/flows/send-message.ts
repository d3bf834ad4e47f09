import { mailOrigin } from '../domain/mail-origin.ts'
import type { OutboundMessage } from '../domain/message.ts'
import type { MailSender, SendResult, SmsSender } from '../ports/message-sender.ts'
import type { Storage } from '../ports/storage/storage.ts'

export interface Carriers {
  readonly storage: Pick<Storage, 'userPools'>
  /** Undefined: this installation sends none. */
  readonly mail: MailSender | undefined
  readonly sms: SmsSender | undefined
}

/** Hands a message of the outbox to whoever carries its kind, as its pool wants it. */
export async function sendMessage({ storage, mail, sms }: Carriers, message: OutboundMessage): Promise<SendResult> {
  const { id, to, text, createdAt } = message
  if (message.channel === 'SMS') return sms ? sms.sendSms({ id, to, text }) : nobody('SMS')
  const pool = await storage.userPools.find(message.poolId)
  if (!pool) return { kind: 'failed', reason: 'its pool is gone', permanent: true }
  const { subject = '', html } = message
  return mail ? mail.sendMail({ id, to, subject, text, html, createdAt, ...mailOrigin(pool) }) : nobody('mail')
}

function nobody(what: string): SendResult {
  return { kind: 'unreachable', reason: `this installation is not set up to send ${what}` }
}
