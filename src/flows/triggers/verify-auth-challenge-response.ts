import { readFlag } from './read-response.ts'
import { runTrigger, type TriggerRun } from './run-trigger.ts'
import { signInRequest, type SignInSubject } from './sign-in-subject.ts'
import type { Metadata, TriggerPorts } from './trigger.ts'

export interface VerifyAuthChallengeResponseEvent extends SignInSubject {
  readonly privateChallengeParameters: Readonly<Record<string, string>>
  readonly challengeAnswer: string
  readonly clientMetadata: Metadata
}

/** Whether a custom challenge was answered rightly. A function that does not say so says no. */
export async function verifyAuthChallengeResponse(
  ports: TriggerPorts,
  { privateChallengeParameters, challengeAnswer, clientMetadata, ...subject }: VerifyAuthChallengeResponseEvent,
): Promise<TriggerRun<{ readonly answerCorrect: boolean }>> {
  const { request, ...event } = signInRequest(subject)
  return runTrigger(ports, {
    ...event,
    name: 'VerifyAuthChallengeResponse',
    source: 'VerifyAuthChallengeResponse_Authentication',
    request: { ...request, privateChallengeParameters, challengeAnswer, clientMetadata },
    response: { answerCorrect: null },
    read: (response) => {
      const answerCorrect = readFlag(response, 'answerCorrect')
      return answerCorrect === null ? undefined : { answerCorrect: answerCorrect ?? false }
    },
  })
}
