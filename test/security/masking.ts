import type { Reply } from './surface.ts'

/**
 * What an onlooker can compare of a reply: status, every header and cookie, and the body, in which only what is random
 * at every call, and the name that was asked for, is made alike. Lengths of sealed values stay.
 */
export function maskedReply({ status, headers, body }: Reply, username: string): string {
  const names = [username, encodeURIComponent(username)].map((name) => RegExp.escape(name))
  const text = JSON.stringify({ status, headers, body })
  return text
    .replace(/(?<=allowCredentials(?:\\*"|&quot;):)\[.*?\](?=,(?:\\*"|&quot;)userVerification)/g, '<passkeys>')
    .replace(/(?<![0-9a-f])[0-9a-f]{740,768}(?![0-9a-f])/g, '<SRP_B>')
    .replace(/(?<=SALT\\*":\\*")[0-9a-f]{26,32}/g, '<SALT>')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<UUID>')
    .replace(/[A-Za-z0-9+/_=-]{120,}/g, (sealed) => `<sealed:${sealed.length}>`)
    .replace(/(?<![\w-])[\w-]{43}(?![\w-])/g, '<token>')
    .replace(/\p{L}\*{3}@\p{L}\*{3}/gu, '<mail>')
    .replace(/\+\*{7}\d{4}/g, '<phone>')
    .replace(new RegExp(names.join('|'), 'g'), '<name>')
}

/** How two lists of masked replies differ, in a few words; undefined where they do not. */
export function difference(one: readonly string[], other: readonly string[]): string | undefined {
  if (one.length !== other.length) return `${one.length} replies, and ${other.length}`
  for (const [at, text] of one.entries()) {
    const against = other[at] ?? ''
    if (text === against) continue
    const from = [...text].findIndex((character, index) => character !== against[index])
    const start = Math.max(0, (from === -1 ? text.length : from) - 40)
    return `reply ${at + 1}: …${text.slice(start, start + 160)}… and …${against.slice(start, start + 160)}…`
  }
  return undefined
}
