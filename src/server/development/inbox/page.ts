import { readFileSync } from 'node:fs'
import { html, raw } from 'hono/html'
import type { CapturedMessage } from '../../../ports/inbox.ts'

export interface InboxView {
  readonly messages: readonly CapturedMessage[]
  /** Only messages to this address or number are shown. */
  readonly to: string | undefined
  readonly nonce: string
}

const css = readFileSync(new URL('inbox.css', import.meta.url), 'utf8')
const js = readFileSync(new URL('inbox.js', import.meta.url), 'utf8')

/** The page where a developer reads what would have been sent. Every value in it is escaped; mails come in sandboxed frames. */
export async function renderInboxPage({ messages, to, nonce }: InboxView): Promise<string> {
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <title>Inbox · Sallyport</title>
        <style nonce="${nonce}">
          ${raw(css)}
        </style>
        <noscript><meta http-equiv="refresh" content="4" /></noscript>
      </head>
      <body>
        <header>
          <h1>Inbox</h1>
          <p>Mail and SMS that Sallyport kept instead of sending. Development only.</p>
          <form method="get" action="/inbox" role="search">
            <input
              type="search"
              name="to"
              value="${to ?? ''}"
              placeholder="Address or number"
              aria-label="Show only messages to this address or number"
            />
            <button>Show</button>
          </form>
        </header>
        <main data-version="${messages[0]?.id ?? ''}:${messages.length}" aria-live="polite">
          ${messages.length === 0 ? renderEmpty(to) : messages.map(renderMessage)}
        </main>
        <script nonce="${nonce}">
          ${raw(js)}
        </script>
      </body>
    </html>`
  return page.toString()
}

function renderEmpty(to: string | undefined) {
  const text = to ? `Nothing was sent to ${to} yet.` : 'Nothing yet. Sign up in the app, and the code appears here.'
  return html`<p class="empty">${text}</p>`
}

function renderMessage({ id, channel, to, subject, text, html: mail, code, sentAt }: CapturedMessage) {
  const time = sentAt.toISOString()
  return html`<article id="m-${id}">
    <header>
      <span class="channel">${channel === 'EMAIL' ? 'E-mail' : 'SMS'}</span>
      <span class="to">${to}</span>
      <time datetime="${time}">${time.slice(0, 19).replace('T', ' ')} UTC</time>
    </header>
    ${subject === undefined ? '' : html`<h2>${subject}</h2>`}
    <p class="text">${withLinks(text)}</p>
    ${code === undefined ? '' : renderCode(code)} ${mail === undefined ? '' : renderFrame(id)}
  </article>`
}

function renderCode(code: string) {
  return html`<p class="code">
    <code>${code}</code> <button type="button" data-copy="${code}" aria-label="Copy the code ${code}">Copy</button>
  </p>`
}

function renderFrame(id: string) {
  const source = `/inbox/mail/${encodeURIComponent(id)}`
  return html`<details>
    <summary>As the mail program shows it</summary>
    <iframe sandbox data-src="${source}" title="The mail" referrerpolicy="no-referrer"></iframe>
  </details>`
}

/** Confirmation links are there to be clicked. */
function withLinks(text: string) {
  return text.split(/(https?:\/\/[^\s<>"']+)/).map((part, index) => {
    if (index % 2 === 0) return html`${part}`
    return html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>`
  })
}
