import type { AccountTakeoverActionType, NotifyConfigurationType, NotifyEmailType } from '../../contract/shapes.gen.ts'
import { escapeHtml, type MessageText } from '../message-text.ts'

/** What a notice about a sign-in can tell. */
export interface RiskNoticeValues {
  readonly ipAddress: string
  readonly deviceName: string
  readonly loginTime: string
  readonly eventId: string
  readonly feedbackToken: string
  /** Undefined where the pool has no domain that they could lead to. */
  readonly links: { readonly valid: string; readonly invalid: string } | undefined
}

const defaults = {
  blocked: 'We stopped an attempt to sign in to your account.',
  asked: 'We asked for a second factor at a sign-in to your account.',
  passed: 'Somebody signed in to your account in an unusual way.',
} as const
const defaultSubject = 'New sign-in attempt'
const defaultBody =
  '<p>{opening}</p><p>Time: {login-time}<br>Device: {device-name}<br>Address: {ip-address}</p>' +
  '<p>If this was you: {one-click-link-valid}</p><p>If it was not: {one-click-link-invalid}</p>'

/** The notice for an action, in the pool's words where it has any. */
export function riskNotice(
  configuration: NotifyConfigurationType | undefined,
  action: AccountTakeoverActionType['EventAction'],
  values: RiskNoticeValues,
): MessageText {
  const { template, opening } = templateOf(configuration, action)
  const HtmlBody = defaultBody.replace('{opening}', defaults[opening])
  const { Subject, HtmlBody: html, TextBody: text } = template ?? { Subject: defaultSubject, HtmlBody }
  const filledHtml = html && filled(html, values, markup)
  return {
    // A line feed in a subject would start another header.
    subject: filled(Subject, values, plain).replaceAll(/[\r\n]+/g, ' '),
    text: text ? filled(text, values, plain) : filled(withoutTags(html ?? ''), values, plain),
    html: filledHtml || undefined,
  }
}

function templateOf(
  configuration: NotifyConfigurationType | undefined,
  action: AccountTakeoverActionType['EventAction'],
): { readonly template: NotifyEmailType | undefined; readonly opening: keyof typeof defaults } {
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
  readonly value: (text: string) => string
  readonly link: (url: string, label: string) => string
}
const plain: Rendering = { value: (text) => text, link: (url) => url }
const markup: Rendering = {
  value: escapeHtml,
  link: (url, label) => `<a href="${escapeHtml(url)}">${label}</a>`,
}

/** In one pass, so that no value is searched for placeholders. */
function filled(template: string, values: RiskNoticeValues, rendering: Rendering): string {
  return template.replaceAll(placeholder, (found: string, name: string) => {
    switch (name) {
      case 'ip-address':
        return rendering.value(values.ipAddress)
      case 'login-time':
        return rendering.value(values.loginTime)
      case 'device-name':
        return rendering.value(values.deviceName)
      case 'event-id':
        return rendering.value(values.eventId)
      case 'feedback-token':
        return rendering.value(values.feedbackToken)
      case 'one-click-link-valid':
        return values.links ? rendering.link(values.links.valid, 'It was me') : ''
      case 'one-click-link-invalid':
        return values.links ? rendering.link(values.links.invalid, 'It was not me') : ''
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
