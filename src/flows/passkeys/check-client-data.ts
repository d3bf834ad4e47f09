import { isJsonObject, parseStrictJson } from '../../crypto/jose/strict-json.ts'
import type { RelyingParty } from '../../domain/factors/relying-party.ts'

/** CollectedClientData, as far as a relying party looks at it. */
export interface ClientData {
  readonly type: 'webauthn.create' | 'webauthn.get'
  /** In base64url. */
  readonly challenge: string
  readonly origin: string
  readonly crossOrigin: boolean
  readonly topOrigin: string | undefined
}

/** Reads what the browser says it did; undefined where it is not for this ceremony or says a thing in two ways. */
export function readClientData(json: Uint8Array, type: ClientData['type']): ClientData | undefined {
  const data = parseStrictJson(json)
  if (!isJsonObject(data) || data.type !== type) return undefined
  const { challenge, origin, crossOrigin = false, topOrigin } = data
  if (typeof challenge !== 'string' || typeof origin !== 'string' || typeof crossOrigin !== 'boolean') return undefined
  if (topOrigin !== undefined && typeof topOrigin !== 'string') return undefined
  return { type, challenge, origin, crossOrigin, topOrigin }
}

/** Whether the page was one that may use the relying party's passkeys, and not within another's. */
export function isFromAllowedPage({ origin, crossOrigin, topOrigin }: ClientData, relyingParty: RelyingParty): boolean {
  const isFramed = crossOrigin || topOrigin !== undefined
  return relyingParty.allowsOrigin(origin) && (!isFramed || relyingParty.allowsFrameIn(topOrigin))
}
