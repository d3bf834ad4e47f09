import { createHash } from 'node:crypto'
import { proofSeconds, verifyDpopProof } from '../crypto/jose/dpop-proof.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import type { Ports } from '../ports/ports.ts'

export interface Proof {
  /** Of the key that the sender of the request holds. */
  readonly thumbprint: string
  /** Whether this is its first use: a proof is good once (RFC 9449 section 11.1). Ask last, for this is written down. */
  spend(): Promise<boolean>
}

/** What the `DPoP` header of a request proves, if there is one such header and it is good. */
export async function checkProof(
  { clock, storage }: Pick<Ports, 'clock' | 'storage'>,
  { domain, headers, method, path }: DomainRequest,
  accessToken?: string,
): Promise<Proof | undefined> {
  const [text, ...others] = headers.get('dpop') ?? []
  if (text === undefined || others.length > 0) return undefined
  const now = clock.now()
  const verified = await verifyDpopProof(text, { method, url: `${domain.baseUrl}${path}`, accessToken }, now)
  if (verified === undefined) return undefined
  const { thumbprint, id } = verified
  const sessionId = `proof ${createHash('sha256').update(`${thumbprint} ${id}`).digest('base64url')}`
  const expiresAt = new Date(now.getTime() + 2 * proofSeconds * 1000)
  return {
    thumbprint,
    async spend() {
      const spent = await storage.commit([{ write: 'spendSession', poolId: domain.pool.id, sessionId, expiresAt }])
      return spent.committed
    },
  }
}
