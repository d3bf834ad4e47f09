import { isEmailAddress } from '../users/contact.ts'
import type { MailOrigin } from './message.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

/**
 * Cognito: mail comes from `From`, else from the address whose SES identity `SourceArn` names; an identity that is a
 * whole domain names no address.
 */
export function mailOrigin({ configuration: { EmailConfiguration } }: Pick<UserPool, 'configuration'>): MailOrigin {
  const identity = EmailConfiguration?.SourceArn?.split(':identity/')[1]
  return {
    from: EmailConfiguration?.From ?? (identity !== undefined && isEmailAddress(identity) ? identity : undefined),
    replyTo: EmailConfiguration?.ReplyToEmailAddress,
    configurationSet: EmailConfiguration?.ConfigurationSet,
  }
}
