import { sign, type KeyObject } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'

const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'

/**
 * The address that carries a request to a provider by the HTTP-Redirect binding (SAML bindings, section 3.4). What is
 * signed is the query as it is sent, in this order.
 */
export function redirectBindingUrl(
  destination: string,
  message: { readonly request: string; readonly relayState: string; readonly signingKey: KeyObject | undefined },
): string {
  const parts = [
    `SAMLRequest=${encodeURIComponent(deflateRawSync(message.request).toString('base64'))}`,
    `RelayState=${encodeURIComponent(message.relayState)}`,
  ]
  if (message.signingKey !== undefined) {
    parts.push(`SigAlg=${encodeURIComponent(rsaSha256)}`)
    const signature = sign('sha256', Buffer.from(parts.join('&')), message.signingKey)
    parts.push(`Signature=${encodeURIComponent(signature.toString('base64'))}`)
  }
  return `${destination}${destination.includes('?') ? '&' : '?'}${parts.join('&')}`
}
