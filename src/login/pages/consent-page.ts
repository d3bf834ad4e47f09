import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { form } from '../parts/form.ts'
import { identity } from '../parts/identity.ts'
import type { Problem, View } from '../view/view.ts'

export interface ConsentPage {
  readonly username: string
  /** What the client may do, in the words of the page. */
  readonly permissions: readonly string[]
  /** What is agreed to with this page, and nothing else. */
  readonly scopes: readonly string[]
  /** Where the browser goes with the answer. */
  readonly host: string
  /** Whether the client registered itself. */
  readonly isUnchecked: boolean
  /** Whether there is a page where it can be taken back. */
  readonly isRevocable: boolean
  readonly problems: readonly Problem[]
}

/** Asks what a client may have; "no" is as near as "yes". */
export function consentPage(view: View, page: ConsentPage): Html {
  const { consent, account, working } = view.messages
  const content = html`<input type="hidden" name="scopes" value="${page.scopes.join(' ')}" />
    <div class="actions">
      <button class="button" type="submit" name="answer" value="allow" data-busy="${working}">${consent.allow}</button>
      <button class="button quiet" type="submit" name="answer" value="deny">${consent.deny}</button>
    </div>`
  return document(view, {
    title: consent.title(view.appName),
    problems: page.problems,
    body: html`${identity(view, page.username)}
      <ul class="permissions">
        ${page.permissions.map((permission) => html`<li>${permission}</li>`)}
      </ul>
      ${page.isUnchecked ? html`<div class="notice warning"><p>${consent.unchecked}</p></div>` : ''}
      ${form(view, '/consent', content)}
      <p class="hint">${consent.goesTo(page.host)}</p>
      ${page.isRevocable ? html`<p class="hint">${consent.revocable(account.appsTitle)}</p>` : ''}`,
  })
}
