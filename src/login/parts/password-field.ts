import type { PasswordPolicyType } from '../../contract/shapes.gen.ts'
import { attribute, html, raw, type Html } from '../view/html.ts'
import type { Messages } from '../../messages/en.ts'
import { problemOf, type Problem, type View } from '../view/view.ts'

interface PasswordField {
  readonly name: string
  /** Its name unless given. */
  readonly id?: string
  readonly label: string
  readonly autocomplete: 'current-password' | 'new-password'
  /** For new passwords: shown as a list that ticks itself off, and told to password managers. */
  readonly policy?: PasswordPolicyType
  readonly autofocus?: boolean
}

/** A password with a button that shows it, instead of asking for it twice. */
export function passwordField(view: View, input: PasswordField, problems: readonly Problem[]): Html {
  const { messages } = view
  const { name, id = name, policy } = input
  const problem = problemOf(problems, id)
  const describedBy = [policy && `${id}-rules`, problem && `${id}-error`, `${id}-caps`].filter(Boolean).join(' ')
  return html`<div class="field">
    <label class="label-customizable" for="${id}">${input.label}</label>
    ${problem ? html`<p class="field-error" id="${id}-error">${problem}</p>` : ''}
    <span class="password">
      <input
        class="inputField-customizable"
        id="${id}"
        name="${name}"
        type="password"
        autocomplete="${input.autocomplete}"
        maxlength="256"
        required
        aria-describedby="${describedBy}"
        ${attribute(
          'aria-invalid',
          problem ? 'true' : undefined,
        )}${attribute('passwordrules', policy && passwordRules(policy))}${attribute('autofocus', input.autofocus && problems.length === 0)}
      />
      <button
        type="button"
        class="reveal"
        data-reveal
        aria-controls="${id}"
        aria-pressed="false"
        aria-label="${messages.showPassword}"
        hidden
      >
        ${eye}
      </button>
    </span>
    <p class="hint" id="${id}-caps" role="status" data-text="${messages.capsLock}"></p>
    ${policy ? html`${ruleList(messages, id, policy)} ${adviceOn(view, id, problems)}` : ''}
  </div>`
}

/** What the password is like: with JavaScript as soon as somebody stops typing, else beside what was refused. */
function adviceOn({ basePath, query }: View, id: string, problems: readonly Problem[]): Html {
  const advice = problems.find(({ field }) => field === id)?.advice
  // Without a space in it, which would be something to show.
  const attributes = html`id="${id}-advice" data-strength-of="${id}" data-from="${basePath}/passwordStrength${query}"`
  return html`<p class="hint advice" role="status" ${attributes}>${advice ?? ''}</p>`
}

function ruleList(messages: Messages, id: string, policy: PasswordPolicyType): Html {
  const patterns = [
    policy.RequireLowercase && { pattern: '[a-z]', text: messages.ruleLowercase },
    policy.RequireUppercase && { pattern: '[A-Z]', text: messages.ruleUppercase },
    policy.RequireNumbers && { pattern: '[0-9]', text: messages.ruleNumber },
    policy.RequireSymbols && { pattern: symbolPattern, text: messages.ruleSymbol },
  ].filter((rule) => rule !== false && rule !== undefined)
  const length = policy.MinimumLength ?? 8
  return html`<ul class="rules" id="${id}-rules" data-rules-for="${id}">
    <li data-length="${length}">${messages.ruleLength(length)}</li>
    ${patterns.map((rule) => html`<li data-pattern="${rule.pattern}">${rule.text}</li>`)}
  </ul>`
}

/** Struck through, by the style sheet, while the password can be read. */
const eye = raw(
  '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7S2 12 2 12z"/>' +
    '<circle cx="12" cy="12" r="3"/><path class="strike" d="M4 3.5l16 17"/></svg>',
)

/** The symbols that Cognito counts (contract, section 3, "Password chars"). */
const symbolPattern = String.raw`[\^$*.\[\]{}\(\)?\-"!@#%&\/\\,><':;_~+=\u007c\u0060 ]`

/** Apple's `passwordrules`: what a password manager must generate to pass the policy. */
function passwordRules(policy: PasswordPolicyType): string {
  return [
    `minlength: ${policy.MinimumLength ?? 8};`,
    policy.RequireLowercase && 'required: lower;',
    policy.RequireUppercase && 'required: upper;',
    policy.RequireNumbers && 'required: digit;',
    policy.RequireSymbols && 'required: [-!@#$%^&*_+=];',
  ]
    .filter(Boolean)
    .join(' ')
}
