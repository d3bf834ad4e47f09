import { refuse, type Refusal } from '../../../contract/refusal.ts'
import { passwordPolicy } from '../../../domain/passwords/password-policy.ts'
import { changePassword } from '../../../flows/passwords/change-password.ts'
import type { Html } from '../../html.ts'
import { passwordProblems } from '../../password-problems.ts'
import { refusalProblem } from '../../refusal-problem.ts'
import type { Problem } from '../../view.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { after, done, shown } from '../answers.ts'
import { hasOwnSignIn } from '../offers.ts'
import { passwordPage } from '../pages/password-page.ts'

export const password: AccountPage = {
  path: '/account/password',
  isGuarded: true,
  isOffered: hasOwnSignIn,
  show: (page) => shown(page, drawn(page, [])),
  submit: async (page, ports) => {
    const { view, client, session, request, form } = page
    const { messages } = view
    const again = (problems: readonly Problem[]): Html => drawn(page, problems)
    const current = form.get('current') ?? ''
    const proposedPassword = form.get('password') ?? ''
    const problems = [
      ...(current === '' && session.user.password !== undefined
        ? [{ field: 'current', text: messages.errors.required(messages.account.passwordNow) }]
        : []),
      ...passwordProblems(messages, proposedPassword),
    ]
    if (problems.length > 0) return { kind: 'page', status: 422, html: again(problems) }
    const change = changePassword(ports, refuse, {
      pool: request.domain.pool,
      client,
      user: session.user,
      previousPassword: current === '' ? undefined : current,
      proposedPassword,
      request: request.facts,
    })
    return after(page, change, {
      again,
      problemOf: (refusal) => problemWith(page, refusal),
      next: () => done(page, '/account/password', 'passwordChanged'),
    })
  },
}

function problemWith({ view: { messages } }: AccountRequest, refusal: Refusal): Problem {
  if (refusal.exception !== 'NotAuthorizedException') return refusalProblem(messages, refusal).problem
  const isLocked = refusal.message === 'Password attempts exceeded'
  return isLocked
    ? { text: messages.errors.tooManyAttempts }
    : { field: 'current', text: messages.account.passwordIncorrect }
}

function drawn(page: AccountRequest, problems: readonly Problem[]): Html {
  const { user } = page.session
  return passwordPage(page, {
    username: user.attributes.email ?? user.username,
    hasPassword: user.password !== undefined,
    policy: passwordPolicy(page.request.domain.pool),
    problems,
  })
}
