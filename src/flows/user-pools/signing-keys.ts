import { createPublicKey, type KeyObject } from 'node:crypto'
import type { SigningKey } from '../../domain/user-pools/signing-key.ts'

const publicKeys = new WeakMap<KeyObject, KeyObject>()

/** The key that signs tokens of this use at `now`: the newest active one. A pool without one is broken. */
export function requireSigningKey(keys: readonly SigningKey[], use: SigningKey['use'], now: Date): SigningKey {
  const active = keys
    .filter((key) => key.use === use && key.activeAt <= now && !isRetired(key, now))
    .toSorted((left, right) => right.activeAt.getTime() - left.activeAt.getTime())
  const [newest] = active
  if (newest === undefined) throw new Error(`the user pool has no active signing key for ${use} tokens`)
  return newest
}

/** The key that a published `kid` names, to verify with: active or not, but not retired. */
export function findVerificationKey(
  keys: readonly SigningKey[],
  kid: string,
  now: Date,
): { readonly use: SigningKey['use']; readonly key: KeyObject } | undefined {
  const found = keys.find((key) => key.kid === kid && !isRetired(key, now))
  return found && { use: found.use, key: publicKeyOf(found.privateKey) }
}

function isRetired({ retiredAt }: SigningKey, now: Date): boolean {
  return retiredAt !== undefined && retiredAt <= now
}

function publicKeyOf(privateKey: KeyObject): KeyObject {
  const known = publicKeys.get(privateKey)
  if (known !== undefined) return known
  const derived = createPublicKey(privateKey)
  publicKeys.set(privateKey, derived)
  return derived
}
