import type { ContactAttribute } from './contact.ts'
import { mailText, smsText, type MessageText, type MessageTemplate, type MessageValues } from './message-text.ts'
import type { UserPool } from './user-pool.ts'

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

const confirmation: MessageTemplate = {
  body: 'Your confirmation code is {####}',
  subject: 'Your verification code',
}
const verification: MessageTemplate = {
  body: 'Your verification code is {####}',
  subject: 'Your verification code',
}
const authentication: MessageTemplate = {
  body: 'Your authentication code is {####}.',
  subject: 'Your authentication code',
}
const invitation: MessageTemplate = {
  body: 'Your username is {username} and temporary password is {####}.',
  subject: 'Your temporary password',
}
const welcome: MessageTemplate = {
  body: 'Your account has moved. Your username is {username}, and your password is the one that you have.',
  subject: 'Your account',
}
const existingAccount: MessageTemplate = {
  body:
    'Somebody asked for an account with this address, which has one already. If it was you, sign in, or reset your ' +
    'password if you forgot it. If it was not, there is nothing to do.',
  subject: 'You already have an account',
}
const linkConfirmation: MessageTemplate = {
  body: 'Please click the link below to verify your email address. {##Verify Email##}',
  subject: 'Your verification link',
}

/** Whether mails that confirm a sign-up carry a link in the place of a code. */
export function isConfirmedByLink(pool: UserPool): boolean {
  return pool.configuration.VerificationMessageTemplate?.DefaultEmailOption === 'CONFIRM_WITH_LINK'
}

/** The message that carries a code, in the pool's own words where it has any. */
export function codeMessage(pool: UserPool, { message, attribute, values, own }: CodeMessageRequest): MessageText {
  if (attribute === 'phone_number') return smsText(inOwnWords(smsTemplate(pool, message), own?.smsMessage), values)
  const template = values.link === undefined ? mailTemplate(pool, message) : linkTemplate(pool)
  return mailText(inOwnWords(template, own?.emailMessage, own?.emailSubject), values)
}

/** The message that invites a user whom an administrator created; `values.code` is the temporary password. */
export function invitationMessage(
  pool: UserPool,
  { attribute, values, own }: Omit<CodeMessageRequest, 'message'>,
): MessageText {
  const { SMSMessage, EmailMessage, EmailSubject } =
    pool.configuration.AdminCreateUserConfig?.InviteMessageTemplate ?? {}
  if (attribute === 'phone_number') return smsText(inOwnWords(invitation, own?.smsMessage || SMSMessage), values)
  const template = inOwnWords(invitation, own?.emailMessage || EmailMessage, own?.emailSubject || EmailSubject)
  return mailText(template, values)
}

/** The message to a user who was taken over from another directory, and knows their password. */
export function welcomeMessage(attribute: ContactAttribute, username: string): MessageText {
  const values = { code: '', username }
  return attribute === 'phone_number' ? smsText(welcome, values) : mailText(welcome, values)
}

/** The message to the owner of an address that somebody tried to sign up with. */
export function existingAccountMessage(attribute: ContactAttribute): MessageText {
  const values = { code: '', username: '' }
  return attribute === 'phone_number' ? smsText(existingAccount, values) : mailText(existingAccount, values)
}

/** Cognito: no words and an empty text are the same. */
function inOwnWords(template: MessageTemplate, body: string | undefined, subject?: string): MessageTemplate {
  return { body: body || template.body, subject: subject || template.subject }
}

function smsTemplate(pool: UserPool, message: CodeMessage): MessageTemplate {
  const { configuration, mfa } = pool
  if (message === 'authentication') {
    const body = mfa.SmsMfaConfiguration?.SmsAuthenticationMessage ?? configuration.SmsAuthenticationMessage
    return { ...authentication, body: body ?? authentication.body }
  }
  const body = configuration.VerificationMessageTemplate?.SmsMessage ?? configuration.SmsVerificationMessage
  return { ...defaultTemplate(message), body: body ?? defaultTemplate(message).body }
}

function mailTemplate(pool: UserPool, message: CodeMessage): MessageTemplate {
  const { configuration, mfa } = pool
  if (message === 'authentication') {
    const own = mfa.EmailMfaConfiguration
    return { body: own?.Message ?? authentication.body, subject: own?.Subject ?? authentication.subject }
  }
  const own = configuration.VerificationMessageTemplate
  const fallback = defaultTemplate(message)
  return {
    body: own?.EmailMessage ?? configuration.EmailVerificationMessage ?? fallback.body,
    subject: own?.EmailSubject ?? configuration.EmailVerificationSubject ?? fallback.subject,
  }
}

function linkTemplate(pool: UserPool): MessageTemplate {
  const own = pool.configuration.VerificationMessageTemplate
  return {
    body: own?.EmailMessageByLink ?? linkConfirmation.body,
    subject: own?.EmailSubjectByLink ?? linkConfirmation.subject,
  }
}

function defaultTemplate(message: Exclude<CodeMessage, 'authentication'>): MessageTemplate {
  return message === 'verify-attribute' ? verification : confirmation
}
