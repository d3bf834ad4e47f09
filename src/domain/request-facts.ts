/** What is known of a request besides its input, whichever surface it came through. */
export interface RequestFacts {
  readonly requestId: string
  /** The region of the credential scope when signed, else the installation's own. */
  readonly region: string
  readonly accountId: string
  readonly sourceIp: string
  readonly userAgent: string | undefined
  /** Of the page that the person is at; the API has none. */
  readonly language?: string
  /** The name of the host of that page, to which a code by SMS is bound. */
  readonly pageHost?: string
  /** What the app says of the device it runs on, where it says anything. */
  readonly device?: DeviceFacts
}

/** Nobody vouches for these: they make a person's own device known again, and never name where somebody is. */
export interface DeviceFacts {
  /** Random, and the device's own: hashed, for whoever has it passes for that device. */
  readonly idHash?: string
  readonly name?: string
  readonly timezone?: string
}
