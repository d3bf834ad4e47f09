import { attributeField } from '../entries/attribute-field.ts'
import { confirmLinkPage } from '../pages/confirm-link-page.ts'
import { confirmSignUpPage } from '../pages/confirm-sign-up-page.ts'
import { forgotPasswordPage } from '../pages/forgot-password-page.ts'
import { messagePage } from '../pages/message-page.ts'
import { newPasswordPage } from '../pages/new-password-page.ts'
import { resetPasswordPage } from '../pages/reset-password-page.ts'
import { signUpPage } from '../pages/sign-up-page.ts'
import type { Field } from '../parts/field.ts'
import type { Problem, View } from '../view/view.ts'
import type { Exhibit } from './exhibit.ts'
import { samplePolicy, sampleTerms, samples } from './samples.ts'

const { username, maskedEmail } = samples

/** Making an account, confirming it, and coming back into it without the password. */
export const accountExhibits: readonly Exhibit[] = [
  { name: 'sign-up', draw: (view) => signUp(view, []) },
  {
    name: 'sign-up-weak-password',
    draw: (view) => {
      const { passwordWithoutUppercase, passwordWithoutSymbol } = view.messages.errors
      return signUp(view, [
        { field: 'password', text: passwordWithoutUppercase, advice: view.messages.passwordAdvice.pattern },
        { field: 'password', text: passwordWithoutSymbol },
      ])
    },
  },
  {
    name: 'sign-up-taken',
    draw: (view) => signUp(view, [{ field: 'username', text: view.messages.errors.usernameExists }]),
  },
  {
    name: 'sign-up-closed',
    draw: (view) =>
      messagePage(view, {
        title: view.messages.signUpTitle,
        text: view.messages.errors.signUpDisabled,
        signInLabel: view.messages.backToSignIn,
      }),
  },
  { name: 'confirm', draw: (view) => confirm(view, []) },
  {
    name: 'confirm-wrong-code',
    draw: (view) => confirm(view, [{ field: 'code', text: view.messages.errors.codeMismatch }]),
  },
  { name: 'confirm-resent', draw: (view) => confirm(view, [], view.messages.resent) },
  {
    name: 'confirm-by-administrator',
    draw: (view) =>
      messagePage(view, {
        title: view.messages.confirmTitle,
        text: view.messages.confirmedByAdministrator,
        signInLabel: view.messages.backToSignIn,
      }),
  },
  { name: 'confirm-link', draw: (view) => confirmLinkPage(view, { problems: [] }) },
  {
    name: 'confirm-link-done',
    draw: (view) => messagePage(view, { title: view.messages.confirmedTitle, text: view.messages.confirmedLead }),
  },
  {
    name: 'confirm-link-spent',
    draw: (view) => messagePage(view, { title: view.messages.linkSpentTitle, text: view.messages.linkSpentLead }),
  },
  { name: 'forgot-password', draw: (view) => forgotPassword(view, []) },
  {
    name: 'forgot-password-incomplete',
    draw: (view) =>
      forgotPassword(view, [{ field: 'username', text: view.messages.errors.required(view.messages.username) }]),
  },
  { name: 'reset-password', draw: (view) => resetPassword(view, []) },
  {
    name: 'reset-password-wrong-code',
    draw: (view) => resetPassword(view, [{ field: 'code', text: view.messages.errors.codeExpired }]),
  },
  { name: 'new-password', draw: (view) => newPassword(view, []) },
  {
    name: 'new-password-weak',
    draw: (view) => newPassword(view, [{ field: 'password', text: view.messages.errors.passwordTooShort }]),
  },
]

function signUp(view: View, problems: readonly Problem[]) {
  const { messages } = view
  const name: Field = {
    name: 'username',
    label: messages.username,
    autocomplete: 'username',
    required: true,
    isIdentifier: true,
    ...(problems.length > 0 ? { value: username } : {}),
  }
  const email = attributeField(messages, 'email', problems.length > 0 ? samples.email : undefined)
  const phone = attributeField(messages, 'phone_number', undefined)
  return signUpPage(view, { fields: [name, email, phone], policy: samplePolicy, terms: sampleTerms, problems })
}

function confirm(view: View, problems: readonly Problem[], notice?: string) {
  return confirmSignUpPage(view, { destination: maskedEmail, secondsUntilResend: notice ? 30 : 0, problems, notice })
}

function forgotPassword(view: View, problems: readonly Problem[]) {
  return forgotPasswordPage(view, { username: '', label: view.messages.username, problems })
}

function resetPassword(view: View, problems: readonly Problem[]) {
  return resetPasswordPage(view, { username, destination: maskedEmail, policy: samplePolicy, problems })
}

function newPassword(view: View, problems: readonly Problem[]) {
  const fields = [attributeField(view.messages, 'given_name', undefined)]
  return newPasswordPage(view, { username, fields, policy: samplePolicy, problems })
}
