import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { ReadyFacts } from '../../src/config/plans/running.ts'
import { startHttpDouble } from '../mail/http-double.ts'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { operate } from './ask.ts'
import { claimsOf, inboxOf, password, signIn, signUp } from './people.ts'
import { start } from './program.ts'

const newFolder = temporaryFolders()

const template = `
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs24.x, Handler: index.handler } }
Resources:
  Members:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolName: members
      AutoVerifiedAttributes: [email]
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: V2_0, LambdaArn: !GetAtt Claims.Arn } }
  App:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref Members
      ClientName: app
      ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH]
  Claims:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: claims/ }
  Welcome:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: welcome/
      Events:
        SignUp: { Type: Cognito, Properties: { UserPool: !Ref Members, Trigger: [PreSignUp, CustomMessage] } }
`

const claims = (tier: string): string => `
export const handler = async (event) => {
  const claimsToAddOrOverride = { tier: '${tier}' }
  event.response.claimsAndScopeOverrideDetails = { accessTokenGeneration: { claimsToAddOrOverride } }
  return event
}`
const welcome = `
export const handler = async (event) => {
  if (event.triggerSource === 'PreSignUp_SignUp' && event.userName === 'mallory') throw new Error('not you')
  if (event.triggerSource === 'CustomMessage_SignUp') event.response.emailMessage = 'Welcome: ' + event.request.codeParameter
  return event
}`

function write(files: Readonly<Record<string, string>>): string {
  const folder = newFolder()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

/** The pool from now on has a function of this name before each sign-in, which no template has. */
async function preAuthenticateBy({ httpUrl, userPoolId }: ReadyFacts, name: string): Promise<string> {
  const PreAuthentication = `arn:aws:lambda:us-east-1:123456789012:function:${name}`
  const { status } = await operate(httpUrl, 'UpdateUserPool', {
    UserPoolId: userPoolId,
    AutoVerifiedAttributes: ['email'],
    LambdaConfig: { PreAuthentication },
  })
  assert.equal(status, 200)
  return PreAuthentication
}

describe('triggers of a template', () => {
  test('run: those of LambdaConfig and those of a function’s events, as their code is now', async () => {
    const folder = write({
      'template.yaml': template,
      'claims/index.mjs': claims('gold'),
      'welcome/index.mjs': welcome,
    })
    await using program = await start(join(folder, 'data'), [join(folder, 'template.yaml')])
    const { ready } = program

    const given = { ClientId: ready.clientId, Username: 'mallory', Password: password }
    const refused = await operate(ready.httpUrl, 'SignUp', given, { signature: '' })
    assert.deepEqual(refused.output, {
      __type: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error not you.',
    })
    await signUp(ready, 'ada')
    assert.match((await inboxOf(ready, 'ada@example.com'))[0]?.text ?? '', /^Welcome: \d{6}$/)
    assert.equal(claimsOf((await signIn(ready, 'ada')).AccessToken)['tier'], 'gold')

    writeFileSync(join(folder, 'claims/index.mjs'), claims('platinum'))
    assert.equal(claimsOf((await signIn(ready, 'ada')).AccessToken)['tier'], 'platinum')
  })
})

describe('triggers that no template has', () => {
  const files = { 'template.yaml': template, 'claims/index.mjs': claims('gold'), 'welcome/index.mjs': welcome }

  test('run as webhooks, which can tell who asks', async () => {
    const secret = Buffer.alloc(32, 7)
    const wrong: unknown[] = []
    await using service = await startHttpDouble(({ headers, body }) => {
      const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.')
      const expected = `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`
      if (headers['webhook-signature'] !== expected) wrong.push(headers)
      const event = JSON.parse(body)
      return event.userName === 'eve'
        ? { status: 400, body: '{"errorMessage":"not you"}' }
        : { status: 200, body: JSON.stringify(event) }
    })
    const folder = write(files)
    const webhooks = join(folder, 'webhooks.json')
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:door'
    writeFileSync(
      webhooks,
      JSON.stringify({ [arn]: { url: service.url, secret: `whsec_${secret.toString('base64')}` } }),
    )
    chmodSync(webhooks, 0o600)
    const flags = [join(folder, 'template.yaml'), '--function-webhooks', webhooks]
    await using program = await start(join(folder, 'data'), flags)
    const { ready } = program
    for (const name of ['ada', 'eve']) await signUp(ready, name)
    await preAuthenticateBy(ready, 'door')
    await signIn(ready, 'ada')
    await assert.rejects(signIn(ready, 'eve'), /PreAuthentication failed with error not you\./)
    assert.deepEqual([service.calls.length, wrong], [2, []])
  })

  test('run at the endpoint that SDKs know', async () => {
    await using lambda = await startHttpDouble(({ body }) => ({ status: 200, body }))
    const folder = write(files)
    const environment = {
      AWS_ENDPOINT_URL_LAMBDA: lambda.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    }
    await using program = await start(join(folder, 'data'), [join(folder, 'template.yaml')], { environment })
    const { ready } = program
    await signUp(ready, 'ada')
    const arn = await preAuthenticateBy(ready, 'elsewhere')
    await signIn(ready, 'ada')
    const [call] = lambda.calls
    assert.equal(call?.path, `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`)
    assert.match(
      call.headers.authorization ?? '',
      /^AWS4-HMAC-SHA256 Credential=test\/\d{8}\/us-east-1\/lambda\/aws4_request, /,
    )
    assert.equal(JSON.parse(call.body).triggerSource, 'PreAuthentication_Authentication')
  })
})
