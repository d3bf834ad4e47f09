import { generateSigningKey, publicJwk } from '../../crypto/jose/jwk.ts'
import type { SigningKey } from '../../domain/user-pools/signing-key.ts'

/** A pool's first pair of keys, one for ID tokens and one for access tokens, active at once. */
export function newSigningKeys(poolId: string, createdAt: Date): Promise<readonly SigningKey[]> {
  return Promise.all((['id', 'access'] as const).map((use) => newSigningKey(poolId, use, createdAt)))
}

async function newSigningKey(poolId: string, use: SigningKey['use'], createdAt: Date): Promise<SigningKey> {
  const { kid, privateKey, publicKey } = await generateSigningKey()
  return {
    poolId,
    kid,
    use,
    privateKey,
    publicJwk: publicJwk({ kid, publicKey }),
    createdAt,
    activeAt: createdAt,
    retiredAt: undefined,
  }
}
