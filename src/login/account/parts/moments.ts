import type { Messages } from '../../../messages/en.ts'

/** A day and a time of day, as the language writes them. Nobody knows where the person is: they are told in UTC. */
export function momentText({ locale, account }: Messages, moment: Date): string {
  const text = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  return account.moment(text.format(moment))
}
