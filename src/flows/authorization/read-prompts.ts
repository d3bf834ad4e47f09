import type { Prompt } from './authorization-request.ts'
import { findParameter, type AuthorizationDraft } from './authorization-draft.ts'

const known: readonly Prompt[] = ['none', 'login', 'select_account', 'consent']

/** Managed login's `prompt`. Cognito: the classic hosted UI does not know it; values that nobody knows are ignored. */
export function readPrompts(draft: AuthorizationDraft): readonly Prompt[] {
  if (draft.domain.managedLoginVersion === 1) return []
  const asked = new Set((findParameter(draft, 'prompt') ?? '').split(' '))
  return known.filter((prompt) => asked.has(prompt))
}
