import { isEmailAddress } from '../users/contact.ts'

/** An address with the name that mail programs show beside it. */
export interface Mailbox {
  readonly name: string
  readonly address: string
}

const named = /^\s*(?:"([^"\\\p{C}]{0,200})"|([^<>"\\\p{C}]{0,200}?))\s*<([^<>\s]+)>\s*$/u

/**
 * Reads `a@example.com`, `Name <a@example.com>` or `"Name" <a@example.com>`. Exactly one mailbox, or undefined: a list, a
 * group and a comment are ways to smuggle in another.
 */
export function parseMailbox(text: string): Mailbox | undefined {
  const [, quoted, plain, bracketed] = named.exec(text) ?? []
  const address = bracketed ?? text.trim()
  return isEmailAddress(address) ? { name: quoted ?? plain ?? '', address } : undefined
}
