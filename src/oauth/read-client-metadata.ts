import { isJsonObject } from '../crypto/jose/strict-json.ts'
import { parseStrictJson } from '../http/strict-json.ts'

/** `aws_client_metadata`: JSON whose members are texts, for the pool's triggers (cognito-web contract, section 2.3). */
export function readClientMetadata(
  text: string | undefined,
): Readonly<Record<string, string>> | undefined | 'malformed' {
  if (text === undefined) return undefined
  const parsed = parseStrictJson(text)
  if (!parsed.ok || !isJsonObject(parsed.value)) return 'malformed'
  const texts = Object.entries(parsed.value).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  return texts.length === Object.keys(parsed.value).length ? Object.fromEntries(texts) : 'malformed'
}
