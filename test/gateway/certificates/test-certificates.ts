import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import * as der from '../../../src/crypto/certificates/der.ts'
import { signCertificate } from '../../../src/crypto/certificates/x509.ts'

/** Certificates as clients, servers and authorities of tests have them. */
export interface TestCertificate {
  readonly name: string
  readonly key: string
  readonly certificate: string
  readonly privateKey: KeyObject
}

export interface Wanted {
  readonly name: string
  /** Undefined: it signs itself. */
  readonly issuer?: TestCertificate
  readonly isAuthority?: boolean
  readonly usage?: 'client' | 'server'
  readonly days?: readonly [from: number, to: number]
  readonly names?: readonly string[]
}

const ids = {
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  server: '1.3.6.1.5.5.7.3.1',
  client: '1.3.6.1.5.5.7.3.2',
}

export function makeCertificate({
  name,
  issuer,
  isAuthority = false,
  usage = 'client',
  days: [from, to] = [-1, 30],
  names = [],
}: Wanted): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const serialNumber = Uint8Array.from(randomBytes(8))
  serialNumber[0] = 0x41
  const extensions = [
    extension(ids.basicConstraints, der.sequence(...(isAuthority ? [der.boolean(true)] : [])), true),
    // keyCertSign, or digitalSignature
    extension(
      ids.keyUsage,
      isAuthority ? der.bitString(Uint8Array.of(4), 2) : der.bitString(Uint8Array.of(128), 7),
      true,
    ),
    ...(isAuthority ? [] : [extension(ids.extendedKeyUsage, der.sequence(der.objectIdentifier(ids[usage])))]),
    ...(names.length === 0 ? [] : [extension(ids.subjectAltName, der.sequence(...names.map(dnsName)))]),
  ]
  const at = (days: number) => new Date(Math.floor((Date.now() + days * 86_400_000) / 1000) * 1000)
  const certificate = signCertificate(
    {
      serialNumber,
      issuer: issuer?.name ?? name,
      subject: name,
      notBefore: at(from),
      notAfter: at(to),
      publicKey,
      extensions,
    },
    issuer?.privateKey ?? privateKey,
  )
  return { name, certificate, privateKey, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) }
}

function extension(id: string, value: Uint8Array, isCritical = false): Uint8Array {
  return der.sequence(der.objectIdentifier(id), ...(isCritical ? [der.boolean(true)] : []), der.octetString(value))
}

const dnsName = (name: string) => der.taggedPrimitive(2, Buffer.from(name, 'latin1'))
