import { answerChallenge } from '../../flows/sign-in/answer-challenge.ts'
import { continueSignIn } from '../sign-in/continue-sign-in.ts'
import type { Html } from '../view/html.ts'
import { attributeField } from '../entries/attribute-field.ts'
import { attributeProblems } from '../entries/attribute-problems.ts'
import { withPasswordAdvice } from '../entries/password-advice.ts'
import { passwordProblems } from '../view/password-problems.ts'
import type { Page, PageRequest } from '../drawing/page.ts'
import { newPasswordPage } from '../pages/new-password-page.ts'
import { signInContext } from '../sign-in/sign-in-context.ts'
import type { Problem } from '../view/view.ts'
import { backToStart, waitingChallenge, type WaitingChallenge } from '../sign-in/waiting-challenge.ts'

const prefix = 'userAttributes.'

export const newPassword: Page = {
  path: '/newPassword',
  show: (page) => {
    const waiting = waitingChallenge(page, ['NEW_PASSWORD_REQUIRED'])
    return waiting ? { kind: 'page', html: drawn(page, waiting, []) } : backToStart(page)
  },
  submit: async (page, ports) => {
    const waiting = waitingChallenge(page, ['NEW_PASSWORD_REQUIRED'])
    if (!waiting) return backToStart(page)
    const again = async (found: readonly Problem[]): Promise<Html> =>
      drawn(page, waiting, await withPasswordAdvice(ports, page, found))
    const { messages } = page.view
    const password = page.form.get('password') ?? ''
    const entries = missingNames(waiting).map((name) => ({ name, value: page.form.get(name)?.trim() ?? '' }))
    const problems = [...attributeProblems(messages, entries), ...passwordProblems(messages, password)]
    if (problems.length > 0) return { kind: 'page', status: 422, html: again(problems) }
    const attributes = entries.map(({ name, value }) => [`${prefix}${name}`, value] as const)
    const step = await answerChallenge(ports, signInContext(page), {
      name: 'NEW_PASSWORD_REQUIRED',
      responses: { USERNAME: waiting.userId, NEW_PASSWORD: password, ...Object.fromEntries(attributes) },
      session: waiting.session,
    })
    return continueSignIn(ports, page, step, { username: waiting.username, again })
  },
}

function drawn(page: PageRequest, waiting: WaitingChallenge, problems: readonly Problem[]): Html {
  const { pool } = page.request.domain
  return newPasswordPage(page.view, {
    username: waiting.username,
    fields: missingNames(waiting).map((name) => attributeField(page.view.messages, name, page.form.get(name))),
    policy: pool.configuration.Policies?.PasswordPolicy ?? {},
    problems,
  })
}

function missingNames({ requiredAttributes = [] }: WaitingChallenge): readonly string[] {
  return requiredAttributes.map((name) => name.slice(prefix.length))
}
