import { newSigningCertificate } from '../../crypto/certificates/signing-certificate.ts'
import type { SigningCertificate } from '../../domain/user-pools/signing-certificate.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

/** What the pool signs SAML requests with. It is made when it is first asked for; of two made at once one counts. */
export async function requireSigningCertificate(
  ports: Pick<Ports, 'storage' | 'clock' | 'random'>,
  pool: UserPool,
): Promise<SigningCertificate> {
  const { userPools } = ports.storage
  const found = await userPools.findSigningCertificate(pool.id)
  if (found !== undefined) return found
  const createdAt = ports.clock.now()
  const made = await newSigningCertificate(pool.id, createdAt, (size) => ports.random.bytes(size))
  const certificate = { poolId: pool.id, ...made, createdAt }
  const result = await ports.storage.commit([{ write: 'createSigningCertificate', certificate }])
  if (result.committed) return certificate
  const other = await userPools.findSigningCertificate(pool.id)
  if (other === undefined) throw new Error('the pool went away while its certificate was made')
  return other
}
