import { isUsableCoseKey } from '../../crypto/cose-key.ts'

/** What an authenticator says about a new credential. */
export interface Attestation {
  readonly rpIdHash: Uint8Array
  /** In base64url. */
  readonly credentialId: string
  /**
   * Whether its key and its statement are of a kind that is taken here: no statement, or one by the credential's own key.
   * Certificates were not asked for, and looking into them means fetching what they name.
   */
  readonly isAcceptable: boolean
}

const members = ['fmt', 'attStmt', 'authData']
const algorithm = 3

/** Reads an attestation object; undefined where its CBOR is not the one way of writing it, to the last byte. */
export async function readAttestation(attestationObject: Uint8Array): Promise<Attestation | undefined> {
  const { isoCBOR, parseAuthenticatorData } = await import('@simplewebauthn/server/helpers')
  try {
    const decoded = isoCBOR.decodeFirst<Parameters<typeof isoCBOR.encode>[0]>(Uint8Array.from(attestationObject))
    if (!(decoded instanceof Map) || !Buffer.from(isoCBOR.encode(decoded)).equals(attestationObject)) return undefined
    if (decoded.size !== members.length || !members.every((member) => decoded.has(member))) return undefined
    const authData: unknown = decoded.get('authData')
    if (!(authData instanceof Uint8Array)) return undefined
    const { rpIdHash, credentialID, credentialPublicKey } = parseAuthenticatorData(Uint8Array.from(authData))
    if (credentialID === undefined || credentialPublicKey === undefined) return undefined
    const key: unknown = isoCBOR.decodeFirst(credentialPublicKey)
    if (!(key instanceof Map)) return undefined
    return {
      rpIdHash,
      credentialId: Buffer.from(credentialID).toString('base64url'),
      isAcceptable: isUsableCoseKey(key) && isOwnStatement(decoded.get('fmt'), decoded.get('attStmt'), key),
    }
  } catch {
    // The readers of the library refuse by throwing.
    return undefined
  }
}

function isOwnStatement(format: unknown, statement: unknown, key: ReadonlyMap<unknown, unknown>): boolean {
  if (!(statement instanceof Map)) return false
  if (format === 'none') return statement.size === 0
  const isSelfSigned = format === 'packed' && statement.size === 2 && statement.has('sig')
  return isSelfSigned && statement.get('alg') === key.get(algorithm)
}
