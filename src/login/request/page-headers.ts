/**
 * What a page may load and where its forms may lead. Browsers hold a form's redirects to `form-action` too, so the
 * client's registered address is part of it.
 */
export function pageHeaders(redirectUri: string | undefined): Readonly<Record<string, string>> {
  const target = redirectUri === undefined ? '' : ` ${formTarget(new URL(redirectUri))}`
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      `form-action 'self'${target}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  }
}

function formTarget({ protocol, origin }: URL): string {
  return protocol === 'https:' || protocol === 'http:' ? origin : protocol
}
