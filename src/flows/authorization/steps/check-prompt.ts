import { readPrompts } from '../read-prompts.ts'
import { fault, type AuthorizationStep } from '../authorization-draft.ts'

/** OpenID Connect Core section 3.1.2.1: `none` stands alone. */
export const checkPrompt: AuthorizationStep = (draft) => {
  const prompts = readPrompts(draft)
  if (!prompts.includes('none') || prompts.length === 1) return undefined
  return fault('invalid_request', 'prompt none cannot be combined')
}
