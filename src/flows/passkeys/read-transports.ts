/** AuthenticatorTransport (WebAuthn Level 3 section 5.8.4); what is not among them cannot be asked for later. */
const known = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal']

/** How the authenticator can be reached, as the browser says it. */
export function readTransports(value: unknown): readonly string[] {
  return Array.isArray(value) ? known.filter((transport) => value.includes(transport)) : []
}
