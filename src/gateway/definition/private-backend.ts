/** A backend behind a VPC link: where it is reached is the installation's to say and not the definition's. */
export interface PrivateBackend {
  /** The name of its connections: see `integrations/upstream-name.ts`. */
  readonly upstream: string
  /** What it is called in `Host`; undefined where it hears what the caller called. */
  readonly host: string | undefined
  /** Whose path it gets: that of the integration's URI, or the request's own with its stage before it. */
  readonly path: 'uri' | 'request'
}
