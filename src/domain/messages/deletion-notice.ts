import type { Messages } from '../../messages/en.ts'
import type { ContactAttribute } from '../users/contact.ts'
import { languageOf, mailText, smsText, type MessageText } from './message-text.ts'

export interface PlannedDeletionLinks {
  /** Where the account can be kept, for whoever signs in. */
  readonly keep: string
  /** Where whoever did not ask for it secures the account, and keeps it. */
  readonly notMe: string
}

/** Tells of the day on which an account will be deleted, and of the way to keep it. */
export function plannedDeletionNotice(
  messages: Messages,
  by: ContactAttribute,
  { day, links }: { readonly day: string; readonly links: PlannedDeletionLinks | undefined },
): MessageText {
  const { account, mail } = messages
  const subject = account.deletePlannedTitle
  const coming = account.deleteComing(day)
  if (links === undefined) return written(messages, by, { subject, body: coming })
  const keep = written(messages, by, { subject, body: `${coming} {##${account.deleteStop}##}`, link: links.keep })
  const notMe = written(messages, by, { subject, body: `{##${mail.notMe}##}`, link: links.notMe })
  return {
    subject: keep.subject,
    text: `${keep.text}\n${notMe.text}`,
    html: keep.html && notMe.html && `${keep.html}<br>${notMe.html}`,
  }
}

/** Tells of the end of an account to where its owner was reached. */
export function deletionNotice(messages: Messages, by: ContactAttribute): MessageText {
  return written(messages, by, { subject: messages.account.deletedTitle, body: messages.mail.deleted })
}

function written(
  messages: Messages,
  by: ContactAttribute,
  { subject, body, link }: { readonly subject: string; readonly body: string; readonly link?: string },
): MessageText {
  const template = { subject, body, language: languageOf(messages) }
  const values = { code: '', username: '', link }
  return by === 'email' ? mailText(template, values) : smsText(template, values)
}
