/** A mail or SMS on its way out. It leaves in the commit that caused it. */
export interface OutboundMessage {
  readonly id: string
  readonly poolId: string
  readonly channel: 'EMAIL' | 'SMS'
  readonly to: string
  readonly subject: string | undefined
  readonly text: string
  readonly html: string | undefined
  /** The code inside the text, for the development inbox only. */
  readonly code: string | undefined
  readonly createdAt: Date
}
