import type { KeyObject } from 'node:crypto'
import { generateSigningKey } from '../jose/jwk.ts'
import type { RandomBytes } from '../random-bytes.ts'
import { selfSignedCertificate } from './x509.ts'

const years = 10

/** A new RSA key and its self-signed certificate in DER, valid for ten years from `createdAt` on. */
export async function newSigningCertificate(
  name: string,
  createdAt: Date,
  random: RandomBytes,
): Promise<{ readonly privateKey: KeyObject; readonly certificate: Uint8Array }> {
  const { privateKey, publicKey } = await generateSigningKey()
  const notAfter = new Date(createdAt)
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years)
  const dates = { notBefore: createdAt, notAfter }
  const certificate = selfSignedCertificate({ name, serialNumber: random(16), ...dates, privateKey, publicKey })
  return { privateKey, certificate }
}
