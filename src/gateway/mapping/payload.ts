import { parseJson, type JsonLimits, type JsonOutcome } from '../vtl/parse-json.ts'
import type { HeaderList } from '../../http/header-list.ts'

/** What a template works on: the body of the request, or of the integration's response. */
export interface Payload {
  /** Cognito: an empty body is an empty object to templates. */
  readonly text: string
  /** Of the integration's response; of the request they are the exchange's. */
  readonly headers: HeaderList
  /** Parsed once, when it is asked for. */
  readonly json: () => JsonOutcome
}

export interface PayloadLimits extends JsonLimits {
  readonly characters: number
}

/** GW-06 for what clients send; backends are trusted further. */
export const requestPayloadLimits = payloadLimits(256)
export const responsePayloadLimits: PayloadLimits = { characters: 10 * 1024 * 1024, depth: 100, members: 200_000 }

/** So many kilobytes of what a client sends, and with more of them more members. */
export function payloadLimits(kilobytes: number): PayloadLimits {
  return { characters: kilobytes * 1024, depth: 32, members: 10_000 * Math.max(1, kilobytes / 256) }
}

export function createPayload(body: string, limits: PayloadLimits, headers: HeaderList = []): Payload {
  const text = body === '' ? '{}' : body
  let outcome: JsonOutcome | undefined
  return {
    text,
    headers,
    json() {
      outcome ??= text.length > limits.characters ? { kind: 'too-complex' } : parseJson(text, limits)
      return outcome
    },
  }
}
