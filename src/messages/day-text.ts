import type { Messages } from './en.ts'

/** A day as the language writes it. Nobody knows where the person is: it is told in UTC. */
export function dayText({ locale }: Pick<Messages, 'locale'>, moment: Date): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(moment)
}
