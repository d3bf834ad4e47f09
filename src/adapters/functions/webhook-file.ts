import * as v from 'valibot'
import { parseSecretFile } from '../../config/files/parse-secret-file.ts'

export interface Webhook {
  readonly url: URL
  readonly secret: Uint8Array
}

/** By the ARN that a pool's LambdaConfig names. */
export type Webhooks = ReadonlyMap<string, Webhook>

const prefix = 'whsec_'
const fewestSecretBytes = 24

const functionArn = v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/))
const webhookForm = v.strictObject({
  url: v.pipe(v.string(), v.check(isSafeUrl)),
  secret: v.pipe(v.string(), v.regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/), v.check(isLongSecret)),
})
const fileForm = v.record(functionArn, webhookForm)

/**
 * Reads the file of webhooks: `{ "<function ARN>": { "url": "https://…", "secret": "whsec_…" } }`. Throws an error that
 * says what is wrong, without a value of it.
 */
export function parseWebhookFile(text: string): Webhooks {
  return new Map(
    Object.entries(parseSecretFile(fileForm, text, 'webhooks')).map(([arn, { url, secret }]) => [
      arn,
      { url: new URL(url), secret: bytesOf(secret) },
    ]),
  )
}

function isLongSecret(secret: string): boolean {
  return bytesOf(secret).length >= fewestSecretBytes
}

function bytesOf(secret: string): Uint8Array {
  return Buffer.from(secret.slice(prefix.length), 'base64')
}

/** Without TLS only what does not leave this machine: events hold passwords. */
function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(hostname))
}
