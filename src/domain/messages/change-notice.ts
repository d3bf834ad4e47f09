import type { Messages } from '../../messages/en.ts'
import type { Contact, ContactAttribute } from '../users/contact.ts'
import { extraOf } from '../extras/extras.ts'
import { languageOf, mailText, smsText, type MessageText } from './message-text.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'

/** What somebody did to their account that its owner hears of, in case it was not they. */
export type NoticedChange = keyof Messages['mail']['notices']

/** Where the owner hears of it: the address that was verified before the change, mail before SMS. */
export function noticeContact(pool: UserPool, before: Pick<User, 'attributes'>): Contact | undefined {
  if (!extraOf(pool, 'change-notices')) return undefined
  const attribute = (['email', 'phone_number'] as const).find(
    (name) => before.attributes[`${name}_verified`] === 'true',
  )
  const destination = attribute && before.attributes[attribute]
  return attribute && destination ? { attribute, destination } : undefined
}

/** `link` leads to where the owner disowns the change; it takes the place of the advice. */
export function changeNotice(
  messages: Messages,
  change: NoticedChange,
  by: ContactAttribute,
  link?: { readonly url: string; readonly isUndoing: boolean },
): MessageText {
  const { mail } = messages
  const { subject, body, advice } = mail.notices[change]
  const way = link === undefined ? advice : `{##${link.isUndoing ? mail.notMeUndo : mail.notMe}##}`
  const template = { subject, body: `${body} ${way}`, language: languageOf(messages) }
  const values = { code: '', username: '', link: link?.url }
  return by === 'email' ? mailText(template, values) : smsText(template, values)
}
