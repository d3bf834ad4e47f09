import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { ask, operate } from './ask.ts'
import { inboxOf, signIn, signUp } from './people.ts'
import { runSallyport, start } from './program.ts'

const newFolder = temporaryFolders()

const template = `
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Parameters:
  Greeting: { Type: String, Default: Hello }
Resources:
  Members:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolName: !Sub \${AWS::StackName}-members
      AutoVerifiedAttributes: [email]
  Quiet:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref Members, ClientName: quiet, ExplicitAuthFlows: [ALLOW_REFRESH_TOKEN_AUTH] }
  App:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref Members
      ClientName: app
      ExplicitAuthFlows: [ALLOW_USER_SRP_AUTH, ALLOW_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH]
  Crew:
    Type: AWS::Cognito::UserPoolGroup
    Properties: { UserPoolId: !Ref Members, GroupName: crew }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      Auth: { DefaultAuthorizer: Pool, Authorizers: { Pool: { UserPoolArn: !GetAtt Members.Arn } } }
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      CodeUri: hello/
      Handler: index.handler
      Environment: { Variables: { GREETING: !Ref Greeting } }
      Events:
        Get: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /hello, Method: GET } }
`

/** A function that greets whoever the token names, with what Cognito knows of them. */
const hello = `
export const handler = async ({ requestContext }) => {
  const { sub } = requestContext.authorizer.claims
  const answer = await fetch(process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools',
      authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/' +
        process.env.AWS_REGION + '/cognito-idp/aws4_request, SignedHeaders=host;x-amz-date, Signature=' + '0'.repeat(64),
    },
    body: '{"MaxResults":1}',
  })
  const [{ Name }] = (await answer.json()).UserPools
  const hasSecret = Object.keys(process.env).some((name) => /SALLYPORT|KEY_FILE/.test(name))
  return { statusCode: 200, body: JSON.stringify({ text: process.env.GREETING + ' ' + sub, Name, hasSecret }) }
}
`

function mockApi(version: string): string {
  const integration = {
    type: 'mock',
    requestTemplates: { 'application/json': '{"statusCode":200}' },
    responses: { default: { statusCode: '200', responseTemplates: { 'application/json': version } } },
  }
  const get = { responses: { 200: { description: 'Which version.' } }, 'x-amazon-apigateway-integration': integration }
  return JSON.stringify({ swagger: '2.0', info: { title: 'versions', version: '1' }, paths: { '/version': { get } } })
}

