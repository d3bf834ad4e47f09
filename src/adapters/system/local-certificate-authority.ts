import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Certificates, KeyedCertificate } from '../../ports/certificates.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'
import { createFile, isFileError, replaceFile } from './private-file.ts'
import { authorityExtensions, serverExtensions, signCertificate } from '../../crypto/certificates/x509.ts'

export interface LocalCertificateAuthority extends Certificates {
  /** The CA's certificate, for programs that take a file (`NODE_EXTRA_CA_CERTS`, `AWS_CA_BUNDLE`). */
  readonly caFile: string
}

export interface LocalCertificateAuthorityOptions {
  readonly folder: string
  /** The real clock: clients judge certificates by theirs. */
  readonly clock: Clock
  readonly random: Random
  /** A base host beyond the reserved domains, which the CA must then be allowed to sign for. */
  readonly baseHost?: string
}

// Nobody can own these (RFC 6761, RFC 8375, ICANN's .internal): a stolen CA key imitates no real site.
const reservedDomains = ['localhost', 'test', 'example', 'internal', 'home.arpa']

const day = 24 * 60 * 60 * 1000
const authorityDays = 5 * 365
const serverDays = 90
const renewalDays = 14
// Any local program may ask for names without end; what exceeds this is issued but not kept.
const mostKept = 512

/** Opens the CA of a development installation, making it at the first start. */
export async function openLocalCertificateAuthority({
  folder,
  clock,
  random,
  baseHost = 'localhost',
}: LocalCertificateAuthorityOptions): Promise<LocalCertificateAuthority> {
  const domains = [...new Set([...reservedDomains, baseHost])]
  const { key, certificate } = await openAuthority()
  const caFile = resolve(folder, 'ca.pem')
  await replaceFile(caFile, certificate.toString(), { mode: 0o644, random })
  const kept = new Map<string, Promise<KeyedCertificate>>()

  return {
    caFile,
    async forServerName(asked) {
      const name = asked.toLowerCase().replace(/\.$/, '')
      if (!isHostName(name) || !domains.some((domain) => name === domain || name.endsWith(`.${domain}`)))
        return undefined
      const known = await kept.get(name)
      if (known && isCurrent(known)) return known
      const issued = openServerCertificate(name)
      if (known || kept.size < mostKept) kept.set(name, issued)
      issued.catch(() => kept.delete(name))
      return issued
    },
  }

  async function openAuthority(): Promise<{ key: KeyObject; certificate: X509Certificate }> {
    const path = join(folder, 'authority.pem')
    const found = await readIfPresent(path)
    if (!found) await createFile(path, newAuthority(), { mode: 0o600, random })
    const text = found ?? (await readFile(path, 'utf8'))
    const opened = { key: createPrivateKey(text), certificate: new X509Certificate(text) }
    if (new Date(opened.certificate.validTo) > daysFromNow(serverDays) && mayNameBaseHost(opened.certificate))
      return opened
    // Too old to sign for 90 days, or made for another base host: whoever trusted it has to trust the new one.
    const renewed = newAuthority()
    await replaceFile(path, renewed, { mode: 0o600, random })
    return { key: createPrivateKey(renewed), certificate: new X509Certificate(renewed) }
  }

  function newAuthority(): string {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
    const serialNumber = newSerialNumber()
    const subject = `Sallyport local CA ${Buffer.from(serialNumber.subarray(0, 4)).toString('hex')}`
    const validity = { notBefore: daysFromNow(-1), notAfter: daysFromNow(authorityDays) }
    const extensions = authorityExtensions(publicKey, domains)
    return (
      pem + signCertificate({ serialNumber, issuer: subject, subject, ...validity, publicKey, extensions }, privateKey)
    )
  }

  async function openServerCertificate(name: string): Promise<KeyedCertificate> {
    const path = join(folder, 'hosts', `${name}.pem`)
    const found = await readIfPresent(path)
    const usable = found === undefined ? undefined : parsePair(found)
    if (usable && isCurrent(usable) && new X509Certificate(usable.certificate).verify(certificate.publicKey))
      return usable
    const issued = newServerCertificate(name)
    if (kept.size <= mostKept) await replaceFile(path, issued.privateKey + issued.certificate, { mode: 0o600, random })
    return issued
  }

  function newServerCertificate(name: string): KeyedCertificate {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const isLocal = name === 'localhost'
    const content = {
      serialNumber: newSerialNumber(),
      issuer: certificate.subject.replace(/^CN=/, ''),
      // Longer names do not fit the field (RFC 5280: 64 characters), and clients read the alternative names anyway.
      subject: name.slice(0, 64),
      notBefore: daysFromNow(-1),
      notAfter: daysFromNow(serverDays),
      publicKey,
      extensions: serverExtensions({
        key: publicKey,
        issuerKey: createPublicKey(key),
        names: [name],
        withLoopback: isLocal,
      }),
    }
    return {
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      certificate: signCertificate(content, key),
    }
  }

  function mayNameBaseHost({ raw }: X509Certificate): boolean {
    return reservedDomains.includes(baseHost) || raw.includes(Buffer.from(baseHost, 'latin1'))
  }

  function isCurrent(pair: KeyedCertificate): boolean {
    return new Date(new X509Certificate(pair.certificate).validTo) > daysFromNow(renewalDays)
  }

  function daysFromNow(days: number): Date {
    return new Date(clock.now().getTime() + days * day)
  }

  function newSerialNumber(): Uint8Array {
    const bytes = Uint8Array.from(random.bytes(16))
    // Positive and never zero (RFC 5280 section 4.1.2.2).
    bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
    return bytes
  }
}

/** Also what keeps a name from leaving its folder: no slash, no empty label. */
function isHostName(name: string): boolean {
  return name.length <= 253 && /^[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*$/.test(name)
}

function parsePair(text: string): KeyedCertificate | undefined {
  const [privateKey, certificate] = text.split(/(?=-----BEGIN CERTIFICATE-----)/)
  return privateKey && certificate ? { privateKey, certificate } : undefined
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (isFileError(cause, 'ENOENT')) return undefined
    throw cause
  }
}
