import type { PasswordPolicyType } from '../../../contract/shapes.gen.ts'
import { attribute, html, type Html } from '../../view/html.ts'
import { form, submitButton } from '../../parts/form.ts'
import { hiddenUsername } from '../../parts/hidden-username.ts'
import { passwordField } from '../../parts/password-field.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountView } from '../account-view.ts'
import { accountDocument } from '../parts/account-document.ts'

export interface PasswordPage {
  readonly username: string
  /** Whether there is one to be asked for. */
  readonly hasPassword: boolean
  readonly policy: PasswordPolicyType
  /** Whether the box is ticked that ends all other sessions. */
  readonly endsOthers: boolean
  readonly problems: readonly Problem[]
}

export function passwordPage(
  page: AccountView,
  { username, hasPassword, policy, endsOthers, problems }: PasswordPage,
): Html {
  const { view } = page
  const { messages } = view
  const { account } = messages
  const current = { name: 'current', label: account.passwordNow, autocomplete: 'current-password' } as const
  const next = { name: 'password', label: messages.newPassword, autocomplete: 'new-password', policy } as const
  const content = html`${hiddenUsername(username)}
    ${
      hasPassword
        ? html`${passwordField(view, { ...current, autofocus: true }, problems)}
            <p class="hint">${account.passwordForgotten}</p>`
        : ''
    }
    ${passwordField(view, next, problems)}
    <div class="field">
      <label class="check"
        ><input
          type="checkbox"
          name="others"
          value="yes"
          ${attribute('checked', endsOthers)}
        />${account.passwordEndOthers}</label
      >
    </div>
    ${submitButton(account.passwordUse, messages.working)}`
  return accountDocument(page, {
    title: account.passwordTitle,
    problems,
    body: form(view, '/account/password', content),
  })
}
