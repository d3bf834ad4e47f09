import { decodeBase64Url } from '../../crypto/base64url.ts'
import { isJsonObject } from '../../crypto/jose/strict-json.ts'

/** What RegistrationResponseJSON and AuthenticationResponseJSON share, with the members of its response. */
export interface ReadCredential {
  /** In canonical base64url: what is stored and compared. */
  readonly id: string
  readonly clientDataJson: Uint8Array
  readonly response: Readonly<Record<string, unknown>>
  readonly attachment: 'platform' | 'cross-platform' | undefined
}

/** WebAuthn Level 3 section 7.1, step 26. */
const longestIdBytes = 1023
/** Everything that authenticators send is far below. */
const longestMemberBytes = 65_536

/** Takes apart what a browser made of a credential; undefined where that cannot be what one made. */
export function readCredential(credential: unknown): ReadCredential | undefined {
  if (!isJsonObject(credential) || !isJsonObject(credential.response)) return undefined
  const { id, rawId, type, response, authenticatorAttachment } = credential
  if (type !== 'public-key' || typeof id !== 'string' || id !== rawId) return undefined
  const idBytes = decodeBase64Url(id)
  const clientDataJson = readBytes(response.clientDataJSON)
  if (!idBytes?.length || idBytes.length > longestIdBytes || clientDataJson === undefined) return undefined
  return { id, clientDataJson, response, attachment: readAttachment(authenticatorAttachment) }
}

/** The bytes of a member in base64url; undefined for anything else. */
export function readBytes(member: unknown): Uint8Array | undefined {
  if (typeof member !== 'string' || member.length > longestMemberBytes) return undefined
  return decodeBase64Url(member)
}

function readAttachment(value: unknown): ReadCredential['attachment'] {
  return value === 'platform' || value === 'cross-platform' ? value : undefined
}
