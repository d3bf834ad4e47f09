import type { Contact, ContactAttribute } from './contact.ts'
import { extraOf } from './extras.ts'
import { mailText, smsText, type MessageText } from './message-text.ts'
import type { UserPool } from './user-pool.ts'
import type { User } from './user.ts'

/** What somebody did to their account that its owner hears of, in case it was not they. */
export type NoticedChange = 'password' | 'passkey' | ContactAttribute

const things: Readonly<Record<Exclude<NoticedChange, 'passkey'>, { readonly name: string; readonly advice: string }>> =
  {
    password: { name: 'password', advice: 'reset it at once' },
    email: { name: 'email address', advice: 'change your password at once' },
    phone_number: { name: 'phone number', advice: 'change your password at once' },
  }

/** Where the owner hears of it: the address that was verified before the change, mail before SMS. */
export function noticeContact(pool: UserPool, before: Pick<User, 'attributes'>): Contact | undefined {
  if (!extraOf(pool, 'change-notices')) return undefined
  const attribute = (['email', 'phone_number'] as const).find(
    (name) => before.attributes[`${name}_verified`] === 'true',
  )
  const destination = attribute && before.attributes[attribute]
  return attribute && destination ? { attribute, destination } : undefined
}

export function changeNotice(change: NoticedChange, by: ContactAttribute): MessageText {
  const template = change === 'passkey' ? passkeyAdded : changed(change)
  const values = { code: '', username: '' }
  return by === 'email' ? mailText(template, values) : smsText(template, values)
}

const passkeyAdded = {
  subject: 'A passkey was added',
  body: 'A passkey was added to your account. If it was not you, delete it and change your password at once.',
}

function changed(change: Exclude<NoticedChange, 'passkey'>): { readonly subject: string; readonly body: string } {
  const { name, advice } = things[change]
  return {
    subject: `Your ${name} was changed`,
    body: `The ${name} of your account was changed. If it was not you, ${advice}.`,
  }
}
