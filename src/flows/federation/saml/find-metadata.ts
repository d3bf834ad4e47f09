import { X509Certificate, type KeyObject } from 'node:crypto'
import type { IdentityProvider } from '../../../domain/identity-provider.ts'
import { readSamlMetadata, type SamlMetadata } from '../../../domain/saml-metadata.ts'
import type { Ports } from '../../../ports/ports.ts'

interface Kept {
  readonly metadata: SamlMetadata
  readonly fetchedAt: Date
}

/** Cognito: certificates must be published this long before they are used. */
const keptSeconds = 6 * 3600
/** A provider whose metadata cannot be reached is trusted on from before, for a day. */
const trustedSeconds = 24 * 3600
/** A signature that no kept certificate explains is reason to look again, but not at every request of anybody. */
const leastAgeSeconds = 300
const mostKept = 1000
const leastModulusBits = 2048

/** By address, in this process. Public documents: nothing of a pool is in here. */
const kept = new Map<string, Kept>()

type Needs = Pick<Ports, 'clock' | 'log' | 'outboundFetch'>

/**
 * What a provider says of itself; undefined where it says nothing that can be read. `mustBeNew` asks for the document
 * at its address again, as far as that was not done just now.
 */
export async function findMetadata(
  ports: Needs,
  { details, poolId, name }: IdentityProvider,
  { mustBeNew = false } = {},
): Promise<SamlMetadata | undefined> {
  const now = ports.clock.now()
  if (details.MetadataFile) return readable(readSamlMetadata(details.MetadataFile, new Date(0)))
  const url = details.MetadataURL
  if (!url) return undefined
  const known = kept.get(url)
  if (known !== undefined && isYounger(known, mustBeNew ? leastAgeSeconds : keptSeconds, now)) return known.metadata
  const found = await fetchMetadata(ports, url).catch((error: unknown) => {
    ports.log.warn({ poolId, provider: name, error }, 'the metadata of a SAML provider could not be fetched')
    return undefined
  })
  if (found === undefined) return known && isYounger(known, trustedSeconds, now) ? known.metadata : undefined
  keep(url, { metadata: found, fetchedAt: now })
  return found
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

async function fetchMetadata({ outboundFetch, clock }: Needs, url: string): Promise<SamlMetadata | undefined> {
  const response = await outboundFetch(url, {
    headers: { accept: 'application/samlmetadata+xml, application/xml, */*' },
  })
  if (!response.ok) throw new Error(`answered ${response.status}`)
  const reading = readSamlMetadata(await response.text(), clock.now())
  if ('fault' in reading) throw new Error(reading.fault)
  return reading
}

function readable(reading: ReturnType<typeof readSamlMetadata>): SamlMetadata | undefined {
  return 'fault' in reading ? undefined : reading
}

function isYounger({ fetchedAt }: Kept, seconds: number, now: Date): boolean {
  return now.getTime() - fetchedAt.getTime() < seconds * 1000
}

function keep(url: string, entry: Kept): void {
  kept.delete(url)
  kept.set(url, entry)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
}
