import { exportSigningKey, generateSigningKey } from '../../crypto/jose/jwk.ts'
import { selfSignedCertificate } from '../../crypto/certificates/x509.ts'
import type { AssertionKey } from '../../domain/federation/identity-provider.ts'
import type { Ports } from '../../ports/ports.ts'

const years = 10

/** A key pair of its own for a SAML provider, in a certificate that the provider's operator is given. */
export async function newAssertionKey(ports: Pick<Ports, 'clock' | 'random'>, poolId: string): Promise<AssertionKey> {
  const pair = await generateSigningKey()
  const notBefore = ports.clock.now()
  const notAfter = new Date(notBefore)
  notAfter.setUTCFullYear(notBefore.getUTCFullYear() + years)
  const serialNumber = Uint8Array.of(1, ...ports.random.bytes(15))
  const certificate = selfSignedCertificate({ ...pair, name: poolId, serialNumber, notBefore, notAfter })
  return { privateKey: exportSigningKey(pair), certificate }
}
