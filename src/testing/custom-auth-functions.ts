import { answering, type TestFunction } from './test-functions.ts'

interface Result {
  readonly challengeName: string
  readonly challengeResult: boolean
}

/**
 * The three functions of custom sign-ins: they ask for a colour, once a password was proven where that comes first, and
 * give up at the third wrong answer.
 */
export const colourFunctions = {
  DefineAuthChallenge: (event) => answering(nextChallenge(readResults(event.request.session)))(event),
  CreateAuthChallenge: answering({
    publicChallengeParameters: { question: 'colour?' },
    privateChallengeParameters: { answer: 'blue' },
    challengeMetadata: 'COLOUR',
  }),
  VerifyAuthChallengeResponse: (event) => {
    const { challengeAnswer, privateChallengeParameters } = event.request
    const answer: unknown = Object.entries(privateChallengeParameters ?? {}).find(([name]) => name === 'answer')?.[1]
    return answering({ answerCorrect: challengeAnswer === answer })(event)
  },
} satisfies Readonly<Record<string, TestFunction>>

/** The same, which give up at the first wrong answer. */
export const strictColourFunctions = {
  ...colourFunctions,
  DefineAuthChallenge: (event) => {
    const isWrong = readResults(event.request.session).some(({ challengeResult }) => !challengeResult)
    return isWrong ? answering({ failAuthentication: true })(event) : colourFunctions.DefineAuthChallenge(event)
  },
} satisfies Readonly<Record<string, TestFunction>>

function nextChallenge(results: readonly Result[]): Readonly<Record<string, unknown>> {
  const last = results.at(-1)
  if (last?.challengeName === 'SRP_A') return { challengeName: 'PASSWORD_VERIFIER' }
  if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult) return { issueTokens: true }
  const wrong = results.filter(({ challengeResult }) => !challengeResult)
  return wrong.length > 2 ? { failAuthentication: true } : { challengeName: 'CUSTOM_CHALLENGE' }
}

function readResults(session: unknown): readonly Result[] {
  return Array.isArray(session) ? session : []
}
