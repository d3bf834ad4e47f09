import type { PageAnswer, PageRequest } from '../drawing/page.ts'
import type { PageState } from '../request/page-state.ts'

export type WaitingChallenge = Extract<PageState, { kind: 'challenge' }>

/** The challenge that waits, if it is one of these; a page opened without one leads back to the start. */
export function waitingChallenge(page: PageRequest, names: readonly string[]): WaitingChallenge | undefined {
  const { state } = page
  return state?.kind === 'challenge' && names.includes(state.name) ? state : undefined
}

export function backToStart({ client }: PageRequest): Extract<PageAnswer, { kind: 'go' }> {
  return { kind: 'go', path: '/login', state: { kind: 'notice', clientId: client.id, notice: 'session-ended' } }
}
