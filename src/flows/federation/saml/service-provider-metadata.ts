import type { IdentityProvider } from '../../../domain/federation/identity-provider.ts'
import { escapeXml } from '../../../xml/escape-xml.ts'
import { signatureNamespace } from '../../../xml/signed-info.ts'
import { postBinding, protocolNamespace } from './saml-names.ts'
import type { ServiceProvider } from './service-provider.ts'

const metadataNamespace = 'urn:oasis:names:tc:SAML:2.0:metadata'
const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'

/**
 * What a pool says of itself to a SAML provider (SAML metadata, section 2.4.4): its name, its addresses, the certificate
 * that it signs with, and the one that this provider encrypts for.
 */
export function serviceProviderMetadata(
  { entityId, responseUrl, logoutUrl }: ServiceProvider,
  {
    signingCertificate,
    provider,
  }: { readonly signingCertificate: Uint8Array; readonly provider: IdentityProvider | undefined },
): string {
  const signs = provider?.details.RequestSigningAlgorithm !== undefined
  const keys = [
    keyDescriptor('signing', signingCertificate),
    ...(provider?.assertionKey ? [keyDescriptor('encryption', provider.assertionKey.certificate)] : []),
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="${metadataNamespace}" xmlns:ds="${signatureNamespace}" entityID="${escapeXml(entityId)}">
  <md:SPSSODescriptor AuthnRequestsSigned="${signs}" WantAssertionsSigned="true" protocolSupportEnumeration="${protocolNamespace}">
    ${keys.join('\n    ')}
    <md:SingleLogoutService Binding="${postBinding}" Location="${escapeXml(logoutUrl)}"/>
    <md:NameIDFormat>${persistent}</md:NameIDFormat>
    <md:AssertionConsumerService Binding="${postBinding}" Location="${escapeXml(responseUrl)}" index="0" isDefault="true"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
`
}

function keyDescriptor(use: 'signing' | 'encryption', certificate: Uint8Array): string {
  const text = Buffer.from(certificate).toString('base64')
  const key = `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${text}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`
  return `<md:KeyDescriptor use="${use}">${key}</md:KeyDescriptor>`
}
