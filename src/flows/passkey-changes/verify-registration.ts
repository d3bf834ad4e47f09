import { createHash } from 'node:crypto'
import type { RelyingParty } from '../../domain/factors/relying-party.ts'
import { isFromAllowedPage, type ClientData } from '../passkeys/check-client-data.ts'
import { readAttestation } from './read-attestation.ts'
import { readBytes, type ReadCredential } from '../passkeys/read-credential.ts'

export interface RegistrationDemands {
  readonly relyingParty: RelyingParty
  /** COSE algorithms that were offered. */
  readonly algorithms: readonly number[]
  readonly isUserVerificationRequired: boolean
}

export type VerifiedRegistration =
  | {
      readonly kind: 'verified'
      /** A COSE key. */
      readonly publicKey: Uint8Array
      readonly signCount: number
      readonly isBackupEligible: boolean
      readonly isBackedUp: boolean
      readonly aaguid: string
    }
  | { readonly kind: 'refused'; readonly reason: 'origin' | 'relying-party' | 'unsupported' }

/**
 * Verifies a new credential (WebAuthn Level 3 section 7.1). `clientData` is that of the credential, and its challenge
 * one that the caller knows for its own.
 */
export async function verifyRegistration(
  credential: ReadCredential,
  clientData: ClientData,
  { relyingParty, algorithms, isUserVerificationRequired }: RegistrationDemands,
): Promise<VerifiedRegistration> {
  if (!isFromAllowedPage(clientData, relyingParty)) return refused('origin')
  const attestationObject = readBytes(credential.response.attestationObject)
  const attestation = attestationObject && (await readAttestation(attestationObject))
  if (attestation === undefined) return refused('unsupported')
  const expected = createHash('sha256').update(relyingParty.id).digest()
  if (!expected.equals(attestation.rpIdHash)) return refused('relying-party')
  if (!attestation.isAcceptable || attestation.credentialId !== credential.id) return refused('unsupported')

  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const { id, clientDataJson } = credential
  try {
    const { verified, registrationInfo: info } = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        response: { clientDataJSON: toText(clientDataJson), attestationObject: toText(attestationObject) },
        clientExtensionResults: {},
      },
      expectedChallenge: clientData.challenge,
      expectedOrigin: clientData.origin,
      expectedRPID: relyingParty.id,
      requireUserVerification: isUserVerificationRequired,
      supportedAlgorithmIDs: [...algorithms],
    })
    if (!verified) return refused('unsupported')
    return {
      kind: 'verified',
      publicKey: Uint8Array.from(info.credential.publicKey),
      signCount: info.credential.counter,
      isBackupEligible: info.credentialDeviceType === 'multiDevice',
      isBackedUp: info.credentialBackedUp,
      aaguid: info.aaguid,
    }
  } catch {
    // The library refuses by throwing: no user verified, an algorithm that was not offered, a wrong signature.
    return refused('unsupported')
  }
}

function toText(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('base64url')
}

function refused(reason: Extract<VerifiedRegistration, { kind: 'refused' }>['reason']): VerifiedRegistration {
  return { kind: 'refused', reason }
}
