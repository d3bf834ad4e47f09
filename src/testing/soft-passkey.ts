import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import type { Passkey } from '../domain/factors/passkey.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { User } from '../domain/users/user.ts'
import { seededRandom, type TestPorts } from './test-ports.ts'

/** What an authenticator says of itself when it answers. */
export interface AssertionFlags {
  readonly isUserPresent?: boolean
  readonly isUserVerified?: boolean
  readonly isBackedUp?: boolean
  /** Counts on from the last one where it is not given. */
  readonly signCount?: number
  readonly origin?: string
}

/** A passkey that is kept in this process, as its owner's browser uses it. */
export interface SoftPasskey {
  readonly record: Passkey
  /** CREDENTIAL, in answer to CREDENTIAL_REQUEST_OPTIONS. */
  answer(options: string | undefined, flags?: AssertionFlags): string
}

export const softRelyingParty = 'notes.auth.us-east-1.localhost'

/** A passkey that no pool knows, but for what is overridden. */
export function softPasskey(overrides: Pick<Passkey, 'poolId' | 'sub'> & Partial<Passkey>): SoftPasskey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const record: Passkey = {
    credentialId: Buffer.from(seededRandom(`passkey of ${overrides.sub}`).bytes(32)).toString('base64url'),
    relyingPartyId: softRelyingParty,
    name: 'Platform passkey',
    label: undefined,
    publicKey: coseKey(publicKey),
    signCount: 0,
    transports: ['internal'],
    attachment: 'platform',
    isBackupEligible: false,
    isBackedUp: false,
    createdAt: new Date('2026-01-01T00:00:00Z'),
    usedAt: undefined,
    ...overrides,
  }
  let count = record.signCount
  return {
    record,
    answer(options, flags = {}) {
      const { challenge, rpId }: Record<string, string> = JSON.parse(options ?? '{}')
      count = flags.signCount ?? count + 1
      return assertion({ record, privateKey, challenge, rpId: rpId ?? '', flags: { ...flags, signCount: count } })
    },
  }
}

/** Stores a passkey of the user, and a domain for a pool that has no relying party yet. */
export async function givenSoftPasskey(
  ports: TestPorts,
  { pool, user }: { readonly pool: UserPool; readonly user: Pick<User, 'sub'> },
  overrides: Partial<Passkey> = {},
): Promise<SoftPasskey> {
  const named = pool.mfa.WebAuthnConfiguration?.RelyingPartyId
  const hasParty = named !== undefined || (await ports.storage.userPools.listDomains(pool.id)).length > 0
  const domain = { domain: 'notes', poolId: pool.id, customDomainConfig: undefined, managedLoginVersion: 2 } as const
  const missing = hasParty ? [] : [{ write: 'createDomain', domain: { ...domain, createdAt: pool.createdAt } } as const]
  const party = named === undefined ? {} : { relyingPartyId: named }
  const passkey = softPasskey({ poolId: pool.id, sub: user.sub, ...party, ...overrides })
  const committed = await ports.storage.commit([...missing, { write: 'createPasskey', passkey: passkey.record }])
  if (!committed.committed) throw new Error(`a test's own passkey met the guard ${committed.guard}`)
  return passkey
}

function assertion({
  record,
  privateKey,
  challenge,
  rpId,
  flags,
}: {
  readonly record: Passkey
  readonly privateKey: KeyObject
  readonly challenge: string | undefined
  readonly rpId: string
  readonly flags: AssertionFlags & { readonly signCount: number }
}): string {
  const {
    isUserPresent = true,
    isUserVerified = true,
    isBackedUp = false,
    signCount,
    origin = `https://${rpId}`,
  } = flags
  const clientData = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false }))
  const count = Buffer.alloc(4)
  count.writeUInt32BE(signCount)
  const bits = [isUserPresent && 1, isUserVerified && 4, record.isBackupEligible && 8, isBackedUp && 16]
  const flagByte = bits.reduce((sum: number, bit) => sum + (bit || 0), 0)
  const authenticatorData = Buffer.concat([hash(Buffer.from(rpId)), Buffer.of(flagByte), count])
  const signature = sign('sha256', Buffer.concat([authenticatorData, hash(clientData)]), privateKey)
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
  return JSON.stringify({
    id: record.credentialId,
    rawId: record.credentialId,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(clientData),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: text(Buffer.from(record.sub)),
    },
  })
}

function hash(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** RFC 9053 section 7.1.1. */
function coseKey(publicKey: KeyObject): Uint8Array {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const [left, right] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
  return Uint8Array.from(
    Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), left, Buffer.from('225820', 'hex'), right]),
  )
}
