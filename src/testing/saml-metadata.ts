import { generateKeyPairSync } from 'node:crypto'
import { selfSignedCertificate } from '../crypto/certificates/x509.ts'

const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'

let certificate: string | undefined

/** A signing certificate of an identity provider, Base64 of DER, good from 2026 to 2060. */
export function idpCertificate({ notAfter = new Date('2060-01-01T00:00:00Z') } = {}): string {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const notBefore = new Date('2026-01-01T00:00:00Z')
  const der = selfSignedCertificate({ name: 'idp', serialNumber: Uint8Array.of(1), notBefore, notAfter, ...pair })
  return Buffer.from(der).toString('base64')
}

/** Metadata as an identity provider publishes it; `replace` changes its text. */
export function idpMetadata(replace: (xml: string) => string = (xml) => xml): string {
  certificate ??= idpCertificate()
  return replace(`<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example/entity">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
        <ds:X509Certificate>${certificate}</ds:X509Certificate>
      </ds:X509Data></ds:KeyInfo>
    </md:KeyDescriptor>
    <md:SingleLogoutService Binding="${post}" Location="https://idp.example/slo/post"/>
    <md:SingleLogoutService Binding="${redirect}" Location="https://idp.example/slo/redirect"/>
    <md:SingleSignOnService Binding="${post}" Location="https://idp.example/sso/post"/>
    <md:SingleSignOnService Binding="${redirect}" Location="https://idp.example/sso/redirect"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`)
}
