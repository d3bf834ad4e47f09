const localhost = /^http:\/\/localhost(?=[:/?]|$)/
const webScheme = /^https?:/i

/**
 * Whether a token may be bound to this resource: RFC 8707 section 2, an absolute URI without a fragment. Cognito: `https`,
 * `http://localhost` or an app's own scheme (cognito-web contract, section 4.4).
 */
export function isResourceIndicator(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0020\u007f#]/.test(text) || !URL.canParse(text)) return false
  return text.startsWith('https://') || localhost.test(text) || !webScheme.test(text)
}
