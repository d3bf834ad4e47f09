const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether a callback or sign-out URL may be registered: absolute, without fragment, credentials or control
 * characters; https, http on loopback only, or an app's own scheme (cognito-web contract, section 2.1; OAU-01).
 */
export function isRegistrableUri(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0020\u007f\\#]/.test(text) || !URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username || url.password) return false
  if (url.protocol === 'https:') return url.hostname !== ''
  if (url.protocol === 'http:') return loopbackHosts.has(url.hostname)
  return !['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:'].includes(url.protocol)
}
