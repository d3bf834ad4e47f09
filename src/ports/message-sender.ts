import type { Mail, Sms } from '../domain/messages/message.ts'

export type SendResult =
  | { readonly kind: 'sent' }
  /**
   * `reason` is for operators: it names no address, no code and no content. A permanent failure (an address that cannot
   * be, a message that the provider refuses) is not worth another try.
   */
  | { readonly kind: 'failed'; readonly reason: string; readonly permanent: boolean }
  /** It is not the message: the carrier cannot be reached, or takes nothing from us now. */
  | { readonly kind: 'unreachable'; readonly reason: string }

/**
 * Hands mail to whoever carries it. It limits its own time, below a minute, and may be asked to send a mail again whose
 * first sending it did not get to report: the id, and so the Message-ID, is the same.
 */
export interface MailSender {
  sendMail(mail: Mail): Promise<SendResult>
}

/** The same for SMS. */
export interface SmsSender {
  sendSms(sms: Sms): Promise<SendResult>
}
