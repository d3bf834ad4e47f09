import type { VerifiedAuthenticationResponse } from '@simplewebauthn/server'
import { isEllipticCurveKey } from '../../crypto/cose-key.ts'
import { isWholeSequence } from '../../crypto/certificates/der-sequence.ts'
import type { Passkey } from '../../domain/factors/passkey.ts'
import type { RelyingParty } from '../../domain/factors/relying-party.ts'
import { isFromAllowedPage, readClientData, type ClientData } from './check-client-data.ts'
import { readBytes, type ReadCredential } from './read-credential.ts'
import { userHandle } from './user-handle.ts'

export interface AssertionDemands {
  readonly relyingParty: RelyingParty
  /** In base64url: the one that this very sign-in posed. */
  readonly challenge: string
  readonly isUserVerificationRequired: boolean
  readonly passkey: Pick<Passkey, 'sub' | 'credentialId' | 'publicKey' | 'signCount' | 'isBackupEligible'>
}

export type VerifiedAssertion =
  | {
      readonly kind: 'verified'
      readonly signCount: number
      readonly isBackedUp: boolean
      readonly isUserVerified: boolean
    }
  | { readonly kind: 'refused' }
  /** Everything is right but the count, which is not beyond the last one: there may be a copy of the authenticator. */
  | { readonly kind: 'counted-back'; readonly signCount: number }

const refused = { kind: 'refused' } as const

/** Verifies that the owner of a passkey answered a challenge with it (WebAuthn Level 3 section 7.2). */
export async function verifyAssertion(
  credential: ReadCredential,
  { relyingParty, challenge, isUserVerificationRequired, passkey }: AssertionDemands,
): Promise<VerifiedAssertion> {
  const clientData = readClientData(credential.clientDataJson, 'webauthn.get')
  if (clientData?.challenge !== challenge || !isFromAllowedPage(clientData, relyingParty)) return refused
  const { authenticatorData, signature, userHandle: handle } = credential.response
  const signatureBytes = readBytes(signature)
  if (readBytes(authenticatorData) === undefined || signatureBytes === undefined) return refused
  if (isEllipticCurveKey(passkey.publicKey) && !isWholeSequence(signatureBytes)) return refused
  if (handle !== undefined && handle !== null && handle !== userHandle(passkey.sub)) return refused
  if (credential.id !== passkey.credentialId) return refused

  const demands = { relyingParty, challenge, isUserVerificationRequired, passkey }
  const info = await verifySignature(credential, clientData, demands)
  if (info === undefined) return refused
  const { newCounter: signCount, credentialDeviceType, credentialBackedUp, userVerified } = info
  // Whether a credential may be copied is decided when it is made.
  if ((credentialDeviceType === 'multiDevice') !== passkey.isBackupEligible) return refused
  const isCounting = signCount > 0 || passkey.signCount > 0
  if (isCounting && signCount <= passkey.signCount) return { kind: 'counted-back', signCount }
  return { kind: 'verified', signCount, isBackedUp: credentialBackedUp, isUserVerified: userVerified }
}

/** What the authenticator signed, if it did; the count is left for the caller to judge. */
async function verifySignature(
  { id, clientDataJson, response }: ReadCredential,
  { origin, topOrigin }: ClientData,
  { relyingParty, challenge, isUserVerificationRequired, passkey }: AssertionDemands,
): Promise<VerifiedAuthenticationResponse['authenticationInfo'] | undefined> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: Buffer.from(clientDataJson).toString('base64url'),
          authenticatorData: String(response.authenticatorData),
          signature: String(response.signature),
        },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      ...(topOrigin === undefined ? {} : { expectedTopOrigin: topOrigin }),
      expectedRPID: relyingParty.id,
      credential: { id, publicKey: Uint8Array.from(passkey.publicKey), counter: 0 },
      requireUserVerification: isUserVerificationRequired,
    })
    return verified ? authenticationInfo : undefined
  } catch {
    // The library refuses by throwing: another relying party, nobody present, nobody verified, a broken signature.
    return undefined
  }
}
