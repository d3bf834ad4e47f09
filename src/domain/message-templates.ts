import type { ContactAttribute } from './contact.ts'
import { mailText, smsText, type MessageText, type MessageTemplate, type MessageValues } from './message-text.ts'
import type { UserPool } from './user-pool.ts'

/** What a code is for, as far as the words around it go. */
export type CodeMessage = 'sign-up' | 'forgot-password' | 'verify-attribute' | 'authentication'

export interface CodeMessageRequest {
  readonly message: CodeMessage
  readonly attribute: ContactAttribute
  /** With `link`, a sign-up's mail leads to the page that confirms it. */
  readonly values: MessageValues
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
export function codeMessage(pool: UserPool, { message, attribute, values }: CodeMessageRequest): MessageText {
  if (attribute === 'phone_number') return smsText(smsTemplate(pool, message), values)
  return mailText(values.link === undefined ? mailTemplate(pool, message) : linkTemplate(pool), values)
}

/** The message that invites a user whom an administrator created; `values.code` is the temporary password. */
export function invitationMessage(pool: UserPool, attribute: ContactAttribute, values: MessageValues): MessageText {
  const own = pool.configuration.AdminCreateUserConfig?.InviteMessageTemplate
  if (attribute === 'phone_number') return smsText({ ...invitation, body: own?.SMSMessage ?? invitation.body }, values)
  const template = { body: own?.EmailMessage ?? invitation.body, subject: own?.EmailSubject ?? invitation.subject }
  return mailText(template, values)
}

/** The message to the owner of an address that somebody tried to sign up with. */
export function existingAccountMessage(attribute: ContactAttribute): MessageText {
  const values = { code: '', username: '' }
  return attribute === 'phone_number' ? smsText(existingAccount, values) : mailText(existingAccount, values)
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
