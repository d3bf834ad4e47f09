import { escapeXml } from '../../../xml/escape-xml.ts'
import { assertionNamespace, postBinding, protocolNamespace } from './saml-names.ts'
import type { ServiceProvider } from './service-provider.ts'

interface RequestFacts {
  readonly id: string
  readonly issuedAt: Date
  readonly destination: string
  readonly serviceProvider: ServiceProvider
}

/** An `AuthnRequest` (SAML core, section 3.4.1) whose answer comes by POST. */
export function authnRequest({ forceAuthn, ...facts }: RequestFacts & { readonly forceAuthn: boolean }): string {
  const { responseUrl } = facts.serviceProvider
  const asks = ` ProtocolBinding="${postBinding}" AssertionConsumerServiceURL="${escapeXml(responseUrl)}"`
  return request('AuthnRequest', facts, { attributes: forceAuthn ? ` ForceAuthn="true"${asks}` : asks, content: '' })
}

/** A `LogoutRequest` (SAML core, section 3.7.1) for the session that an assertion told of. */
export function logoutRequest(
  facts: RequestFacts & {
    readonly nameId: string
    readonly nameIdFormat: string | undefined
    readonly sessionIndex: string | undefined
  },
): string {
  const format = facts.nameIdFormat === undefined ? '' : ` Format="${escapeXml(facts.nameIdFormat)}"`
  const nameId = `<saml2:NameID${format}>${escapeXml(facts.nameId)}</saml2:NameID>`
  const index =
    facts.sessionIndex === undefined
      ? ''
      : `<saml2p:SessionIndex>${escapeXml(facts.sessionIndex)}</saml2p:SessionIndex>`
  return request('LogoutRequest', facts, { attributes: '', content: nameId + index })
}

function request(
  name: string,
  { id, issuedAt, destination, serviceProvider }: RequestFacts,
  { attributes, content }: { readonly attributes: string; readonly content: string },
): string {
  const namespaces = `xmlns:saml2p="${protocolNamespace}" xmlns:saml2="${assertionNamespace}"`
  const own = `ID="${escapeXml(id)}" Version="2.0" IssueInstant="${issuedAt.toISOString()}"`
  const to = `Destination="${escapeXml(destination)}"${attributes}`
  const issuer = `<saml2:Issuer>${escapeXml(serviceProvider.entityId)}</saml2:Issuer>`
  return `<saml2p:${name} ${namespaces} ${own} ${to}>${issuer}${content}</saml2p:${name}>`
}