function write(files: Readonly<Record<string, string>>): string {
  const folder = newFolder()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

describe('start template.yaml', () => {
  test('runs a system of one’s own: its pool, clients, group, API and function', async () => {
    const parameters = JSON.stringify([{ ParameterKey: 'Greeting', ParameterValue: 'Ahoy' }])
    const folder = write({ 'template.yaml': template, 'hello/index.mjs': hello, 'parameters.json': parameters })
    const flags = ['--stack-name', 'ship', '--parameters-file', join(folder, 'parameters.json')]
    await using program = await start(join(folder, 'data'), [join(folder, 'template.yaml'), ...flags])
    const { ready } = program
    assert.deepEqual([ready.appUrl, new URL(ready.gatewayUrl).pathname.endsWith('/prod')], ['', true])
    const described = { UserPoolId: ready.userPoolId, ClientId: ready.clientId }
    const { output } = await operate(ready.httpUrl, 'DescribeUserPoolClient', described)
    assert.equal(output['UserPoolClient'].ClientName, 'app', 'the client that allows what programs try first')

    await signUp(ready, 'ada')
    const { IdToken } = await signIn(ready, 'ada')
    const asked = { caFile: ready.caFile, headers: { authorization: IdToken } }
    const answer = await ask(`${ready.gatewayUrl}/hello`, asked)
    assert.equal(answer.status, 200, answer.text + program.stderr())
    const { text, Name, hasSecret } = JSON.parse(answer.text)
    assert.match(text, /^Ahoy [0-9a-f-]{36}$/)
    assert.deepEqual([Name, hasSecret], ['ship-members', false])
    assert.equal((await ask(`${ready.gatewayUrl}/hello`, { caFile: ready.caFile })).status, 401)
    assert.equal((await ask(`https://app.localhost:${new URL(ready.identityUrl).port}/`, asked)).status, 404)
  })

  test('applies what changed at the next start, and a reset what it says now', async () => {
    const folder = write({ 'template.yaml': template, 'hello/index.mjs': hello })
    const file = join(folder, 'template.yaml')
    const first = await start(join(folder, 'data'), [file])
    await first.stop()
    writeFileSync(file, template.replace('ClientName: app', 'ClientName: renamed'))
    await using second = await start(join(folder, 'data'), [file])
    const { ready } = second
    assert.deepEqual([ready.userPoolId, ready.clientId], [first.ready.userPoolId, first.ready.clientId])
    const described = { UserPoolId: ready.userPoolId, ClientId: ready.clientId }
    const nameNow = async (): Promise<string> =>
      (await operate(ready.httpUrl, 'DescribeUserPoolClient', described)).output['UserPoolClient'].ClientName
    assert.equal(await nameNow(), 'renamed')
    writeFileSync(file, template.replace('ClientName: app', 'ClientName: again'))
    assert.equal((await ask(`${ready.httpUrl}/_sallyport/reset`, { method: 'POST' })).status, 204)
    assert.equal(await nameNow(), 'again')
  })

  test('takes up a new version at once, and keeps the last good one while what it includes is broken', async () => {
    const api = (location: string) =>
      `Resources:\n  Api:\n    Type: AWS::ApiGateway::RestApi\n    Properties: { Body: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: ${location} } } } }\n` +
      '  Live: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, StageName: live } }\n'
    const folder = write({ 'template.yaml': api('one.yaml'), 'one.yaml': mockApi('one'), 'two.yaml': 'swagger: 1' })
    await using program = await start(join(folder, 'data'), [join(folder, 'template.yaml')])
    const { ready } = program
    const version = async () => (await ask(`${ready.gatewayUrl}/version`, { caFile: ready.caFile })).text
    assert.equal(await version(), 'one')
    writeFileSync(join(folder, 'one.yaml'), mockApi('one, again'))
    await program.until(async () => (await version()) === 'one, again')
    writeFileSync(join(folder, 'template.yaml'), api('two.yaml'))
    await program.until(() => program.stderr().includes('the last good one stays in use'))
    assert.match(program.stderr(), /two\.yaml:1: Resources\.Api\.Properties\.Body: version 1 is not supported/)
    assert.equal(await version(), 'one, again')
    // Only the broken version includes this file.
    writeFileSync(join(folder, 'two.yaml'), mockApi('two'))
    await program.until(async () => (await version()) === 'two')
  })

  test('a version whose API is broken changes neither pools nor APIs, at the first start too', async () => {
    const system = (clientName: string, version: string) => `
Resources:
  Members:
    Type: AWS::Cognito::UserPool
    Properties: { UserPoolName: members }
  App:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref Members, ClientName: ${clientName} }
  ${clientName === 'second' ? 'Others: { Type: AWS::Cognito::UserPool, Properties: { UserPoolName: others } }' : ''}
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body: ${version}
  Live: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, StageName: live } }
`
    const folder = write({ 'template.yaml': system('first', '{ swagger: 1 }') })
    const file = join(folder, 'template.yaml')
    const flags = ['start', file, '--json', '--port', '0', '--http-port', '0', '--data-dir', join(folder, 'data')]
    const broken = await runSallyport(flags).ended
    assert.equal(broken.code, 1)
    assert.match(
      broken.stderr,
      /template\.yaml:13: Resources\.Api\.Properties\.Body: version 1 is not supported.*write 3/,
    )

    writeFileSync(file, system('first', mockApi('one')))
    await using program = await start(join(folder, 'data'), [file])
    const { ready } = program
    const names = async () => {
      const { output } = await operate(ready.httpUrl, 'ListUserPools', { MaxResults: 10 })
      const described = { UserPoolId: ready.userPoolId, ClientId: ready.clientId }
      const client = await operate(ready.httpUrl, 'DescribeUserPoolClient', described)
      const pools = output['UserPools'].map(({ Name }: { Name: string }) => Name)
      return [...pools.toSorted(), client.output['UserPoolClient'].ClientName]
    }
    const version = async () => (await ask(`${ready.gatewayUrl}/version`, { caFile: ready.caFile })).text
    assert.deepEqual([await names(), await version()], [['members', 'first'], 'one'])

    writeFileSync(file, system('second', '{ swagger: 1 }'))
    await program.until(() => program.stderr().includes('the last good one stays in use'))
    assert.deepEqual([await names(), await version()], [['members', 'first'], 'one'])

    writeFileSync(file, system('second', mockApi('two')))
    await program.until(async () => (await version()) === 'two')
    assert.deepEqual(await names(), ['members', 'others', 'second'])
  })

  test('a template without a pool or an API leaves those members empty', async () => {
    const folder = write({ 'only-a-topic.yaml': 'Resources: { Topic: { Type: AWS::SNS::Topic } }\n' })
    await using program = await start(join(folder, 'data'), [join(folder, 'only-a-topic.yaml')])
    const { userPoolId, clientId, gatewayUrl, appUrl, inboxUrl } = program.ready
    assert.deepEqual([userPoolId, clientId, gatewayUrl, appUrl], ['', '', '', ''])
    assert.deepEqual(await inboxOf(program.ready), [])
    assert.match(inboxUrl, /_sallyport\/inbox$/)
  })
})

describe('a wrong template', () => {
  for (const [name, text, problem] of [
    ['no YAML', 'Resources: [', /^sallyport: .*\/template\.yaml:\d+: This is not valid YAML/],
    ['nothing in it', '', /^sallyport: .*\/template\.yaml:?.*A template is a map/],
    [
      'an unknown property',
      'Resources:\n  P:\n    Type: AWS::Cognito::UserPool\n    Properties:\n      UserPolName: x\n',
      /^sallyport: .*\/template\.yaml:5: .*"UserPolName" is no property of this type.*UserPoolName/,
    ],
    [
      'a value that the operation refuses',
      'Resources:\n  P:\n    Type: AWS::Cognito::UserPool\n    Properties:\n      UserPoolName: x\n      Policies: { PasswordPolicy: { MinimumLength: 2 } }\n',
      /^sallyport: .*\/template\.yaml:\d+: .*CreateUserPool refuses it: InvalidParameterException/,
    ],
    [
      'a type that the gateway does not have',
      'Resources:\n  Name:\n    Type: AWS::ApiGateway::ClientCertificate\n    Properties: { Description: ours }\n',
      /^sallyport: .*\/template\.yaml:4: Resources\.Name\.Properties: the type .* is not supported; remove the resource/,
    ],
    [
      'a reference to nobody',
      'Resources:\n  C:\n    Type: AWS::Cognito::UserPoolClient\n    Properties:\n      UserPoolId: !Ref Nobody\n',
      /^sallyport: .*\/template\.yaml:5: .*Nobody/,
    ],
  ] as const) {
    test(`with ${name} says where, and what instead`, async () => {
      const folder = write({ 'template.yaml': text })
      const flags = ['start', join(folder, 'template.yaml'), '--json', '--port', '0', '--http-port', '0']
      const { code, stdout, stderr } = await runSallyport([...flags, '--data-dir', join(folder, 'data')]).ended
      assert.deepEqual([code, stdout], [1, ''])
      assert.match(stderr, problem)
      assert.ok(!stderr.includes('    at '), 'no stack')
    })
  }

  test('that is not there says so', async () => {
    const folder = newFolder()
    const flags = ['start', join(folder, 'none.yaml'), '--port', '0', '--http-port', '0']
    const { code, stderr } = await runSallyport([...flags, '--data-dir', join(folder, 'data')]).ended
    assert.equal(code, 1)
    assert.match(stderr, /^sallyport: There is no template at .*none\.yaml/)
  })
})
