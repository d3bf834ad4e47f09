import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { field } from '../parts/field.ts'
import { form, pageLink, submitButton } from '../parts/form.ts'
import { organisationForm } from '../parts/organisation-form.ts'
import { providerButtons } from '../parts/provider-buttons.ts'
import { passkeyForm } from '../parts/passkey-form.ts'
import { passwordField } from '../parts/password-field.ts'
import { signal } from '../parts/signal.ts'
import type { SignInIdentifier } from '../../domain/users/sign-in-identifier.ts'
import type { Problem, View } from '../view/view.ts'

export interface SignInPage {
  readonly username: string
  readonly identifier: SignInIdentifier
  readonly label: string
  readonly canSignUp: boolean
  /** Names of identity providers, in the order of their buttons. */
  readonly providers: readonly string[]
  /** What was entered to find one of them; undefined where they have buttons. */
  readonly searchedEmail?: string | undefined
  /** Whether people may sign in with a password of their own here. */
  readonly hasPassword: boolean
  readonly canRecover: boolean
  /** Whether the name is asked for alone: how to go on depends on whose it is. */
  readonly isNameFirst: boolean
  /** PublicKeyCredentialRequestOptionsJSON for a passkey of anybody. */
  readonly passkeyOptions?: string | undefined
  /** A passkey that was shown and that nobody has: its keeper forgets it. */
  readonly unknownPasskey?: { readonly rpId: string; readonly credentialId: string } | undefined
  readonly problems: readonly Problem[]
  readonly notice?: string | undefined
}

/** Cognito: the ids by which scripts have always found these two. */
export const signInFields = { username: 'signInFormUsername', password: 'signInFormPassword' } as const

export function signInPage(view: View, page: SignInPage): Html {
  const { messages } = view
  const { problems, isNameFirst } = page
  const name = field(
    {
      name: 'username',
      id: signInFields.username,
      label: page.label,
      type: identifierType(page.identifier),
      value: page.username,
      autocomplete: 'username webauthn',
      required: true,
      autofocus: page.username === '' || isNameFirst,
      isIdentifier: true,
    },
    problems,
  )
  const button = isNameFirst
    ? submitButton(messages.next, messages.working, 'signInSubmitButton')
    : submitButton(messages.signIn, messages.signingIn, 'signInSubmitButton')
  const fields = html`${name} ${isNameFirst ? '' : password(view, page)} ${button}`
  const { isFirst: isFederatedFirst } = view.look.layout.federation
  const providers = page.providers.length > 0 ? waysElsewhere(view, page) : ''
  const own = page.hasPassword ? form(view, '/login', fields, { name: 'cognitoSignInForm' }) : ''
  const between = providers && own ? html`<p class="or"><span>${messages.or}</span></p>` : ''
  return document(view, {
    title: messages.signInTitle,
    lead: messages.signInLead(view.appName),
    problems,
    ...(page.notice ? { notice: page.notice } : {}),
    body: html`${page.unknownPasskey ? signal({ name: 'signalUnknownCredential', ...page.unknownPasskey }) : ''}
    ${isFederatedFirst ? [providers, between, own] : [own, between, providers]}
    ${page.passkeyOptions ? anyPasskey(view, page.passkeyOptions) : ''}
    ${page.hasPassword && page.canSignUp ? html`<div class="below redirect-customizable"><p>${messages.noAccount} ${pageLink(view, '/signup', messages.createAccount)}</p></div>` : ''}`,
  })
}

/** Everybody's own provider: by a button, or found by an address. */
function waysElsewhere(view: View, { providers, searchedEmail, problems }: SignInPage): Html {
  if (searchedEmail === undefined) return providerButtons(view, providers)
  return organisationForm(view, searchedEmail, problems)
}

/** Offered among what the browser fills in, and by a button. */
function anyPasskey(view: View, options: string): Html {
  const label = view.messages.signInWithPasskey
  return passkeyForm(view, '/passkey', { options, label, isQuiet: true, asks: 'with-autofill' })
}

function password(view: View, { username, canRecover, problems }: SignInPage): Html {
  const { messages } = view
  const input = {
    name: 'password',
    id: signInFields.password,
    label: messages.password,
    autocomplete: 'current-password',
    autofocus: username !== '',
  } as const
  return html`${passwordField(view, input, problems)}
  ${canRecover ? html`<p class="hint">${pageLink(view, '/forgotPassword', messages.forgotPassword)}</p>` : ''}`
}

/** Brings up the right keyboard, where there is one kind of name only. */
function identifierType(identifier: SignInIdentifier): 'text' | 'email' | 'tel' {
  if (identifier === 'email') return 'email'
  return identifier === 'phone_number' ? 'tel' : 'text'
}
