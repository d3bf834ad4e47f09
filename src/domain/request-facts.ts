/** What is known of a request besides its input, whichever surface it came through. */
export interface RequestFacts {
  readonly requestId: string
  /** The region of the credential scope when signed, else the installation's own. */
  readonly region: string
  readonly accountId: string
  readonly sourceIp: string
  readonly userAgent: string | undefined
}
