import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A function's name, and what it does with `event` before it gives it back. */
export type FunctionBodies = Readonly<Record<string, string>>

export function functionArn(name: string): string {
  return `arn:aws:lambda:us-east-1:123456789012:function:${name}`
}

/** Writes a template with these functions, as a developer would; gives where it is. */
export async function writeTemplateFunctions(folder: string, bodies: FunctionBodies): Promise<string> {
  for (const [name, body] of Object.entries(bodies)) {
    await mkdir(join(folder, name))
    const handler = `export const handler = async (event) => {${body}\n    return event\n}\n`
    await writeFile(join(folder, name, 'index.mjs'), handler)
  }
  const path = join(folder, 'template.yaml')
  await writeFile(path, templateOf(Object.keys(bodies)))
  return path
}

function templateOf(names: readonly string[]): string {
  return `
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs24.x, Handler: index.handler } }
Resources:
  Members: { Type: AWS::Cognito::UserPool, Properties: { UserPoolName: members } }
  App: { Type: AWS::Cognito::UserPoolClient, Properties: { UserPoolId: !Ref Members, ClientName: app } }
${names
  .map(
    (name) =>
      `  F${name}: { Type: AWS::Serverless::Function, Properties: { FunctionName: ${name}, CodeUri: ${name}/ } }`,
  )
  .join('\n')}
`
}
