import { extraOf } from '../domain/extras/extras.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { HttpResponse } from '../http/message.ts'
import { jsonResponse } from './responses.ts'

type Reason = 'token-missing' | 'token-invalid' | 'scope-missing'

interface Problem {
  readonly status: number
  readonly error: string | undefined
  readonly description: string
}

const cognitoProblems: Readonly<Record<Reason, Problem>> = {
  'token-missing': { status: 400, error: 'invalid_request', description: 'Bad OAuth2 request at UserInfo Endpoint' },
  'token-invalid': {
    status: 401,
    error: 'invalid_token',
    description: 'Access token is expired, disabled, or deleted, or the user has globally signed out.',
  },
  'scope-missing': { status: 401, error: 'invalid_token', description: 'Access token does not contain openid scope' },
}

/** RFC 6750 section 3.1: a request without a token is told no error. */
const standardProblems: Readonly<Record<Reason, Problem>> = {
  'token-missing': { ...cognitoProblems['token-missing'], status: 401, error: undefined },
  'token-invalid': cognitoProblems['token-invalid'],
  'scope-missing': { ...cognitoProblems['scope-missing'], status: 403, error: 'insufficient_scope' },
}

/** Cognito: the challenge names no scheme, and the body repeats it. */
export function userInfoProblem(pool: UserPool, reason: Reason): HttpResponse {
  const isStandard = extraOf(pool, 'typed-user-info')
  const { status, error, description } = (isStandard ? standardProblems : cognitoProblems)[reason]
  const text = error === undefined ? '' : `error="${error}", error_description="${description}"`
  const response = jsonResponse(status, error === undefined ? {} : { error, error_description: description })
  const challenge = isStandard ? `Bearer ${text}`.trim() : text
  return { ...response, headers: { ...response.headers, 'www-authenticate': challenge } }
}
