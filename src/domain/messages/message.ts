/** A mail or SMS on its way out. It leaves in the commit that caused it. */
export interface OutboundMessage {
  readonly id: string
  readonly poolId: string
  readonly channel: 'EMAIL' | 'SMS'
  readonly to: string
  readonly subject: string | undefined
  readonly text: string
  readonly html: string | undefined
  /** From whom this mail comes, where that is not whom the pool's other mail comes from. */
  readonly from?: string
  readonly replyTo?: string
  /** The code inside the text: for the development inbox and for a function that sends in the pool's place. */
  readonly code: string | undefined
  readonly createdAt: Date
  /** From then on the code is worth nothing, and so is the message. */
  readonly expiresAt?: Date
  /** Where the pool has a function that sends in its place. */
  readonly custom?: CustomSending
}

/** What an app client is told of a session that ended (OpenID Connect Back-Channel Logout 1.0). */
export interface LogoutNotice {
  readonly id: string
  readonly poolId: string
  readonly channel: 'LOGOUT'
  readonly clientId: string
  readonly sub: string
  readonly sid: string
  readonly createdAt: Date
}

/** Everything that leaves by the outbox. */
export type OutboxItem = OutboundMessage | LogoutNotice

/** What a function that sends a message is told of it. It travels sealed in the outbox and is kept nowhere else. */
export interface CustomSending {
  /** `SignUp`, behind the trigger's name. */
  readonly source: string
  readonly userName: string
  readonly userAttributes: Readonly<Record<string, string>>
  readonly clientId: string | undefined
  readonly userAgent: string | undefined
  readonly clientMetadata: Readonly<Record<string, string>> | undefined
}

/** A mail as it is handed to whoever carries it. */
export interface Mail extends MailOrigin {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string | undefined
  readonly createdAt: Date
}

/** From whom a mail comes, where the pool says so. */
export interface MailOrigin {
  /** An address, with or without a name; else the installation's own. */
  readonly from: string | undefined
  readonly replyTo: string | undefined
  /** Of Amazon SES. */
  readonly configurationSet: string | undefined
}

export interface Sms {
  readonly id: string
  /** A plus sign and digits. */
  readonly to: string
  readonly text: string
}
