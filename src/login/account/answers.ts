import { Refusal } from '../../contract/refusal.ts'
import { attempt } from '../entries/attempt.ts'
import type { Html } from '../view/html.ts'
import type { PageAnswer } from '../request/page-answer.ts'
import type { AccountNotice } from '../request/page-state.ts'
import { refusalProblem } from '../view/refusal-problem.ts'
import type { Problem } from '../view/view.ts'
import type { AccountRequest } from './account-page.ts'

/** The page, which says once what was done before it came. */
export function shown(page: AccountRequest, html: Html): PageAnswer {
  return page.state === undefined ? { kind: 'page', html } : { kind: 'page', html, state: null }
}

/** To another page, which says what was done. */
export function done(
  { client, session }: AccountRequest,
  path: string,
  notice: AccountNotice,
  cookies: readonly string[] = [],
): PageAnswer {
  return { kind: 'go', path, state: { kind: 'account', clientId: client.id, sub: session.user.sub, notice }, cookies }
}

/** What follows a flow, or the page again with what was wrong. */
export async function after<Result>(
  page: AccountRequest,
  flow: Promise<Result>,
  {
    again,
    next,
    problemOf = (refusal) => refusalProblem(page.view.messages, refusal).problem,
  }: {
    readonly again: (problems: readonly Problem[]) => Html | Promise<Html>
    readonly next: (result: Result) => PageAnswer
    readonly problemOf?: (refusal: Refusal) => Problem
  },
): Promise<PageAnswer> {
  const outcome = await attempt(flow)
  if (!(outcome instanceof Refusal)) return next(outcome)
  const { status } = refusalProblem(page.view.messages, outcome)
  return { kind: 'page', status, html: again([problemOf(outcome)]) }
}
