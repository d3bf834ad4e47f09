import type { ChallengeResult } from './define-auth-challenge.ts'
import { allRead, readText, readTexts } from './read-response.ts'
import { runTrigger, type TriggerRun } from './run-trigger.ts'
import { signInRequest, type SignInSubject } from './sign-in-subject.ts'
import type { Metadata, TriggerPorts } from './trigger.ts'

export interface CreateAuthChallengeEvent extends SignInSubject {
  readonly session: readonly ChallengeResult[]
  readonly clientMetadata: Metadata
}

export interface CreateAuthChallengeResponse {
  /** For the client: they become ChallengeParameters. */
  readonly publicChallengeParameters: Readonly<Record<string, string>>
  /** For VerifyAuthChallengeResponse alone. */
  readonly privateChallengeParameters: Readonly<Record<string, string>>
  readonly challengeMetadata: string | undefined
}

/** Makes a custom challenge that DefineAuthChallenge asked for. */
export async function createAuthChallenge(
  ports: TriggerPorts,
  { session, clientMetadata, ...subject }: CreateAuthChallengeEvent,
): Promise<TriggerRun<CreateAuthChallengeResponse>> {
  const { request, ...event } = signInRequest(subject)
  return runTrigger(ports, {
    ...event,
    name: 'CreateAuthChallenge',
    source: 'CreateAuthChallenge_Authentication',
    request: { ...request, challengeName: 'CUSTOM_CHALLENGE', session, clientMetadata },
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
    read: (response) => {
      const read = allRead({
        publicChallengeParameters: readTexts(response, 'publicChallengeParameters'),
        privateChallengeParameters: readTexts(response, 'privateChallengeParameters'),
        challengeMetadata: readText(response, 'challengeMetadata'),
      })
      return (
        read && {
          publicChallengeParameters: read.publicChallengeParameters ?? {},
          privateChallengeParameters: read.privateChallengeParameters ?? {},
          challengeMetadata: read.challengeMetadata,
        }
      )
    },
  })
}
