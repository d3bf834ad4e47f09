import { attribute, html, type Html } from '../../view/html.ts'
import { form } from '../../parts/form.ts'
import { problemOf, type Problem } from '../../view/view.ts'
import type { AccountView } from '../account-view.ts'
import { accountDocument } from '../parts/account-document.ts'

export interface DeletePage {
  readonly lead: string
  readonly problems: readonly Problem[]
}

export function deletePage(page: AccountView, { lead, problems }: DeletePage): Html {
  const { view } = page
  const { account, working } = view.messages
  const problem = problemOf(problems, 'agree')
  const content = html`<div class="field">
      ${problem ? html`<p class="field-error" id="agree-error">${problem}</p>` : ''}
      <label class="check"
        ><input
          type="checkbox"
          id="agree"
          name="agree"
          value="yes"
          required${attribute(
            'aria-describedby',
            problem ? 'agree-error' : undefined,
          )}${attribute('aria-invalid', problem ? 'true' : undefined)}
        />${account.deleteAgree}</label
      >
    </div>
    <button class="button danger" type="submit" data-busy="${working}">${account.deleteButton}</button>`
  return accountDocument(page, {
    title: account.deleteTitle,
    lead,
    problems,
    body: form(view, '/account/delete', content),
  })
}
