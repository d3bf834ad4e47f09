import { functionArn, writeTemplateFunctions, type FunctionBodies } from './template-functions.ts'

/** LambdaConfig of a pool whose custom sign-ins the functions of this template decide. */
export const colourLambdas = {
  DefineAuthChallenge: functionArn('define'),
  CreateAuthChallenge: functionArn('create'),
  VerifyAuthChallengeResponse: functionArn('verify'),
}

const code: FunctionBodies = {
  define: `
    const results = event.request.session
    const last = results.at(-1)
    if (last?.challengeName === 'SRP_A') event.response.challengeName = 'PASSWORD_VERIFIER'
    else if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult) event.response.issueTokens = true
    else if (results.length > 3) event.response.failAuthentication = true
    else event.response.challengeName = 'CUSTOM_CHALLENGE'`,
  create: `
    event.response.publicChallengeParameters = { question: 'colour?' }
    event.response.privateChallengeParameters = { answer: 'blue' }`,
  verify: `
    event.response.answerCorrect = event.request.challengeAnswer === event.request.privateChallengeParameters.answer`,
}

/** Writes a template with functions that ask for a colour, as a developer would; gives where it is. */
export async function writeColourFunctions(folder: string): Promise<string> {
  return writeTemplateFunctions(folder, code)
}
