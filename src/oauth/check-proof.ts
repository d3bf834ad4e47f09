import { createHash } from 'node:crypto'
import { proofSeconds, verifyDpopProof } from '../crypto/dpop-proof.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import type { Ports } from '../ports/ports.ts'

/** The key that the sender of a request has proven to hold by a `DPoP` header, which is good once (RFC 9449 section 11.1). */
export async function checkProof(
  ports: Pick<Ports, 'clock' | 'storage'>,
  { domain, headers, method, path }: DomainRequest,
  accessToken?: string,
): Promise<string | undefined> {
  const [proof, ...others] = headers.get('dpop') ?? []
  if (proof === undefined || others.length > 0) return undefined
  const now = ports.clock.now()
  const verified = await verifyDpopProof(proof, { method, url: `${domain.baseUrl}${path}`, accessToken }, now)
  if (verified === undefined) return undefined
  const { thumbprint, id } = verified
  const sessionId = `proof ${createHash('sha256').update(`${thumbprint} ${id}`).digest('base64url')}`
  const expiresAt = new Date(now.getTime() + 2 * proofSeconds * 1000)
  const spent = await ports.storage.commit([{ write: 'spendSession', poolId: domain.pool.id, sessionId, expiresAt }])
  return spent.committed ? thumbprint : undefined
}
