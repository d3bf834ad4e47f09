import type { Ports } from '../../../ports/ports.ts'
import { attributeOf, isNamed, onlyChild, textOf } from '../../../xml/elements.ts'
import { readSigned } from '../../../xml/xml-signature.ts'
import type { PoolDomain } from '../../user-pools/domain-request.ts'
import type { ProtocolPorts } from '../federation-protocol.ts'
import { findMetadata, signingKeys } from './find-metadata.ts'
import { openLogoutState, type LogoutState } from './logout-state.ts'
import { parseEncoded } from './read-response.ts'
import { assertionNamespace, protocolNamespace } from './saml-names.ts'
import { serviceProviderOf } from './service-provider.ts'

export interface LogoutAnswer {
  readonly domain: PoolDomain
  readonly relayState: string
  readonly encoded: string
}

/**
 * Where a browser goes that comes back from being signed out at its provider; undefined for what answers no request of
 * ours. Nothing depends on the answer: the pool's own session is over already, and the destination is the one that the
 * browser left with. So it may be unsigned, as Microsoft's is; but a signature that is there must be right.
 */
export async function endLogout(
  ports: ProtocolPorts & Pick<Ports, 'sealing'>,
  { domain, relayState, encoded }: LogoutAnswer,
): Promise<string | undefined> {
  const state = openLogoutState(ports, domain.pool, relayState)
  if (state === undefined || !(await answers(ports, { domain, encoded, state }))) return undefined
  return state.destination
}

async function answers(
  ports: ProtocolPorts,
  { domain, encoded, state }: Omit<LogoutAnswer, 'relayState'> & { readonly state: LogoutState },
): Promise<boolean> {
  const response = parseEncoded(encoded)
  const provider = await ports.storage.identityProviders.find(domain.pool.id, state.providerName)
  const metadata = provider && (await findMetadata(ports, provider))
  if (response === undefined || metadata === undefined) return false
  const signed = await readSigned(response, signingKeys(metadata))
  if (signed.kind === 'invalid') return false
  const root = signed.kind === 'signed' ? signed.root : response
  const { logoutUrl } = serviceProviderOf(domain)
  return (
    isNamed(root, protocolNamespace, 'LogoutResponse') &&
    attributeOf(root, 'InResponseTo') === state.requestId &&
    (attributeOf(root, 'Destination') ?? logoutUrl) === logoutUrl &&
    textOf(onlyChild(root, assertionNamespace, 'Issuer'))?.trim() === metadata.entityId
  )
}
