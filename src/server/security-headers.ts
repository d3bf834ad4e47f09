/** Contract UI-01, for every answer that a browser may take as a page of ours. Handlers add their own policy of content. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
}

/**
 * Only where the base host is ours alone: on localhost a browser would apply it to every other program's port, plain
 * HTTP included.
 */
export const strictTransport: Readonly<Record<string, string>> = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
}

export interface ContentSources {
  /** Of the page's own inline style and script. */
  readonly nonce: string
  readonly images?: string
  readonly formAction?: string
}

/** Nothing is loaded from anywhere else, and only what carries the nonce runs. */
export function contentPolicy({ nonce, images = "'self' data:", formAction = "'self'" }: ContentSources): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `img-src ${images}`,
    "connect-src 'self'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ')
}
