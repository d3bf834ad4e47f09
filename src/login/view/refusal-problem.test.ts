import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ExceptionName } from '../../contract/exceptions.gen.ts'
import { refuse } from '../../contract/refusal.ts'
import { en } from '../../messages/en.ts'
import { refusalProblem } from './refusal-problem.ts'
import type { Problem } from './view.ts'

const { errors } = en

describe('the refusal of a flow', () => {
  const cases: readonly (readonly [exception: ExceptionName, text: string, status: number, problem: Problem])[] = [
    ['CodeMismatchException', 'any', 422, { field: 'code', text: errors.codeMismatch }],
    ['ExpiredCodeException', 'any', 422, { field: 'code', text: errors.codeExpired }],
    ['LimitExceededException', 'any', 429, { text: errors.tooManyAttempts }],
    ['TooManyFailedAttemptsException', 'any', 429, { text: errors.tooManyAttempts }],
    ['TooManyRequestsException', 'any', 503, { text: errors.busy }],
    ['AliasExistsException', 'any', 422, { text: errors.addressTaken }],
    ['UsernameExistsException', 'any', 422, { field: 'username', text: errors.usernameExists }],
    [
      'NotAuthorizedException',
      'User cannot be confirmed. Current status is CONFIRMED',
      422,
      { text: errors.alreadyConfirmed },
    ],
    ['NotAuthorizedException', 'User is disabled.', 422, { text: errors.disabled }],
    ['InvalidParameterException', 'User is already confirmed.', 422, { text: errors.alreadyConfirmed }],
    [
      'InvalidParameterException',
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
      422,
      { text: errors.noRecovery },
    ],
    [
      'UserNotFoundException',
      'Username/client id combination not found.',
      422,
      { field: 'username', text: errors.userUnknown },
    ],
    [
      'PasswordHistoryPolicyViolationException',
      'Password has previously been used',
      422,
      { field: 'password', text: errors.passwordReused },
    ],
    [
      'UserLambdaValidationException',
      'PreSignUp failed with error not today.',
      422,
      { text: 'PreSignUp failed with error not today.' },
    ],
  ]
  for (const [exception, text, status, problem] of cases) {
    test(`${exception}, ${text}: ${problem.text}`, () => {
      assert.deepEqual(refusalProblem(en, refuse(exception, text)), { status, problem })
    })
  }
})
