import type { PasswordPolicyType } from '../../contract/shapes.gen.ts'
import { attribute, html, type Html } from '../html.ts'
import type { Messages } from '../messages/en.ts'
import { problemOf, type Problem } from '../view.ts'

interface PasswordField {
  readonly name: string
  readonly label: string
  readonly autocomplete: 'current-password' | 'new-password'
  /** For new passwords: shown as a list that ticks itself off, and told to password managers. */
  readonly policy?: PasswordPolicyType
  readonly autofocus?: boolean
}

/** A password with a button that shows it, instead of asking for it twice. */
export function passwordField(messages: Messages, input: PasswordField, problems: readonly Problem[]): Html {
  const { name, policy } = input
  const problem = problemOf(problems, name)
  const describedBy = [policy && `${name}-rules`, problem && `${name}-error`, `${name}-caps`].filter(Boolean).join(' ')
  return html`<div class="field">
    <label for="${name}">${input.label}</label>
    ${problem ? html`<p class="field-error" id="${name}-error">${problem}</p>` : ''}
    <span class="password">
      <input
        id="${name}"
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
        aria-controls="${name}"
        aria-pressed="false"
        aria-label="${messages.showPassword}"
        data-show="${messages.show}"
        data-hide="${messages.hide}"
        hidden
      >
        ${messages.show}
      </button>
    </span>
    <p class="hint" id="${name}-caps" role="status" data-text="${messages.capsLock}"></p>
    ${policy ? ruleList(messages, name, policy) : ''}
  </div>`
}

function ruleList(messages: Messages, name: string, policy: PasswordPolicyType): Html {
  const patterns = [
    policy.RequireLowercase && { pattern: '[a-z]', text: messages.ruleLowercase },
    policy.RequireUppercase && { pattern: '[A-Z]', text: messages.ruleUppercase },
    policy.RequireNumbers && { pattern: '[0-9]', text: messages.ruleNumber },
    policy.RequireSymbols && { pattern: symbolPattern, text: messages.ruleSymbol },
  ].filter((rule) => rule !== false && rule !== undefined)
  const length = policy.MinimumLength ?? 8
  return html`<ul class="rules" id="${name}-rules" data-rules-for="${name}">
    <li data-length="${length}">${messages.ruleLength(length)}</li>
    ${patterns.map((rule) => html`<li data-pattern="${rule.pattern}">${rule.text}</li>`)}
  </ul>`
}

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
