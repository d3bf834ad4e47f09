/** Whom passkeys of a pool are made for, and from where they may be used (WebAuthn Level 3 section 13.4.9). */
export interface RelyingParty {
  /** A host name: an authenticator uses the passkey for it and for nothing else. */
  readonly id: string
  allowsOrigin(origin: string): boolean
  /** Whether the page may be inside a frame; `topOrigin` is the outermost page's, where the browser says it. */
  allowsFrameIn(topOrigin: string | undefined): boolean
}

/**
 * The relying party of this id. Cognito: origins are the id itself or a name beneath it, over https. The port is the
 * ordinary one or this installation's own; a `localhost`, which every machine has for itself, may have any, without TLS
 * as well. `relatedOrigins` are the pool's other domains, which the first one names to browsers. Nobody needs to be asked for a passkey inside a frame.
 */
export function relyingParty(id: string, ownPort: string, relatedOrigins: readonly string[] = []): RelyingParty {
  return {
    id,
    allowsOrigin: (origin) => {
      if (relatedOrigins.includes(origin)) return true
      const url = parseOrigin(origin)
      if (url === undefined || !isWithin(url.hostname, id)) return false
      if (isWithin(url.hostname, 'localhost')) return url.protocol === 'https:' || url.protocol === 'http:'
      return url.protocol === 'https:' && (url.port === '' || url.port === ownPort)
    },
    allowsFrameIn: () => false,
  }
}

/** An origin as browsers write it: anything else, a path or a user name in it, is none. */
function parseOrigin(text: string): URL | undefined {
  const url = URL.parse(text)
  return url !== null && url.origin === text ? url : undefined
}

function isWithin(host: string, parent: string): boolean {
  return host === parent || host.endsWith(`.${parent}`)
}
