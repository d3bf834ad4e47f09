import type { Messages } from '../../messages/en.ts'

/** What a message says. SMS has `text` alone. */
export interface MessageText {
  readonly subject: string | undefined
  readonly text: string
  readonly html: string | undefined
}

export interface MessageTemplate {
  /** As configured: for mails this is HTML, as in Cognito. */
  readonly body: string
  readonly subject: string | undefined
  /** Said in the markup of a mail; undefined where it is not known, or is English. */
  readonly language?: MailLanguage | undefined
}

export interface MailLanguage {
  readonly tag: string
  readonly direction: 'ltr' | 'rtl'
}

export interface MessageValues {
  readonly code: string
  readonly username: string
  /** What `{##…##}` leads to. */
  readonly link?: string | undefined
  /** The host of the page that a code by SMS is entered at. */
  readonly host?: string | undefined
}

const placeholder = /\{####\}|\{username\}|\{##(.{1,200}?)##\}/gs

/** Fills in an SMS. */
export function smsText({ body }: MessageTemplate, values: MessageValues): MessageText {
  return { subject: undefined, text: filled(body, values, plain), html: undefined }
}

/** Fills in a mail, whose template is the pool's own HTML: what is filled in is text, and is escaped. */
export function mailText({ body, subject, language }: MessageTemplate, values: MessageValues): MessageText {
  return {
    // A line feed in a subject would start another header.
    subject: filled(subject ?? '', values, plain).replaceAll(/[\r\n]+/g, ' '),
    text: filled(withoutMarkup(body), values, plain),
    html: inLanguage(filled(body, values, markup), language),
  }
}

/** What the markup of a mail says of its words; nothing of English, as with Cognito. */
export function languageOf({ locale, direction }: Pick<Messages, 'locale' | 'direction'>): MailLanguage | undefined {
  return locale === 'en' ? undefined : { tag: locale, direction }
}

export function inLanguage(html: string, language: MailLanguage | undefined): string {
  return language === undefined ? html : `<div lang="${language.tag}" dir="${language.direction}">${html}</div>`
}

interface Rendering {
  readonly value: (text: string) => string
  readonly link: (label: string, url: string) => string
}

const plain: Rendering = { value: (text) => text, link: (label, url) => `${label}: ${url}` }

const markup: Rendering = {
  value: escapeHtml,
  link: (label, url) => `<a href="${escapeHtml(url)}">${label}</a>`,
}

/** Fills every placeholder in one pass, so that no value is searched for placeholders. */
function filled(template: string, { code, username, link }: MessageValues, rendering: Rendering): string {
  return template.replaceAll(placeholder, (found: string, label: string | undefined) => {
    if (found === '{username}') return rendering.value(username)
    if (label === undefined) return rendering.value(code)
    return link === undefined ? found : rendering.link(label, link)
  })
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** The words of a mail for readers that show no HTML. */
function withoutMarkup(html: string): string {
  return html
    .replaceAll(/<(?:br|\/p|\/div|\/h[1-6]|\/li|\/tr)\b[^<>]*>/gi, '\n')
    .replaceAll(/<(style|script|head)\b[^<>]*>[^]*?<\/\1>/gi, '')
    .replaceAll(/<[a-z/!][^<>]*>/gi, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}
