import type { ContactAttribute } from '../users/contact.ts'
import {
  languageOf,
  mailText,
  smsText,
  type MessageText,
  type MessageTemplate,
  type MessageValues,
} from './message-text.ts'
import { en, type Messages } from '../../messages/en.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

/** What a code is for, as far as the words around it go. */
export type CodeMessage = 'sign-up' | 'forgot-password' | 'verify-attribute' | 'authentication'

/** What a custom message trigger says instead; what it leaves out is said in the pool's own words. */
export interface OwnWords {
  readonly smsMessage?: string | undefined
  readonly emailMessage?: string | undefined
  readonly emailSubject?: string | undefined
}

export interface CodeMessageRequest {
  readonly message: CodeMessage
  readonly attribute: ContactAttribute
  /** With `link`, a sign-up's mail leads to the page that confirms it. */
  readonly values: MessageValues
  readonly own?: OwnWords | undefined
}

type Letter = Exclude<keyof Messages['letters'], 'risk'>

const letterOf = {
  'sign-up': 'confirmation',
  'forgot-password': 'confirmation',
  'verify-attribute': 'verification',
  authentication: 'authentication',
} as const satisfies Readonly<Record<CodeMessage, Letter>>

/** Whether mails that confirm a sign-up carry a link in the place of a code. */
export function isConfirmedByLink(pool: UserPool): boolean {
  return pool.configuration.VerificationMessageTemplate?.DefaultEmailOption === 'CONFIRM_WITH_LINK'
}

/** The message that carries a code, in the pool's own words where it has any, and else in these. */
export function codeMessage(
  pool: UserPool,
  { message, attribute, values, own }: CodeMessageRequest,
  messages: Messages = en,
): MessageText {
  if (attribute === 'phone_number') {
    const body = own?.smsMessage || smsOfPool(pool, message)
    const sms = smsText(template(letterOf[message], { body }, messages), values)
    return body ? sms : boundToHost(sms, values)
  }
  const { body, subject } = values.link === undefined ? mailOfPool(pool, message) : linkOfPool(pool)
  const letter = values.link === undefined ? letterOf[message] : 'linkConfirmation'
  const words = { body: own?.emailMessage || body, subject: own?.emailSubject || subject }
  return mailText(template(letter, words, messages), values)
}

/**
 * Phones fill in such a code at that host and nowhere else (WebOTP and origin-bound one-time codes). Cognito: the API
 * knows of no page, and the pool's own words stay as they are.
 */
function boundToHost(sms: MessageText, { host, code }: MessageValues): MessageText {
  return host === undefined ? sms : { ...sms, text: `${sms.text}\n\n@${host} #${code}` }
}

/** The message that invites a user whom an administrator created; `values.code` is the temporary password. */
export function invitationMessage(
  pool: UserPool,
  { attribute, values, own }: Omit<CodeMessageRequest, 'message'>,
  messages: Messages = en,
): MessageText {
  const { SMSMessage, EmailMessage, EmailSubject } =
    pool.configuration.AdminCreateUserConfig?.InviteMessageTemplate ?? {}
  if (attribute === 'phone_number') {
    return smsText(template('invitation', { body: own?.smsMessage || SMSMessage }, messages), values)
  }
  const words = { body: own?.emailMessage || EmailMessage, subject: own?.emailSubject || EmailSubject }
  return mailText(template('invitation', words, messages), values)
}

/** The message to a user who was taken over from another directory, and knows their password. */
export function welcomeMessage(attribute: ContactAttribute, username: string, messages: Messages): MessageText {
  return plainMessage(attribute, template('welcome', {}, messages), username)
}

/** The message to the owner of an address that somebody tried to sign up with. */
export function existingAccountMessage(attribute: ContactAttribute, messages: Messages): MessageText {
  return plainMessage(attribute, template('existingAccount', {}, messages), '')
}

function plainMessage(attribute: ContactAttribute, words: MessageTemplate, username: string): MessageText {
  const values = { code: '', username }
  return attribute === 'phone_number' ? smsText(words, values) : mailText(words, values)
}

interface PoolWords {
  readonly body?: string | undefined
  readonly subject?: string | undefined
}

/**
 * Cognito: no words and an empty text are the same. Where some are the pool's own, the others are English: nobody knows
 * what language the pool's are in.
 */
function template(letter: Letter, own: PoolWords, messages: Messages): MessageTemplate {
  if (own.body || own.subject) {
    const { body, subject } = en.letters[letter]
    return { body: own.body || body, subject: own.subject || subject }
  }
  return { ...messages.letters[letter], language: languageOf(messages) }
}

function smsOfPool({ configuration, mfa }: UserPool, message: CodeMessage): string | undefined {
  if (message === 'authentication')
    return mfa.SmsMfaConfiguration?.SmsAuthenticationMessage ?? configuration.SmsAuthenticationMessage
  return configuration.VerificationMessageTemplate?.SmsMessage ?? configuration.SmsVerificationMessage
}

function mailOfPool({ configuration, mfa }: UserPool, message: CodeMessage): PoolWords {
  if (message === 'authentication') {
    const own = mfa.EmailMfaConfiguration
    return { body: own?.Message, subject: own?.Subject }
  }
  const own = configuration.VerificationMessageTemplate
  return {
    body: own?.EmailMessage ?? configuration.EmailVerificationMessage,
    subject: own?.EmailSubject ?? configuration.EmailVerificationSubject,
  }
}

function linkOfPool({ configuration }: UserPool): PoolWords {
  const own = configuration.VerificationMessageTemplate
  return { body: own?.EmailMessageByLink, subject: own?.EmailSubjectByLink }
}
