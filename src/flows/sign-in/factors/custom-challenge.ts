import type { User } from '../../../domain/users/user.ts'
import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import { verifyAuthChallengeResponse } from '../../triggers/verify-auth-challenge-response.ts'
import { nothingToPrepare, type Answer, type FactorWork, type Judgement } from '../proofs/factor-work.ts'
import { refusedByTrigger } from '../../triggers/refused-by-trigger.ts'
import type { SignInPorts } from '../sign-in-step.ts'

/** A question of the pool's functions. Whether the answer is right is for one of them, what follows for another. */
export const customChallenge: FactorWork<'CUSTOM_CHALLENGE'> = {
  carrier: 'session',
  prepare: nothingToPrepare,
  prepareNobody: nothingToPrepare,
  judge,
  judgeNobody: (ports, answer) => judge(ports, answer, undefined),
}

async function judge(
  ports: SignInPorts,
  { context, state, challenge, responses }: Answer<'CUSTOM_CHALLENGE'>,
  user: User | undefined,
): Promise<Judgement> {
  const { pool, client, request, clientMetadata } = context
  const verified = await verifyAuthChallengeResponse(ports, {
    pool,
    client,
    user,
    username: state.username,
    userAgent: request.userAgent,
    clientMetadata,
    privateChallengeParameters: challenge.privateParameters,
    challengeAnswer: responses.ANSWER ?? '',
  })
  if (verified.kind === 'no-trigger') return refused('custom-auth-missing')
  if (verified.kind === 'trigger-failed') {
    const refusal = refusedByTrigger(verified)
    // A function that throws at a wrong answer tells it as well as one that says so.
    const isThrown = verified.exception === 'UserLambdaValidationException'
    return isThrown ? { kind: 'wrong', proof: 'custom', refusal, writes: [] } : refusal
  }
  const { metadata } = challenge
  const mark = metadata === undefined ? {} : { challengeMetadata: metadata }
  const result = { challengeName: 'CUSTOM_CHALLENGE', challengeResult: verified.response.answerCorrect, ...mark }
  return { kind: 'answered', result }
}
