import type { PasswordPolicyType } from '../../contract/shapes.gen.ts'
import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { field, type Field } from '../parts/field.ts'
import { form, pageLink, submitButton } from '../parts/form.ts'
import { passwordField } from '../parts/password-field.ts'
import { termsNote, type TermsLinks } from '../parts/terms-note.ts'
import type { Problem, View } from '../view/view.ts'

export interface SignUpPage {
  /** The name to sign in with, where it is not itself an attribute, and the attributes that the pool asks for. */
  readonly fields: readonly Field[]
  /** Undefined where nobody needs a password. */
  readonly policy: PasswordPolicyType | undefined
  /** Cognito: only where there are both. */
  readonly terms: TermsLinks | undefined
  readonly problems: readonly Problem[]
}

export function signUpPage(view: View, page: SignUpPage): Html {
  const { messages } = view
  const { problems } = page
  const content = html`${page.fields.map((item) => field(item, problems))}
  ${page.policy ? passwordField(view, { name: 'password', label: messages.password, autocomplete: 'new-password', policy: page.policy }, problems) : ''}
  ${page.terms ? termsNote(view, page.terms) : ''} ${submitButton(messages.signUp, messages.working)}`
  return document(view, {
    title: messages.signUpTitle,
    lead: messages.signInLead(view.appName),
    problems,
    body: html`${form(view, '/signup', content)}
      <div class="below redirect-customizable">
        <p>${messages.haveAccount} ${pageLink(view, '/login', messages.signIn)}</p>
      </div>`,
  })
}
