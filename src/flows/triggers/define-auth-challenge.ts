import { allRead, readFlag, readText } from './read-response.ts'
import { runTrigger, type TriggerRun } from './run-trigger.ts'
import { signInRequest, type SignInSubject } from './sign-in-subject.ts'
import type { Metadata, TriggerPorts } from './trigger.ts'

/** One challenge of a custom sign-in that is behind it. */
export interface ChallengeResult {
  readonly challengeName: string
  readonly challengeResult: boolean
  /** The function's own mark of a custom challenge. */
  readonly challengeMetadata?: string | undefined
}

export interface DefineAuthChallengeEvent extends SignInSubject {
  readonly session: readonly ChallengeResult[]
  readonly clientMetadata: Metadata
}

export interface DefineAuthChallengeResponse {
  readonly challengeName: string | undefined
  readonly issueTokens: boolean
  readonly failAuthentication: boolean
}

/** What a custom sign-in comes to next, asked at its start and after each answer. */
export async function defineAuthChallenge(
  ports: TriggerPorts,
  { session, clientMetadata, ...subject }: DefineAuthChallengeEvent,
): Promise<TriggerRun<DefineAuthChallengeResponse>> {
  const { request, ...event } = signInRequest(subject)
  return runTrigger(ports, {
    ...event,
    name: 'DefineAuthChallenge',
    source: 'DefineAuthChallenge_Authentication',
    request: { ...request, session, clientMetadata },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
    read: (response) => {
      const read = allRead({
        challengeName: readText(response, 'challengeName', 128),
        issueTokens: readFlag(response, 'issueTokens'),
        failAuthentication: readFlag(response, 'failAuthentication'),
      })
      return (
        read && {
          challengeName: read.challengeName,
          issueTokens: read.issueTokens ?? false,
          failAuthentication: read.failAuthentication ?? false,
        }
      )
    },
  })
}
