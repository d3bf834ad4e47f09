const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])
const scriptSchemes = new Set(['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:'])

/**
 * Why a callback or sign-out URL may not be registered, undefined where it may: absolute, without fragment,
 * credentials or control characters; https, http on loopback only, or an app's own scheme (cognito-web contract,
 * section 2.1; OAU-01).
 */
export function redirectUriFault(text: string): string | undefined {
  if (text.includes('#')) return `${text} cannot use fragment`
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0020\u007f\\]/.test(text) || !URL.canParse(text)) return notAbsolute(text)
  const url = new URL(text)
  if (url.username || url.password || scriptSchemes.has(url.protocol)) return notAbsolute(text)
  if (url.protocol === 'http:') {
    return loopbackHosts.has(url.hostname) ? undefined : `${text} cannot use the HTTP protocol.`
  }
  return url.protocol === 'https:' && url.hostname === '' ? notAbsolute(text) : undefined
}

function notAbsolute(text: string): string {
  return `${text} is not a valid redirect URI: it must be absolute, without user information, and of a scheme that sign-in may return to.`
}
