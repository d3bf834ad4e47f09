/** Where the connections to a backend behind a VPC link lead. */
export interface PrivatePlace {
  /** Taken in turn. */
  readonly origins: readonly string[]
  /** What its certificate must be for, and the handshake asks for; undefined for the origin's own host. */
  readonly serverName: string | undefined
}

/** Two backends with the same name share their connections. The name of a plain one is its origin. */
export function privateUpstreamName({ origins, serverName = '' }: PrivatePlace): string {
  return `${origins.join(' ')}#${serverName}`
}

export function parseUpstreamName(name: string): PrivatePlace & { readonly isPrivate: boolean } {
  const [all = '', serverName] = name.split('#')
  return { isPrivate: serverName !== undefined, origins: all.split(' '), serverName: serverName || undefined }
}
