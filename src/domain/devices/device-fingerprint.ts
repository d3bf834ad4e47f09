import { createHash } from 'node:crypto'
import type { DeviceFacts } from '../request-facts.ts'

const longestEncoded = 32_768
const longestText = 256

/**
 * What Amplify and the other clients say of their device in `EncodedData`: base64 of JSON with a payload that is JSON
 * again. Its signature has the public client id for a key and so proves nothing. Undefined for anything else.
 */
export function deviceFactsOf(encodedData: string | undefined): DeviceFacts | undefined {
  if (encodedData === undefined || encodedData.length > longestEncoded) return undefined
  const { payload } = parseObject(Buffer.from(encodedData, 'base64').toString('utf8'))
  const { contextData } = typeof payload === 'string' ? parseObject(payload) : {}
  if (!isObject(contextData)) return undefined
  const id = textOf(contextData.DeviceId)
  const name = textOf(contextData.DeviceName)
  const timezone = textOf(contextData.ClientTimezone)
  const facts = {
    ...(id === undefined ? {} : { idHash: createHash('sha256').update(id).digest('base64url') }),
    ...(name === undefined ? {} : { name }),
    ...(timezone !== undefined && /^[+-]?\d{1,2}:?\d{2}$/.test(timezone) ? { timezone } : {}),
  }
  return Object.keys(facts).length === 0 ? undefined : facts
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text)
    return isObject(parsed) ? parsed : {}
  } catch {
    return {}
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** No control characters: it is shown and written into logs. */
function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  return value.slice(0, longestText).toWellFormed().replaceAll(/\p{C}/gu, '') || undefined
}
