/** The claims of a token, unverified. */
export function claimsOf(token: string | undefined): Record<string, any> {
  return JSON.parse(Buffer.from((token ?? '').split('.')[1] ?? '', 'base64url').toString())
}

export function headerOf(token: string | undefined): Record<string, any> {
  return JSON.parse(Buffer.from((token ?? '').split('.')[0] ?? '', 'base64url').toString())
}
