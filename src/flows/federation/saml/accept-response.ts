import { createHash, createPrivateKey } from 'node:crypto'
import { claimsAsText } from '../../../domain/federation/claims-as-text.ts'
import type { IdentityProvider } from '../../../domain/federation/identity-provider.ts'
import type { SamlMetadata } from '../../../domain/federation/saml-metadata.ts'
import type { PoolDomain } from '../../user-pools/domain-request.ts'
import { failed, type FederatedIdentity, type FederationFailure } from '../federated-identity.ts'
import type { ProtocolPorts } from '../federation-protocol.ts'
import { assertionEnd, assertionFault } from './check-assertion.ts'
import { findMetadata, signingKeys } from './find-metadata.ts'
import { readResponse, type ResponseReading } from './read-response.ts'
import type { SamlAssertion } from './saml-assertion.ts'
import { serviceProviderOf } from './service-provider.ts'

export interface ReceivedResponse {
  readonly domain: PoolDomain
  readonly provider: IdentityProvider
  /** As it was posted. */
  readonly encoded: string
  /** The request that it should answer; undefined where the provider began. */
  readonly requestId: string | undefined
}

/** Who a response signs in, once: everything about it is checked, then the store spends its assertion. */
export async function acceptResponse(
  ports: ProtocolPorts,
  received: ReceivedResponse,
): Promise<FederatedIdentity | FederationFailure> {
  const { domain, provider, requestId } = received
  const metadata = await findMetadata(ports, provider)
  if (metadata === undefined) return failed(`Metadata of ${provider.name} could not be read`)
  const { reading, issuer } = await readTrusting(ports, received, metadata)
  if (reading.kind !== 'assertion') return invalid(describe(reading))
  const { assertion, envelope } = reading
  const now = ports.clock.now()
  const serviceProvider = serviceProviderOf(domain)
  const fault = assertionFault(assertion, envelope, { now, serviceProvider, issuer, requestId })
  if (fault !== undefined) return invalid(fault)
  const spent = await ports.storage.commit([
    {
      write: 'spendSession',
      poolId: domain.pool.id,
      sessionId: assertionKeyOf(assertion),
      expiresAt: assertionEnd(assertion, now),
    },
  ])
  return spent.committed ? identityOf(assertion) : invalid('Assertion was used before')
}

interface Read {
  readonly reading: ResponseReading
  readonly issuer: string
}

/** The provider may have changed its certificate since we looked. */
async function readTrusting(ports: ProtocolPorts, received: ReceivedResponse, metadata: SamlMetadata): Promise<Read> {
  const read = await readWith(received, metadata)
  if (read.reading.kind !== 'untrusted' || !received.provider.details.MetadataURL) return read
  const newer = await findMetadata(ports, received.provider, { mustBeNew: true })
  return newer === undefined || newer === metadata ? read : readWith(received, newer)
}

async function readWith({ provider, encoded }: ReceivedResponse, metadata: SamlMetadata): Promise<Read> {
  const { assertionKey, details } = provider
  if (assertionKey === undefined) throw new Error('a SAML provider has an assertion key')
  const reading = await readResponse(encoded, {
    keys: signingKeys(metadata),
    decryptionKey: createPrivateKey({ key: Buffer.from(assertionKey.privateKey), format: 'der', type: 'pkcs8' }),
    requiresEncryption: details.EncryptedResponses === 'true',
  })
  return { reading, issuer: metadata.entityId }
}

/** Ids are unique within their issuer only, and of any length. */
function assertionKeyOf({ issuer, id }: SamlAssertion): string {
  return `saml:${createHash('sha256')
    .update(JSON.stringify([issuer, id]))
    .digest('base64url')}`
}

function identityOf(assertion: SamlAssertion): FederatedIdentity {
  const { nameId, nameIdFormat, sessionIndex, issuer, attributes } = assertion
  // Cognito: one value is itself, several are a list.
  const claims = Object.fromEntries(
    Object.entries(attributes).map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]),
  )
  return {
    kind: 'identity',
    subject: nameId,
    claims: claimsAsText(claims),
    answer: { samlResponse: claims },
    issuer,
    samlSession: { nameId, nameIdFormat, sessionIndex },
  }
}

function invalid(description: string): FederationFailure {
  return failed(`Invalid SAML response received: ${description}`)
}

function describe(reading: Exclude<ResponseReading, { readonly kind: 'assertion' }>): string {
  switch (reading.kind) {
    case 'unreadable':
      return 'SAML Response is not well-formed'
    case 'untrusted':
      return `SAML ${reading.what} signature is invalid`
    case 'unencrypted':
      return 'SAML Assertion is not encrypted'
    case 'unsuccessful':
      return `SAML Response status is ${/^[\w:./-]{1,200}$/.test(reading.status) ? reading.status : 'not success'}`
  }
}
