import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import type { RelyingParty } from '../../src/domain/factors/relying-party.ts'
import { readClientData } from '../../src/flows/passkeys/check-client-data.ts'
import { readCredential } from '../../src/flows/passkeys/read-credential.ts'
import { verifyAssertion, type VerifiedAssertion } from '../../src/flows/passkeys/verify-assertion.ts'
import { verifyRegistration, type VerifiedRegistration } from '../../src/flows/passkey-changes/verify-registration.ts'

const corpora = process.env.SALLYPORT_CORPORA ?? join(import.meta.dirname, '../../../shared/corpora')
const file = join(corpora, 'webauthn/level3-vectors.json')

export const skip = existsSync(file) ? false : 'corpora/webauthn is absent'

type Fields = Readonly<Record<string, string>>

/** One set of the specification's test vectors (WebAuthn Level 3 section 16), every value in hex. */
export interface VectorSet {
  readonly title: string
  readonly registration: Fields
  readonly authentication: Fields
}

/** By name. The first entry is a certificate authority, not a set. */
export function vectorSets(): ReadonlyMap<string, VectorSet> {
  if (skip !== false) return new Map()
  const entries: [string, VectorSet][] = Object.entries(JSON.parse(readFileSync(file, 'utf8')))
  return new Map(entries.filter(([, { registration }]) => registration !== undefined))
}

/** The relying party of the vectors, which also have a page inside another's frame. */
export const vectorParty: RelyingParty = {
  id: 'example.org',
  allowsOrigin: (origin) => origin === 'https://example.org',
  allowsFrameIn: (topOrigin) => topOrigin === undefined || topOrigin === 'https://example.com',
}

/** What the sets are signed with; offered here are ES256 and RS256 only. */
export const everyAlgorithm: readonly number[] = [-7, -35, -36, -8, -257]

/** A credential as a browser hands it over, free to be spoiled. */
export interface Sent {
  id: unknown
  rawId: unknown
  type: unknown
  response: Record<string, unknown>
}

export function sentRegistration({ registration }: VectorSet): Sent {
  const id = toText(registration.credential_id)
  const clientDataJSON = toText(registration.clientDataJSON)
  const attestationObject = toText(registration.attestationObject)
  return { id, rawId: id, type: 'public-key', response: { clientDataJSON, attestationObject } }
}

export function sentAssertion({ registration, authentication }: VectorSet): Sent {
  const id = toText(registration.credential_id)
  const clientDataJSON = toText(authentication.clientDataJSON)
  const authenticatorData = toText(authentication.authenticatorData)
  const signature = toText(authentication.signature)
  return { id, rawId: id, type: 'public-key', response: { clientDataJSON, authenticatorData, signature } }
}

/** The same credential as it comes where no attestation was asked for (section 5.1.3: the client replaces it). */
export function withoutAttestation(sent: Sent): Sent {
  const object: Map<string, any> = isoCBOR.decodeFirst(bytesOf(sent.response.attestationObject))
  const stripped = new Map<string, any>([
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', object.get('authData')],
  ])
  return { ...sent, response: { ...sent.response, attestationObject: textOf(isoCBOR.encode(stripped)) } }
}

export interface Ceremony {
  readonly relyingParty?: RelyingParty
  readonly algorithms?: readonly number[]
  readonly isUserVerificationRequired?: boolean
}

/** Registers as the flow does once it knows the challenge for its own. */
export async function register(
  sent: unknown,
  challenge: string,
  { relyingParty = vectorParty, algorithms = everyAlgorithm, isUserVerificationRequired = false }: Ceremony = {},
): Promise<VerifiedRegistration> {
  const credential = readCredential(sent)
  const clientData = credential && readClientData(credential.clientDataJson, 'webauthn.create')
  if (!credential || clientData?.challenge !== challenge) return { kind: 'refused', reason: 'unsupported' }
  return verifyRegistration(credential, clientData, { relyingParty, algorithms, isUserVerificationRequired })
}

export interface StoredKey {
  readonly sub: string
  readonly credentialId: string
  readonly publicKey: Uint8Array
  readonly signCount: number
  readonly isBackupEligible: boolean
}

export async function assertWith(
  sent: unknown,
  { challenge, passkey }: { readonly challenge: string; readonly passkey: StoredKey },
  { relyingParty = vectorParty, isUserVerificationRequired = false }: Ceremony = {},
): Promise<VerifiedAssertion> {
  const credential = readCredential(sent)
  if (!credential) return { kind: 'refused' }
  return verifyAssertion(credential, { relyingParty, challenge, isUserVerificationRequired, passkey })
}

export function toText(hex: string | undefined): string {
  return Buffer.from(hex ?? '', 'hex').toString('base64url')
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

export function bytesOf(text: unknown): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(String(text), 'base64url'))
}
