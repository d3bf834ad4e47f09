import { aliasesOf, usernameMode } from '../../domain/users/user-alias.ts'
import { isPasswordNeeded } from '../../domain/passwords/password-policy.ts'
import { isHidingUserExistence } from '../../domain/sign-in/session-settings.ts'
import type { Ports } from '../../ports/ports.ts'
import type { UserAlias } from '../../domain/users/user.ts'
import { Refusal, refuse } from '../../contract/refusal.ts'
import { notifyAccountHolder } from '../../flows/notices/notify-account-holder.ts'
import { signUp, type SignUpOutcome } from '../../flows/users/sign-up.ts'
import { attempt } from '../entries/attempt.ts'
import { findTermsLinks } from '../sign-in/find-terms-links.ts'
import { signUpAttributes, signUpFields, signUpName } from '../entries/sign-up-fields.ts'
import { attributeProblems } from '../entries/attribute-problems.ts'
import { entryProblem } from '../view/entry-problem.ts'
import type { Html } from '../view/html.ts'
import type { Messages } from '../../messages/en.ts'
import type { Page, PageAnswer, PageRequest } from '../drawing/page.ts'
import { messagePage } from '../pages/message-page.ts'
import { signUpPage } from '../pages/sign-up-page.ts'
import { withPasswordAdvice } from '../entries/password-advice.ts'
import { passwordProblems } from '../view/password-problems.ts'
import { canChoose, canSignUp } from '../sign-in/pool-offers.ts'
import { refusalProblem } from '../view/refusal-problem.ts'
import type { Problem } from '../view/view.ts'

export const signup: Page = {
  path: '/signup',
  show: (page, ports) =>
    canSignUp(page.request.domain.pool) ? { kind: 'page', html: drawn(page, ports, []) } : notOffered(page),
  submit: async (page, ports) => {
    const { pool } = page.request.domain
    if (!canSignUp(pool)) return notOffered(page)
    const { messages } = page.view
    const entries = signUpAttributes(pool).map((name) => ({ name, value: page.form.get(name)?.trim() ?? '' }))
    const username = signUpName(page)
    const problems = [
      ...(usernameMode(pool) === 'attribute' ? [] : usernameProblems(messages, username)),
      ...attributeProblems(messages, entries),
      ...(isPasswordless(page) ? [] : passwordProblems(messages, page.form.get('password') ?? '')),
    ]
    if (problems.length > 0) return { kind: 'page', status: 422, html: drawn(page, ports, problems) }

    const attributes = entries.map(({ name, value }) => ({ Name: name, Value: value }))
    const outcome = await attempt(
      signUp(ports, refuse, {
        pool,
        client: page.client,
        username,
        password: isPasswordless(page) ? undefined : page.form.get('password'),
        attributes,
        request: page.request.facts,
      }),
    )
    if (outcome instanceof Refusal) {
      const { status, problem } = refusalProblem(messages, outcome)
      return { kind: 'page', status, html: drawn(page, ports, [problem]) }
    }
    const secret = secretAddress(page, outcome)
    if (secret !== undefined) {
      await notifyAccountHolder(ports, {
        pool,
        alias: secret,
        isTaken: outcome.kind === 'taken',
        language: page.request.facts.language,
      })
    } else if (outcome.kind === 'taken') {
      const field = outcome.alias.namespace === 'username' ? 'username' : outcome.alias.namespace
      const text = field === 'username' ? messages.errors.usernameExists : messages.errors.addressTaken
      return { kind: 'page', status: 422, html: drawn(page, ports, [{ field, text }]) }
    }
    return confirming(page, username, outcome.details?.Destination, ports.clock.now())
  },
}

function confirming(page: PageRequest, username: string, destination: string | undefined, now: Date): PageAnswer {
  if (destination === undefined) {
    const { messages } = page.view
    const text = messages.confirmedByAdministrator
    return {
      kind: 'page',
      html: messagePage(page.view, { title: messages.confirmTitle, text, signInLabel: messages.backToSignIn }),
      state: null,
    }
  }
  const state = { kind: 'confirming', clientId: page.client.id, username, destination, sentAt: now.getTime() } as const
  return { kind: 'go', path: '/confirm', state }
}

/**
 * The address of which the page must not tell whether somebody had it: where the client hides who exists (AUTHN-10). A
 * username cannot be kept secret from whoever must find one that is free.
 */
function secretAddress({ client, request }: PageRequest, outcome: SignUpOutcome): UserAlias | undefined {
  if (!isHidingUserExistence(client)) return undefined
  const aliases = outcome.kind === 'taken' ? [outcome.alias] : aliasesOf(request.domain.pool, outcome.user)
  return aliases.find(({ namespace }) => namespace !== 'username')
}

function usernameProblems(messages: Messages, value: string): readonly Problem[] {
  if (value === '') return [{ field: 'username', text: messages.errors.enterUsername }]
  return [entryProblem(messages, 'username', { field: 'username', value })].filter((problem) => problem !== undefined)
}

async function drawn(page: PageRequest, ports: Ports, found: readonly Problem[]): Promise<Html> {
  const problems = await withPasswordAdvice(ports, page, found)
  const terms = await findTermsLinks(page, ports)
  const policy = page.request.domain.pool.configuration.Policies?.PasswordPolicy ?? {}
  return signUpPage(page.view, {
    fields: signUpFields(page),
    policy: isPasswordless(page) ? undefined : policy,
    terms,
    problems,
  })
}

/** Whether the address that everybody gives here is enough to sign in by. */
function isPasswordless(page: PageRequest): boolean {
  const { pool } = page.request.domain
  const given = Object.fromEntries(signUpAttributes(pool).map((name) => [name, 'given']))
  return canChoose(page) && !isPasswordNeeded(pool, given)
}

function notOffered({ view }: PageRequest): PageAnswer {
  const { messages } = view
  const html = messagePage(view, {
    title: messages.signUpTitle,
    text: messages.errors.signUpDisabled,
    signInLabel: messages.backToSignIn,
  })
  return { kind: 'page', status: 403, html }
}
