import type { Refuse } from '../../contract/refusal.ts'
import type { ChallengeNameType, RespondToAuthChallengeResponse } from '../../contract/shapes.gen.ts'
import { isChallengeName } from '../../domain/sign-in/factors.ts'
import { checkSecretHash } from '../../flows/app-clients/check-secret-hash.ts'
import { answerChallenge } from '../../flows/sign-in/answer-challenge.ts'
import type { SignInContext } from '../../flows/sign-in/sign-in-step.ts'
import { answerRefusal, type AnswerException } from './answer-refusal.ts'
import { authResponse, type AuthPorts } from './auth-response.ts'

export interface Response {
  readonly context: SignInContext
  readonly challenge: ChallengeNameType
  readonly responses: Readonly<Record<string, string>>
  readonly session: string | undefined
}

/** Answers a challenge and says what comes next. */
export async function respond(
  ports: AuthPorts,
  refuse: Refuse<AnswerException>,
  { context, challenge, responses, session }: Response,
): Promise<RespondToAuthChallengeResponse> {
  const { USERNAME: username, SECRET_HASH: secretHash } = responses
  if (!username) throw refuse('InvalidParameterException', 'Missing required parameter USERNAME')
  checkSecretHash(refuse, context.client, { username, secretHash, use: 'sign-in' })
  // A challenge that we never pose has no session that could be right.
  if (!isChallengeName(challenge)) throw refuse('NotAuthorizedException', 'Invalid session for the user.')
  const step = await answerChallenge(ports, context, { name: challenge, responses, session })
  return authResponse(ports, step, (refusal) => answerRefusal(refuse, challenge, refusal))
}
