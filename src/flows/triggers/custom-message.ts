import type { ContactAttribute } from '../../domain/users/contact.ts'
import type { OwnWords } from '../../domain/messages/message-templates.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import { allRead, readText } from './read-response.ts'
import { runTrigger, type TriggerRun } from './run-trigger.ts'
import type { Metadata, TriggerCaller, TriggerPorts } from './trigger.ts'
import { eventAttributes } from './user-attributes.ts'

/** What a message is sent for. */
export type CustomMessageSource =
  | 'SignUp'
  | 'AdminCreateUser'
  | 'ResendCode'
  | 'ForgotPassword'
  | 'UpdateUserAttribute'
  | 'VerifyUserAttribute'
  | 'Authentication'

/** Whose request a message follows from. */
export interface MessageOrigin {
  readonly source: CustomMessageSource
  readonly caller: TriggerCaller
  readonly clientMetadata: Metadata
}

export interface CustomMessageEvent {
  readonly pool: UserPool
  readonly user: User
  readonly origin: MessageOrigin
  /** Where the message goes; of an invitation, every place. */
  readonly attributes: readonly ContactAttribute[]
  /** Whether the mail may lead to a page in the place of a code. */
  readonly mayLink: boolean
}

const longest = { smsMessage: 140, emailMessage: 20_000, emailSubject: 140 }

/**
 * Before a message is written: the function may give it other words. Those without the placeholder that the message is
 * for, or longer than Cognito takes, are no message.
 */
export async function customMessage(
  ports: TriggerPorts,
  { pool, user, origin, attributes, mayLink }: CustomMessageEvent,
): Promise<TriggerRun<OwnWords>> {
  const isInvitation = origin.source === 'AdminCreateUser'
  const run = await runTrigger(ports, {
    pool,
    userName: user.username,
    caller: origin.caller,
    name: 'CustomMessage',
    source: `CustomMessage_${origin.source}`,
    request: {
      userAttributes: eventAttributes(pool, user),
      codeParameter: '{####}',
      linkParameter: '{##Click Here##}',
      usernameParameter: isInvitation ? '{username}' : null,
      clientMetadata: origin.clientMetadata,
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
    read: (response) =>
      allRead({
        smsMessage: readText(response, 'smsMessage'),
        emailMessage: readText(response, 'emailMessage'),
        emailSubject: readText(response, 'emailSubject'),
      }),
  })
  if (run.kind !== 'ran') return run
  const fault = attributes
    .map((attribute) => wordsFault(run.response, { attribute, isInvitation, mayLink }))
    .find((text) => text !== undefined)
  if (fault === undefined) return run
  return { kind: 'trigger-failed', exception: 'InvalidParameterException', message: fault }
}

interface Meant {
  readonly attribute: ContactAttribute
  readonly isInvitation: boolean
  readonly mayLink: boolean
}

function wordsFault(
  { smsMessage, emailMessage, emailSubject }: OwnWords,
  { attribute, isInvitation, mayLink }: Meant,
): string | undefined {
  if (attribute === 'phone_number') return bodyFault('smsMessage', smsMessage, isInvitation)
  if ((emailSubject?.length ?? 0) > longest.emailSubject) return tooLong('emailSubject')
  const leads = mayLink && emailMessage !== undefined && /\{##.{1,200}?##\}/s.test(emailMessage)
  return leads ? undefined : bodyFault('emailMessage', emailMessage, isInvitation)
}

function bodyFault(
  name: 'smsMessage' | 'emailMessage',
  body: string | undefined,
  isInvitation: boolean,
): string | undefined {
  if (body === undefined || body === '') return undefined
  if (body.length > longest[name]) return tooLong(name)
  const needed = isInvitation ? ['{####}', '{username}'] : ['{####}']
  const missing = needed.find((placeholder) => !body.includes(placeholder))
  return missing && violation(name, `satisfy regular expression pattern: .*\\${missing.replace('}', '\\}')}.*`)
}

function tooLong(name: keyof typeof longest): string {
  return violation(name, `have length less than or equal to ${longest[name]}`)
}

/** Cognito: these are parameters of whatever sends messages for it, and complained of in its words. */
function violation(name: keyof typeof longest, demand: string): string {
  const parameter = { smsMessage: 'smsMessage', emailMessage: 'emailBody', emailSubject: 'emailSubject' }[name]
  return `1 validation error detected: Value at '${parameter}' failed to satisfy constraint: Member must ${demand}`
}
