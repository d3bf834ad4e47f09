import type { AccountTakeoverActionType, NotifyConfigurationType, NotifyEmailType } from '../../contract/shapes.gen.ts'
import { en, type Messages } from '../../messages/en.ts'
import { escapeHtml, inLanguage, languageOf, type MessageText } from '../messages/message-text.ts'

/** What a notice about a sign-in can tell. */
export interface RiskNoticeValues {
  readonly ipAddress: string
  readonly deviceName: string
  readonly loginAt: Date
  readonly eventId: string
  readonly feedbackToken: string
  /** Undefined where the pool has no domain that they could lead to. */
  readonly links: { readonly valid: string; readonly invalid: string } | undefined
}

/** The notice for an action, in the pool's words where it has any, and else in these. */
export function riskNotice(
  configuration: NotifyConfigurationType | undefined,
  action: AccountTakeoverActionType['EventAction'],
  values: RiskNoticeValues,
  messages: Messages,
): MessageText {
  const { template, opening } = templateOf(configuration, action)
  const spoken = template === undefined ? messages : en
  const { Subject, HtmlBody: html, TextBody: text } = template ?? defaultTemplate(spoken, opening)
  const filledHtml = html && filled(html, values, { ...markup, messages: spoken })
  const textRendering = { ...plain, messages: spoken }
  return {
    // A line feed in a subject would start another header.
    subject: filled(Subject, values, textRendering).replaceAll(/[\r\n]+/g, ' '),
    text: text ? filled(text, values, textRendering) : filled(withoutTags(html ?? ''), values, textRendering),
    html: filledHtml ? inLanguage(filledHtml, languageOf(spoken)) : undefined,
  }
}

type Opening = 'blocked' | 'asked' | 'passed'

function defaultTemplate({ letters }: Messages, opening: Opening): NotifyEmailType {
  const { risk } = letters
  return {
    Subject: risk.subject,
    HtmlBody:
      `<p>${risk[opening]}</p><p>${risk.time}<br>${risk.device}<br>${risk.address}</p>` +
      `<p>${risk.valid}</p><p>${risk.invalid}</p>`,
  }
}

/** Cognito's form of a time in English, and the language's own in any other. */
function timeIn({ locale }: Messages, at: Date): string {
  if (locale === 'en') return at.toUTCString()
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' }).format(at)
}

function templateOf(
  configuration: NotifyConfigurationType | undefined,
  action: AccountTakeoverActionType['EventAction'],
): { readonly template: NotifyEmailType | undefined; readonly opening: Opening } {
  switch (action) {
    case 'BLOCK':
      return { template: configuration?.BlockEmail, opening: 'blocked' }
    case 'MFA_REQUIRED':
    case 'MFA_IF_CONFIGURED':
      return { template: configuration?.MfaEmail, opening: 'asked' }
    case 'NO_ACTION':
      return { template: configuration?.NoActionEmail, opening: 'passed' }
  }
}

const placeholder =
  /\{(ip-address|city|country|login-time|device-name|one-click-link-valid|one-click-link-invalid|event-id|feedback-token)\}/g

interface Rendering {
  readonly messages: Messages
  readonly value: (text: string) => string
  readonly link: (url: string, label: string) => string
}
const plain: Omit<Rendering, 'messages'> = { value: (text) => text, link: (url) => url }
const markup: Omit<Rendering, 'messages'> = {
  value: escapeHtml,
  link: (url, label) => `<a href="${escapeHtml(url)}">${label}</a>`,
}

/** In one pass, so that no value is searched for placeholders. */
function filled(template: string, values: RiskNoticeValues, rendering: Rendering): string {
  const { risk } = rendering.messages.letters
  return template.replaceAll(placeholder, (found: string, name: string) => {
    switch (name) {
      case 'ip-address':
        return rendering.value(values.ipAddress)
      case 'login-time':
        return rendering.value(timeIn(rendering.messages, values.loginAt))
      case 'device-name':
        return rendering.value(values.deviceName)
      case 'event-id':
        return rendering.value(values.eventId)
      case 'feedback-token':
        return rendering.value(values.feedbackToken)
      case 'one-click-link-valid':
        return values.links ? rendering.link(values.links.valid, risk.itWasMe) : ''
      case 'one-click-link-invalid':
        return values.links ? rendering.link(values.links.invalid, risk.itWasNotMe) : ''
      // There is no map from addresses to places here.
      case 'city':
      case 'country':
        return rendering.value('unknown')
      default:
        return found
    }
  })
}

function withoutTags(html: string): string {
  return html
    .replaceAll(/<(?:br|\/p|\/div|\/li|\/tr)\b[^<>]*>/gi, '\n')
    .replaceAll(/<[a-z/!][^<>]*>/gi, '')
    .trim()
}
