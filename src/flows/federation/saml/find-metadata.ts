import { X509Certificate, type KeyObject } from 'node:crypto'
import type { IdentityProvider } from '../../../domain/federation/identity-provider.ts'
import { readSamlMetadata, type SamlMetadata } from '../../../domain/federation/saml-metadata.ts'
import type { Ports } from '../../../ports/ports.ts'

interface Kept {
  readonly metadata: SamlMetadata | undefined
  readonly fetchedAt: Date
  readonly triedAt: Date
}

/** Cognito: certificates must be published this long before they are used. */
const keptSeconds = 6 * 3600
/** A provider whose metadata cannot be reached is trusted on from before, for a day. */
const trustedSeconds = 24 * 3600
/** A signature that no kept certificate explains is reason to look again, but not at every request of anybody. */
const leastAgeSeconds = 300
/** Whoever does not answer is not asked at every request either. */
const retrySeconds = 30
const mostKept = 1000
const leastModulusBits = 2048
/** Cognito: certificates must be good when they are set up. Later they are keys that the operator trusts, no more. */
const whenever = new Date(0)

/** By address, in this process. Public documents: nothing of a pool is in here. */
const kept = new Map<string, Kept>()
const underWay = new Map<string, Promise<SamlMetadata | undefined>>()

type Needs = Pick<Ports, 'clock' | 'log' | 'outboundFetch'>

/**
 * What a provider says of itself; undefined where it says nothing that can be read. `mustBeNew` asks for the document
 * at its address again, as far as that was not done just now.
 */
export async function findMetadata(
  ports: Needs,
  provider: IdentityProvider,
  { mustBeNew = false } = {},
): Promise<SamlMetadata | undefined> {
  const { MetadataFile: file, MetadataURL: url } = provider.details
  if (file) return readable(readSamlMetadata(file, whenever))
  if (!url) return undefined
  const now = ports.clock.now()
  const known = kept.get(url)
  if (known && isYounger(known.fetchedAt, mustBeNew ? leastAgeSeconds : keptSeconds, now)) return known.metadata
  const found = known && isYounger(known.triedAt, retrySeconds, now) ? undefined : await refresh(ports, provider, url)
  return found ?? (known && isYounger(known.fetchedAt, trustedSeconds, now) ? known.metadata : undefined)
}

/** Whoever asks at the same time waits for the same answer. */
function refresh(ports: Needs, provider: IdentityProvider, url: string): Promise<SamlMetadata | undefined> {
  const fetching = underWay.get(url) ?? fetchMetadata(ports, provider, url).finally(() => underWay.delete(url))
  underWay.set(url, fetching)
  return fetching
}

async function fetchMetadata(
  { outboundFetch, clock, log }: Needs,
  { poolId, name }: IdentityProvider,
  url: string,
): Promise<SamlMetadata | undefined> {
  const triedAt = clock.now()
  try {
    const response = await outboundFetch(url, { headers: { accept: 'application/samlmetadata+xml, application/xml' } })
    if (!response.ok) throw new Error(`the address answers ${response.status}`)
    const metadata = readSamlMetadata(await response.text(), whenever)
    if ('fault' in metadata) throw new Error(metadata.fault)
    keep(url, { metadata, fetchedAt: triedAt, triedAt })
    return metadata
  } catch (error) {
    log.warn({ poolId, provider: name, error }, 'the metadata of a SAML provider could not be fetched')
    keep(url, { metadata: undefined, fetchedAt: new Date(0), ...kept.get(url), triedAt })
    return undefined
  }
}

/** The keys that may sign: RSA of 2048 bits and more, or elliptic curves. */
export function signingKeys({ signingCertificates }: SamlMetadata): readonly KeyObject[] {
  return signingCertificates
    .map((certificate) => new X509Certificate(Buffer.from(certificate, 'base64')).publicKey)
    .filter(
      ({ asymmetricKeyType, asymmetricKeyDetails }) =>
        asymmetricKeyType === 'ec' ||
        (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= leastModulusBits),
    )
}

function readable(reading: ReturnType<typeof readSamlMetadata>): SamlMetadata | undefined {
  return 'fault' in reading ? undefined : reading
}

function isYounger(date: Date, seconds: number, now: Date): boolean {
  return now.getTime() - date.getTime() < seconds * 1000
}

function keep(url: string, entry: Kept): void {
  kept.delete(url)
  kept.set(url, entry)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
}
