import { isEmailAddress } from '../../domain/users/contact.ts'
import { parseMailbox, type Mailbox } from '../../domain/messages/mailbox.ts'
import type { MailSender } from '../../ports/message-sender.ts'
import { callAws, type AwsService } from './call-aws.ts'

export interface SesOptions extends AwsService {
  readonly from: Mailbox
  readonly bounceAddress: string | undefined
}

/**
 * Sends mail by SendEmail of the API of Amazon SES, version 2. SES writes a Message-ID of its own; ours, the same at
 * every try, travels in a header beside it.
 */
export function createSesMailSender(options: SesOptions): MailSender {
  return {
    async sendMail(mail) {
      const from = mail.from === undefined ? options.from : parseMailbox(mail.from)
      if (!from) return { kind: 'failed', reason: "the pool's From is not an address", permanent: true }
      if (!isEmailAddress(mail.to))
        return { kind: 'failed', reason: 'the recipient is not an address', permanent: true }
      const text = (data: string) => ({ Data: data, Charset: 'UTF-8' })
      const body = {
        FromEmailAddress: spelled(from),
        Destination: { ToAddresses: [mail.to] },
        ...(mail.replyTo !== undefined && { ReplyToAddresses: [mail.replyTo] }),
        ...(options.bounceAddress !== undefined && { FeedbackForwardingEmailAddress: options.bounceAddress }),
        ...(mail.configurationSet !== undefined && { ConfigurationSetName: mail.configurationSet }),
        Content: {
          Simple: {
            Subject: text(mail.subject),
            Body: { Text: text(mail.text), ...(mail.html !== undefined && { Html: text(mail.html) }) },
            Headers: [
              { Name: 'Auto-Submitted', Value: 'auto-generated' },
              { Name: 'X-Auto-Response-Suppress', Value: 'All' },
              { Name: 'X-Message-Id', Value: mail.id },
            ],
          },
        },
      }
      return callAws(options, {
        service: 'ses',
        path: '/v2/email/outbound-emails',
        contentType: 'application/json',
        body: JSON.stringify(body),
      })
    },
  }
}

/** RFC 5322, with the name as RFC 2047 encodes it. */
function spelled({ name, address }: Mailbox): string {
  if (name === '') return address
  if (/^[\x20-\x7e]*$/.test(name)) return `"${name.replaceAll(/["\\]/g, '')}" <${address}>`
  return `=?UTF-8?B?${Buffer.from(name).toString('base64')}?= <${address}>`
}
