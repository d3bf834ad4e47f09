import { refuse, type Refusal } from '../../../contract/refusal.ts'
import { passwordPolicy } from '../../../domain/passwords/password-policy.ts'
import { endOtherSessions } from '../../../flows/account-centre/end-other-sessions.ts'
import { changePassword } from '../../../flows/password-changes/change-password.ts'
import type { Html } from '../../view/html.ts'
import { withPasswordAdvice } from '../../entries/password-advice.ts'
import { passwordProblems } from '../../view/password-problems.ts'
import { refusalProblem } from '../../view/refusal-problem.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { after, done, shown } from '../answers.ts'
import { hasOwnSignIn } from '../offers.ts'
import { passwordPage, type PasswordPage } from '../pages/password-page.ts'

const path = '/account/password'

export const password: AccountPage = {
  path,
  isGuarded: true,
  isOffered: hasOwnSignIn,
  show: (page) => shown(page, drawn(page, { problems: [], endsOthers: true })),
  submit: async (page, ports) => {
    const { view, client, session, request, form } = page
    const { messages } = view
    const endsOthers = form.get('others') === 'yes'
    const again = async (found: readonly Problem[]): Promise<Html> =>
      drawn(page, { problems: await withPasswordAdvice(ports, page, found), endsOthers })
    const current = form.get('current') ?? ''
    const proposedPassword = form.get('password') ?? ''
    const problems = [
      ...(current === '' && session.user.password !== undefined
        ? [{ field: 'current', text: messages.errors.required(messages.account.passwordNow) }]
        : []),
      ...passwordProblems(messages, proposedPassword),
    ]
    if (problems.length > 0) return { kind: 'page', status: 422, html: again(problems) }
    const { domain, facts } = request
    const others = endsOthers ? endOtherSessions(ports, { domain, client, session, request: facts }) : undefined
    const change = changePassword(ports, refuse, {
      pool: domain.pool,
      client,
      user: session.user,
      previousPassword: current === '' ? undefined : current,
      proposedPassword,
      request: facts,
      alsoWrites: others?.writes ?? [],
    })
    return after(page, change, {
      again,
      problemOf: (refusal) => problemWith(page, refusal),
      next: () =>
        others === undefined
          ? done(page, path, 'passwordChanged')
          : done(page, path, 'passwordOthersEnded', [others.loginCookie]),
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

function drawn(page: AccountRequest, content: Pick<PasswordPage, 'problems' | 'endsOthers'>): Html {
  const { user } = page.session
  return passwordPage(page, {
    username: user.attributes.email ?? user.username,
    hasPassword: user.password !== undefined,
    policy: passwordPolicy(page.request.domain.pool),
    ...content,
  })
}
