import { mailOrigin } from '../../domain/messages/mail-origin.ts'
import type { LogoutNotice, OutboundMessage, OutboxItem } from '../../domain/messages/message.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { MailSender, SendResult, SmsSender } from '../../ports/message-sender.ts'
import type { SenderPorts } from '../triggers/custom-sender.ts'

export interface Carriers {
  /** Undefined: this installation sends none. */
  readonly mail: MailSender | undefined
  readonly sms: SmsSender | undefined
}

export interface SendOptions {
  readonly ports: SenderPorts
  /** What carries a message that no function of its pool sends. */
  readonly carry: (message: OutboundMessage, pool: UserPool) => Promise<SendResult>
  readonly tellLogout: (notice: LogoutNotice) => Promise<SendResult>
}

/** Sends what is in the outbox as its pool wants it: by the pool's own function, or as this installation sends. */
export async function sendMessage({ ports, carry, tellLogout }: SendOptions, message: OutboxItem): Promise<SendResult> {
  if (message.channel === 'LOGOUT') return tellLogout(message)
  const pool = await ports.storage.userPools.find(message.poolId)
  if (!pool) return { kind: 'failed', reason: 'its pool is gone', permanent: true }
  const { custom } = message
  if (custom === undefined) return carry(message, pool)
  const { sendByFunction } = await import('../triggers/custom-sender.ts')
  return (await sendByFunction(ports, pool, { ...message, custom })) ?? carry(message, pool)
}

/** Hands a message to whoever carries its kind. */
export async function carryMessage(
  { mail, sms }: Carriers,
  message: OutboundMessage,
  pool: Pick<UserPool, 'configuration'>,
): Promise<SendResult> {
  const { id, to, text, createdAt } = message
  if (message.channel === 'SMS') return sms ? sms.sendSms({ id, to, text }) : nobody('SMS')
  if (!mail) return nobody('mail')
  const { subject = '', html } = message
  const origin = mailOrigin(pool)
  const { from = origin.from, replyTo = origin.replyTo } = message
  return mail.sendMail({ id, to, subject, text, html, createdAt, ...origin, from, replyTo })
}

function nobody(what: string): SendResult {
  return { kind: 'unreachable', reason: `this installation is not set up to send ${what}` }
}
