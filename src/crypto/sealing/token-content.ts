import { isJsonObject, parseStrictJson } from '../jose/strict-json.ts'

/** What a sealed token carries: an object of JSON values. */
export type TokenValue = Readonly<Record<string, unknown>>

/** An object is what was sealed. The two ways not to get it differ, since only the first is the client's own token. */
export type OpenedToken = TokenValue | 'expired' | undefined

const expiryLength = 8

/** The expiry in milliseconds, then JSON, then blanks (which JSON allows) up to the size asked for. */
export function encodeTokenContent(value: TokenValue, expiresAt: Date, paddedSize: number): Buffer {
  const expiry = Buffer.alloc(expiryLength)
  expiry.writeDoubleBE(expiresAt.getTime())
  const json = Buffer.from(JSON.stringify(value))
  const padding = Buffer.alloc(Math.max(0, paddedSize - expiryLength - json.length), ' ')
  return Buffer.concat([expiry, json, padding])
}

export function decodeTokenContent(content: Buffer | undefined, now: Date): OpenedToken {
  if (content === undefined || content.length < expiryLength) return undefined
  // Written so that an expiry that is no date has passed.
  if (!(now.getTime() < content.readDoubleBE(0))) return 'expired'
  const value = parseStrictJson(content.subarray(expiryLength))
  return isJsonObject(value) ? value : undefined
}
