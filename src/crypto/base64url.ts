/** The bytes of canonical base64url (RFC 7515 section 2): no padding, no stray character, no set trailing bit. */
export function decodeBase64Url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}
