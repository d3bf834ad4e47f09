import { html, type Html } from '../../view/html.ts'
import { field, type Field } from '../../parts/field.ts'
import { form, submitButton } from '../../parts/form.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountView } from '../account-view.ts'
import { accountDocument } from '../parts/account-document.ts'

export interface ProfilePage {
  readonly fields: readonly Field[]
  /** What is seldom asked for: behind a word of its own. */
  readonly further: readonly Field[]
  readonly problems: readonly Problem[]
}

export function profilePage(page: AccountView, { fields, further, problems }: ProfilePage): Html {
  const { view } = page
  const { account, working } = view.messages
  const isOpen = problems.some((problem) => further.some(({ name }) => name === problem.field))
  const content = html`${fields.map((each) => field(each, problems))}
  ${
    further.length === 0
      ? ''
      : html`<details${isOpen ? html` open` : ''}>
          <summary>${account.profileMore}</summary>
          <div class="fields">${further.map((each) => field(each, problems))}</div>
        </details>`
  }
  ${submitButton(account.save, working)}`
  const isEmpty = fields.length + further.length === 0
  return accountDocument(page, {
    title: account.profileTitle,
    lead: isEmpty ? account.profileNothing : account.profileLead,
    problems,
    body: isEmpty ? html`` : form(view, '/account/profile', content),
  })
}
