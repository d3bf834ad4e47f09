import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** LambdaConfig of a pool whose custom sign-ins the functions of this template decide. */
export const colourLambdas = {
  DefineAuthChallenge: arn('define'),
  CreateAuthChallenge: arn('create'),
  VerifyAuthChallengeResponse: arn('verify'),
}

const code: Readonly<Record<string, string>> = {
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
  for (const [name, body] of Object.entries(code)) {
    await mkdir(join(folder, name))
    const handler = `export const handler = async (event) => {${body}\n    return event\n}\n`
    await writeFile(join(folder, name, 'index.mjs'), handler)
  }
  const path = join(folder, 'template.yaml')
  await writeFile(path, template)
  return path
}

const template = `
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs24.x, Handler: index.handler } }
Resources:
  Members: { Type: AWS::Cognito::UserPool, Properties: { UserPoolName: members } }
  App: { Type: AWS::Cognito::UserPoolClient, Properties: { UserPoolId: !Ref Members, ClientName: app } }
${Object.keys(code)
  .map(
    (name) =>
      `  F${name}: { Type: AWS::Serverless::Function, Properties: { FunctionName: ${name}, CodeUri: ${name}/ } }`,
  )
  .join('\n')}
`

function arn(name: string): string {
  return `arn:aws:lambda:us-east-1:123456789012:function:${name}`
}
