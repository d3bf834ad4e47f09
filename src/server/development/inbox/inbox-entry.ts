import type { CapturedMessage } from '../../../ports/inbox.ts'

/** One message as `GET /_sallyport/inbox` lists it. Outside programs rely on every member (DESIGN section 5). */
export function inboxEntry({ to, channel, subject, text, html, code, sentAt }: CapturedMessage) {
  return {
    to,
    channel,
    subject: subject ?? null,
    text,
    html: html ?? null,
    code: code ?? null,
    sentAt: sentAt.toISOString(),
  }
}
