import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { python, withoutPython } from '../functions/python.ts'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { ask, operate } from './ask.ts'
import { startGatewayAlone } from './gateway-alone.ts'
import { password, signIn } from './people.ts'
import { start } from './program.ts'

const newFolder = temporaryFolders()

const template = `
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: python3.4, CodeUri: app/ } }
Resources:
  Members: { Type: AWS::Cognito::UserPool }
  App:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref Members
      ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH]
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        DefaultAuthorizer: Pool
        Authorizers:
          Pool:
            IdentitySource: $request.header.Authorization
            JwtConfiguration:
              issuer: !Sub https://cognito-idp.\${AWS::Region}.amazonaws.com/\${Members}
              audience: [!Ref App]
          Guard:
            FunctionArn: !GetAtt Guard.Arn
            AuthorizerPayloadFormatVersion: '2.0'
            EnableSimpleResponses: true
            Identity: { Headers: [x-key], ReauthorizeEvery: 0 }
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Handler: handlers/hello.get
      Events: { Get: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /hello, Method: GET } } }
  Old:
    Type: AWS::Serverless::Function
    Properties:
      Handler: handlers.hello.old
      Events:
        Post: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /old, Method: POST, PayloadFormatVersion: '1.0' } }
  Guarded:
    Type: AWS::Serverless::Function
    Properties:
      Handler: handlers/hello.guarded
      Events:
        Get:
          Type: HttpApi
          Properties: { ApiId: !Ref Api, Path: /guarded, Method: GET, Auth: { Authorizer: Guard } }
  Guard: { Type: AWS::Serverless::Function, Properties: { Handler: handlers/guard.check } }
  Door:
    Type: AWS::Serverless::Function
    Properties:
      Handler: handlers/door.before_sign_up
      Events: { SignUp: { Type: Cognito, Properties: { UserPool: !Ref Members, Trigger: PreSignUp } } }
`

const files = {
  'template.yaml': template,
  'app/handlers/hello.py': `import json
from words import greeting

def get(event, context):
    claims = event['requestContext']['authorizer']['jwt']['claims']
    return {'text': greeting + ' ' + claims['username'], 'version': event['version']}

def old(event, context):
    claims = event['requestContext']['authorizer']['claims']
    said = {'version': event['version'], 'username': claims['username'], 'body': json.loads(event['body'])}
    return {'statusCode': 201, 'headers': {'x-said': 'yes'}, 'body': json.dumps(said)}

def guarded(event, context):
    return event['requestContext']['authorizer']['lambda']
`,
  'app/words.py': 'greeting = "Hello"\n',
  'app/handlers/guard.py': `def check(event, context):
    key = event['headers']['x-key']
    return {'isAuthorized': key == 'opens', 'context': {'key': key}}
`,
  'app/handlers/door.py': `def before_sign_up(event, context):
    if event['userName'] == 'mallory':
        raise Exception('not you')
    event['response']['autoConfirmUser'] = True
    return event
`,
}

function write(): string {
  const folder = newFolder()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

describe('a template whose functions are of Python', { skip: withoutPython }, () => {
  test('runs: routes behind the pool and behind a Lambda authorizer, and a trigger, as their code is now', async () => {
    const folder = write()
    await using program = await start(join(folder, 'data'), [join(folder, 'template.yaml')])
    const { ready } = program
    const runs = /Python 3\.\d+ \(.+\) runs what is written for python3\.4: \S+, \S+/
    await program.until(() => runs.test(program.stderr()))
    const given = { ClientId: ready.clientId, Username: 'mallory', Password: password }
    const refused = await operate(ready.httpUrl, 'SignUp', given, { signature: '' })
    const message = 'PreSignUp failed with error not you.'
    assert.deepEqual(refused.output, { __type: 'UserLambdaValidationException', message })
    const signedUp = await operate(ready.httpUrl, 'SignUp', { ...given, Username: 'ada' }, { signature: '' })
    assert.equal(signedUp.output['UserConfirmed'], true)

    const { AccessToken } = await signIn(ready, 'ada')
    const call = async (
      path: string,
      headers: Record<string, string>,
      more: { method?: string; body?: string } = {},
    ) => {
      const { status, text } = await ask(`${ready.gatewayUrl}${path}`, { caFile: ready.caFile, headers, ...more })
      return [status, JSON.parse(text)]
    }
    const authorization = `Bearer ${AccessToken}`
    assert.deepEqual(await call('/hello', {}), [401, { message: 'Unauthorized' }])
    assert.deepEqual(await call('/hello', { authorization }), [200, { text: 'Hello ada', version: '2.0' }])
    assert.deepEqual(
      await call('/old', { authorization, 'content-type': 'application/json' }, { method: 'POST', body: '{"a":1}' }),
      [201, { version: '1.0', username: 'ada', body: { a: 1 } }],
    )
    assert.deepEqual(await call('/guarded', { 'x-key': 'opens' }), [200, { key: 'opens' }])
    assert.deepEqual(await call('/guarded', { 'x-key': 'does not' }), [403, { message: 'Forbidden' }])

    writeFileSync(join(folder, 'app/words.py'), 'greeting = "Ahoy there"\n')
    assert.deepEqual(await call('/hello', { authorization }), [200, { text: 'Ahoy there ada', version: '2.0' }])
  })

  test('is served by the gateway alone', async () => {
    const folder = newFolder()
    const inline = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Api: { Type: AWS::Serverless::HttpApi }
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: ${python.runtime}
      Handler: index.handler
      InlineCode: |
        def handler(event, context):
            return {'path': event['rawPath'], 'function': context.function_name}
      Events: { Any: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: '/{proxy+}', Method: ANY } } }
`
    await using gateway = await startGatewayAlone(folder, inline)
    const { status, text } = await gateway.ask('/ships')
    assert.equal(status, 200, text)
    const { path, function: name } = JSON.parse(text)
    assert.deepEqual([path, name.startsWith('gateway-Hello-')], ['/ships', true])
  })
})

describe('a template whose functions are of Python, where there is none', () => {
  test('says what to install, and answers the rest', async () => {
    const folder = write()
    const environment = { PATH: newFolder() }
    await using program = await start(join(folder, 'data'), [join(folder, 'template.yaml')], { environment })
    const { ready } = program
    const install = /Hello does not run here: its runtime is python3\.4, and there is no python3: install python3/
    await program.until(() => install.test(program.stderr()))
    const asked = { caFile: ready.caFile, headers: { 'x-key': 'opens' } }
    const { status, text } = await ask(`${ready.gatewayUrl}/guarded`, asked)
    assert.deepEqual([status, JSON.parse(text)], [500, { message: 'Internal Server Error' }])
    assert.equal((await ask(`${ready.gatewayUrl}/hello`, { caFile: ready.caFile })).status, 401)
  })
})
