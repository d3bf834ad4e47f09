import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** LambdaConfig of a pool that asks the functions of this template about people of providers. */
export const federationLambdas = {
  InboundFederation: { LambdaVersion: 'V1_0', LambdaArn: arn('inbound') },
  PreSignUp: arn('enrol'),
} as const

const code: Readonly<Record<string, string>> = {
  inbound: `
    const { providerName, attributes } = event.request
    if (attributes.idToken.sub === 'gwen')
      event.response.userAttributesToMap = { email: 'gwen@example.com', name: 'Gwen of ' + providerName }`,
  enrol: `
    if (event.triggerSource === 'PreSignUp_ExternalProvider' && event.userName.endsWith('_mallory'))
      throw new Error('not you')`,
}

/** Writes a template with functions that change what a provider says, and turn somebody away; gives where it is. */
export async function writeFederationFunctions(folder: string): Promise<string> {
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
