import { X509Certificate } from 'node:crypto'
import type { XmlElement } from '../../xml/elements.ts'
import { parseDocument } from '../../xml/parse-xml.ts'

/** What the metadata of a SAML identity provider tells (OASIS SAML 2.0 Metadata). */
export interface SamlMetadata {
  readonly entityId: string
  readonly ssoRedirectUri: string | undefined
  readonly ssoPostUri: string | undefined
  readonly sloRedirectUri: string | undefined
  /** Base64 of DER. Any of them may sign. */
  readonly signingCertificates: readonly string[]
}

export interface SamlMetadataFault {
  readonly fault: string
}

const metadataNamespace = 'urn:oasis:names:tc:SAML:2.0:metadata'
const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#'
const bindings = 'urn:oasis:names:tc:SAML:2.0:bindings'
const longestCertificate = 4096

/**
 * Reads the metadata of one identity provider. Nothing is fetched and no entity is expanded: a document type is
 * refused before the parser sees it (SAML-01). A certificate must be good now.
 */
export function readSamlMetadata(xml: string, now: Date): SamlMetadata | SamlMetadataFault {
  const root = parseDocument(xml)
  if (root === undefined) return { fault: 'The SAML metadata is not well-formed XML without a document type.' }
  const [entity, ...otherEntities] = namedElements(root, metadataNamespace, 'EntityDescriptor')
  const [idp, ...otherIdps] = namedElements(root, metadataNamespace, 'IDPSSODescriptor')
  if (!entity || !idp || otherEntities.length > 0 || otherIdps.length > 0) {
    return { fault: 'The SAML metadata must describe exactly one identity provider.' }
  }
  const entityId = entity.getAttribute('entityID')
  if (!entityId) return { fault: 'The SAML metadata names no entity ID.' }
  const signOn = endpoints(idp, 'SingleSignOnService')
  const signOut = endpoints(idp, 'SingleLogoutService')
  if (signOn.size === 0) return { fault: 'The SAML metadata names no single sign-on service.' }
  if ([...signOn.values(), ...signOut.values()].some((uri) => !isWebUri(uri))) {
    return { fault: 'The SAML metadata names an endpoint that is no absolute HTTP or HTTPS URL.' }
  }
  const signingCertificates = certificatesOf(idp)
  if (signingCertificates.length === 0) return { fault: 'The SAML metadata has no signing certificate.' }
  const fault = signingCertificates.map((certificate) => certificateFault(certificate, now)).find(Boolean)
  if (fault !== undefined) return { fault }
  return {
    entityId,
    ssoRedirectUri: signOn.get(`${bindings}:HTTP-Redirect`),
    ssoPostUri: signOn.get(`${bindings}:HTTP-POST`),
    sloRedirectUri: signOut.get(`${bindings}:HTTP-Redirect`),
    signingCertificates,
  }
}

/** The element itself, if it has this name, and those beneath it. */
function namedElements(root: XmlElement, namespace: string, name: string): readonly XmlElement[] {
  const own = root.namespaceURI === namespace && root.localName === name ? [root] : []
  return [...own, ...Array.from(root.getElementsByTagNameNS(namespace, name))]
}

/** The first address of each binding. */
function endpoints(idp: XmlElement, service: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const element of namedElements(idp, metadataNamespace, service)) {
    const binding = element.getAttribute('Binding') ?? ''
    if (!found.has(binding)) found.set(binding, element.getAttribute('Location') ?? '')
  }
  return found
}

/** A key without `use` is for signing and encryption both. */
function certificatesOf(idp: XmlElement): readonly string[] {
  return namedElements(idp, metadataNamespace, 'KeyDescriptor')
    .filter((key) => key.getAttribute('use') !== 'encryption')
    .flatMap((key) => namedElements(key, signatureNamespace, 'X509Certificate'))
    .map((element) => (element.textContent ?? '').replaceAll(/\s/g, ''))
}

function certificateFault(certificate: string, now: Date): string | undefined {
  if (certificate.length > longestCertificate) {
    return `A certificate of the SAML metadata is longer than ${longestCertificate} characters.`
  }
  try {
    const { validToDate } = new X509Certificate(Buffer.from(certificate, 'base64'))
    return validToDate > now ? undefined : 'A certificate of the SAML metadata has expired.'
  } catch {
    return 'A certificate of the SAML metadata cannot be read.'
  }
}

function isWebUri(uri: string): boolean {
  return /^https?:\/\//i.test(uri) && URL.canParse(uri)
}
