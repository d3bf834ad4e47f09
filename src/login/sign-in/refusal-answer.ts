import type { SignInRefusal, SignInRefusalReason } from '../../domain/sign-in/refusal-reason.ts'
import type { Html } from '../view/html.ts'
import type { ErrorText, Messages } from '../../messages/en.ts'
import { ownWords } from '../view/own-words.ts'
import type { PageAnswer, PageRequest } from '../drawing/page.ts'
import type { Problem } from '../view/view.ts'

export interface RefusalContext {
  /** As typed. */
  readonly username: string
  /** The page that was submitted, with what is wrong. */
  readonly again: (problems: readonly Problem[]) => Html | Promise<Html>
}

/** What people read for each reason, and the status of the page. */
const answers: Partial<Readonly<Record<SignInRefusalReason, { status: number; text: ErrorText; field?: string }>>> = {
  incorrect: { status: 401, text: 'incorrect' },
  'unknown-user': { status: 401, text: 'incorrect' },
  disabled: { status: 401, text: 'disabled' },
  'temporary-password-expired': { status: 401, text: 'temporaryPasswordExpired' },
  blocked: { status: 403, text: 'blocked' },
  busy: { status: 503, text: 'busy' },
  'code-mismatch': { status: 422, text: 'codeMismatch', field: 'code' },
  'code-expired': { status: 422, text: 'codeExpired', field: 'code' },
  'code-reused': { status: 422, text: 'codeReused', field: 'code' },
  'code-limit': { status: 429, text: 'tooManyAttempts' },
  'no-mfa-method': { status: 403, text: 'noMfaMethod' },
  'software-token-off': { status: 403, text: 'noMfaMethod' },
  'alias-taken': { status: 422, text: 'addressTaken' },
  'password-reused': { status: 422, text: 'passwordReused', field: 'password' },
}

/** The page that follows a refusal: the same one with its problem, or the one that can mend it. */
export function refusalAnswer(
  page: PageRequest,
  refusal: SignInRefusal,
  { username, again, now }: RefusalContext & { readonly now: Date },
): PageAnswer {
  const { messages } = page.view
  const clientId = page.client.id
  const { reason, detail } = refusal
  switch (reason) {
    case 'unconfirmed':
      return { kind: 'go', path: '/confirm', state: { kind: 'confirming', clientId, username, sentAt: 0 } }
    case 'reset-required':
      return {
        kind: 'go',
        path: '/forgotPassword',
        state: { kind: 'notice', clientId, notice: 'reset-required', username },
      }
    case 'session-expired':
    case 'session-invalid':
    case 'session-spent':
      return { kind: 'go', path: '/login', state: { kind: 'notice', clientId, notice: 'session-ended', username } }
    case 'locked':
      return { kind: 'page', status: 429, html: again([{ text: lockedText(messages, detail, now) }]) }
    case 'weak-password':
    case 'attribute-invalid':
    case 'trigger-refused':
      return invalid(again, detail === undefined ? { text: messages.errors.unknown } : ownWords(messages, detail))
    default: {
      const answer = answers[reason]
      const problem = { text: answer ? messages.errors[answer.text] : messages.errors.unknown }
      const field = answer?.field
      return { kind: 'page', status: answer?.status ?? 422, html: again([field ? { ...problem, field } : problem]) }
    }
  }
}

function invalid(again: RefusalContext['again'], problem: Problem): PageAnswer {
  return { kind: 'page', status: 422, html: again([problem]) }
}

/** How long one waits; a lock that only a new password lifts has no end worth telling. */
function lockedText({ errors }: Messages, until: string | undefined, now: Date): string {
  const seconds = Math.ceil((Date.parse(until ?? '') - now.getTime()) / 1000)
  if (!Number.isFinite(seconds)) return errors.locked
  if (seconds > 86_400) return errors.lockedForGood
  return seconds < 60 ? errors.lockedSeconds(Math.max(1, seconds)) : errors.lockedMinutes(Math.ceil(seconds / 60))
}
