import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refused, type SignInRefusalReason } from '../../domain/sign-in/refusal-reason.ts'
import { buildAppClient } from '../../testing/build-app-client.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { html } from '../view/html.ts'
import { en } from '../../messages/en.ts'
import type { PageAnswer, PageRequest } from '../drawing/page.ts'
import { refusalAnswer } from './refusal-answer.ts'
import type { Problem } from '../view/view.ts'

const { errors } = en
const client = buildAppClient()
const now = new Date('2026-03-01T12:00:00Z')
const page = {
  client,
  request: { domain: { pool: buildUserPool() } },
  view: { messages: en },
} as PageRequest

function answerTo(reason: SignInRefusalReason, detail?: string): { answer: PageAnswer; problems: readonly Problem[] } {
  let problems: readonly Problem[] = []
  const again = (found: readonly Problem[]) => {
    problems = found
    return html`again`
  }
  const answer = refusalAnswer(page, refused(reason, detail), { username: 'ada', again, now })
  return { answer, problems }
}

describe('a refusal', () => {
  const shown: readonly (readonly [
    reason: SignInRefusalReason,
    detail: string | undefined,
    status: number,
    problem: Problem,
  ])[] = [
    ['incorrect', undefined, 401, { text: errors.incorrect }],
    ['unknown-user', undefined, 401, { text: errors.incorrect }],
    ['disabled', undefined, 401, { text: errors.disabled }],
    ['temporary-password-expired', undefined, 401, { text: errors.temporaryPasswordExpired }],
    ['busy', undefined, 503, { text: errors.busy }],
    ['locked', undefined, 429, { text: errors.locked }],
    ['locked', '2026-03-01T12:00:00.300Z', 429, { text: errors.lockedSeconds(1) }],
    ['locked', '2026-03-01T12:00:59Z', 429, { text: errors.lockedSeconds(59) }],
    ['locked', '2026-03-01T12:01:00Z', 429, { text: errors.lockedMinutes(1) }],
    ['locked', '2026-03-01T12:14:01Z', 429, { text: errors.lockedMinutes(15) }],
    ['locked', '9999-12-31T00:00:00Z', 429, { text: errors.lockedForGood }],
    [
      'weak-password',
      'Password does not conform to policy: Password not long enough',
      422,
      { field: 'password', text: errors.passwordTooShort },
    ],
    ['weak-password', undefined, 422, { text: errors.unknown }],
    ['password-reused', undefined, 422, { field: 'password', text: errors.passwordReused }],
    ['attribute-invalid', 'Invalid email address format.', 422, { field: 'email', text: errors.emailFormat }],
    ['attribute-not-writable', undefined, 422, { text: errors.unknown }],
    ['alias-taken', 'email', 422, { text: errors.addressTaken }],
    ['code-mismatch', undefined, 422, { field: 'code', text: errors.codeMismatch }],
    ['code-expired', undefined, 422, { field: 'code', text: errors.codeExpired }],
    ['code-reused', undefined, 422, { field: 'code', text: errors.codeReused }],
    ['code-limit', undefined, 429, { text: errors.tooManyAttempts }],
    ['no-mfa-method', undefined, 403, { text: errors.noMfaMethod }],
    ['software-token-off', undefined, 403, { text: errors.noMfaMethod }],
    ['custom-auth-missing', undefined, 422, { text: errors.unknown }],
    ['access-token-invalid', undefined, 422, { text: errors.unknown }],
    ['parameter-missing', 'ANSWER', 422, { text: errors.unknown }],
    ['parameter-invalid', 'ANSWER', 422, { text: errors.unknown }],
    ['authorization-code-spent', undefined, 422, { text: errors.unknown }],
    ['device-unknown', undefined, 422, { text: errors.unknown }],
    [
      'trigger-refused',
      'PreAuthentication failed with error not from here.',
      422,
      { text: 'PreAuthentication failed with error not from here.' },
    ],
    ['trigger-answer-invalid', 'Unrecognizable lambda output', 422, { text: errors.unknown }],
    ['trigger-unavailable', undefined, 422, { text: errors.unknown }],
  ]
  for (const [reason, detail, status, problem] of shown) {
    test(`${reason}${detail === undefined ? '' : ` (${detail})`} shows the page again: ${problem.text}`, () => {
      const { answer, problems } = answerTo(reason, detail)
      assert.equal(answer.kind === 'page' && answer.status, status)
      assert.deepEqual(problems, [problem])
    })
  }

  const clientId = client.id
  const ended = { kind: 'notice', clientId, notice: 'session-ended', username: 'ada' }
  const led: readonly (readonly [reason: SignInRefusalReason, path: string, state: object])[] = [
    ['unconfirmed', '/confirm', { kind: 'confirming', clientId, username: 'ada', sentAt: 0 }],
    ['reset-required', '/forgotPassword', { kind: 'notice', clientId, notice: 'reset-required', username: 'ada' }],
    ['session-expired', '/login', ended],
    ['session-invalid', '/login', ended],
    ['session-spent', '/login', ended],
  ]
  for (const [reason, path, state] of led) {
    test(`${reason} leads to ${path}`, () => {
      assert.deepEqual(answerTo(reason), { answer: { kind: 'go', path, state }, problems: [] })
    })
  }
})
