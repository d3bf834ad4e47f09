import type { CapturedMessage } from '../../../ports/inbox.ts'

// Cognito: the sender of pools that configure none.
const sender = 'no-reply@verificationemail.com'

/**
 * Mails in the form of `GET /_aws/ses`, which tests written for other emulators read. Those filter `email` by sender;
 * here a recipient is meant as well, since every pool's default sender is the same.
 */
export function sesMessages(
  messages: readonly CapturedMessage[],
  { region, email }: { region: string; email: string | undefined },
) {
  return messages
    .filter(({ channel, to }) => channel === 'EMAIL' && (email === undefined || [to, sender].includes(email)))
    .map(({ id, to, subject, text, html, sentAt }) => ({
      Id: id,
      Region: region,
      Destination: { ToAddresses: [to] },
      Source: sender,
      Subject: subject ?? '',
      Body: { text_part: text, html_part: html ?? null },
      Timestamp: sentAt.toISOString().slice(0, 19),
    }))
    .toReversed()
}
