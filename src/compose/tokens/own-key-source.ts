import { createPublicKey, type KeyObject } from 'node:crypto'
import { isIssuerOf } from '../../flows/user-pools/issuer-of.ts'
import type { KeySource } from '../../gateway/keys/key-source.ts'
import type { Ports } from '../../ports/ports.ts'

/** Known keys are kept: a key never changes, and the pool's list says whether it is still good. */
const mostKept = 1000

/** The keys of this installation's own pools, read where they are; those of every other issuer come from `elsewhere`. */
export function ownKeySource(ports: Pick<Ports, 'storage' | 'addresses' | 'clock'>, elsewhere: KeySource): KeySource {
  const kept = new Map<string, KeyObject>()
  return {
    async find(issuer, kid) {
      const poolId = poolIdOf(issuer)
      if (!isIssuerOf(ports, poolId, issuer)) return elsewhere.find(issuer, kid)
      const keys = await ports.storage.userPools.listSigningKeys(poolId)
      const now = ports.clock.now()
      const key = keys.find((item) => item.kid === kid && (item.retiredAt === undefined || item.retiredAt > now))
      if (key === undefined) return undefined
      const known = kept.get(kid)
      if (known !== undefined) return known
      const publicKey = createPublicKey(key.privateKey)
      if (kept.size < mostKept) kept.set(kid, publicKey)
      return publicKey
    },
    async prepare(issuers) {
      const others = [...issuers].filter((issuer) => !isIssuerOf(ports, poolIdOf(issuer), issuer))
      await elsewhere.prepare?.(new Set(others))
    },
  }
}

function poolIdOf(issuer: string): string {
  return issuer.slice(issuer.lastIndexOf('/') + 1)
}
