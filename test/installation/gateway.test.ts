import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { ask, operate } from './ask.ts'
import { signIn, signUp } from './people.ts'
import { runSallyport, start, type Program, type Started } from './program.ts'
import { prepareProduction, type Production } from './serve-secure.ts'

const newFolder = temporaryFolders()

/** A template as it would be deployed to AWS, pool and all; the greeting tells which version of it answers. */
const template = (greeting: string) => `
Transform: AWS::Serverless-2016-10-31
Parameters:
  Colour: { Type: String }
Resources:
  UserPool: { Type: AWS::Cognito::UserPool }
  Client: { Type: AWS::Cognito::UserPoolClient, Properties: { UserPoolId: !Ref UserPool } }
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Tags: { 'sallyport:revocation': 'on' }
      Domain: { DomainName: api.notes.example, CertificateArn: arn, BasePath: [v1] }
      Auth:
        DefaultAuthorizer: Users
        Authorizers:
          Users:
            IdentitySource: $request.header.Authorization
            JwtConfiguration:
              issuer: !Sub 'https://cognito-idp.\${AWS::Region}.amazonaws.com/\${UserPool}'
              audience: [!Ref Client]
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      Environment: { Variables: { COLOUR: !Ref Colour } }
      InlineCode: "exports.handler = async (event) => '${greeting} ' + process.env.COLOUR + ' ' + event.requestContext.authorizer.jwt.claims.client_id"
      Events: { Hello: { Type: HttpApi, Properties: { ApiId: !Ref Api, Path: /hello, Method: get } } }
`

describe('sallyport gateway', () => {
  let identity: Started
  let production: Production
  let program: Program
  let file: string
  let url: string
  let token: string
  before(async () => {
    identity = await start(newFolder(), ['--revocation-feed'])
    await signUp(identity.ready, 'ada')
    token = (await signIn(identity.ready, 'ada')).AccessToken
    production = await prepareProduction(newFolder())
    file = join(production.folder, 'template.yaml')
    writeFileSync(file, template('hello'))
    const parameters = join(production.folder, 'parameters.json')
    writeFileSync(parameters, '[{"ParameterKey":"Colour","ParameterValue":"blue"}]')
    const { accessKeyId, caFile, clientId, httpUrl, identityUrl, secretAccessKey, userPoolId } = identity.ready
    const keyFile = join(production.folder, 'feed-key.json')
    writeFileSync(keyFile, JSON.stringify({ accessKeyId, secretAccessKey }), { mode: 0o600 })
    const feed = ['--revocation-feed-url', httpUrl, '--revocation-feed-key-file', keyFile]
    const where = ['--existing', `UserPool=${userPoolId} Client=${clientId}`, '--parameters-file', parameters]
    const issuer = ['--identity-url', identityUrl, '--inner-hosts', 'localhost']
    const flags = [
      'gateway',
      file,
      '--json',
      ...production.without('--data-dir', '--key-file'),
      ...where,
      ...issuer,
      ...feed,
    ]
    program = runSallyport(flags, { environment: { NODE_EXTRA_CA_CERTS: caFile } })
    const line = JSON.parse(await program.firstLine)
    assert.equal(line.event, 'ready')
    const [, apiId] = /^https:\/\/(\w+)\.execute-api\.us-east-1\./.exec(line.apis[0].url) ?? []
    url = `${production.publicUrl}/_api/${apiId}/$default/hello`
  })
  after(async () => {
    await program[Symbol.asyncDispose]()
    await identity[Symbol.asyncDispose]()
  })

  const hello = (authorization?: string) =>
    ask(url, { caFile: production.certFile, ...(authorization !== undefined && { headers: { authorization } }) })

  test('serves the template’s custom domain under its own name', async () => {
    const address = `${production.publicUrl}/v1/hello`
    const headers = { host: 'api.notes.example', authorization: `Bearer ${token}` }
    const answer = await ask(address, { caFile: production.certFile, headers })
    assert.deepEqual([answer.status, answer.text], [200, `hello blue ${identity.ready.clientId}`])
    assert.equal((await ask(address, { caFile: production.certFile })).status, 404)
  })

  test('lets those in who signed in elsewhere, and nobody else', async () => {
    const answer = await hello(`Bearer ${token}`)
    assert.deepEqual([answer.status, answer.text], [200, `hello blue ${identity.ready.clientId}`])
    assert.equal((await hello()).status, 401)
    assert.equal((await hello(`Bearer ${token.slice(0, -4)}AAAA`)).status, 401)
  })

  test('keeps serving what was good while the template is broken, and takes it up once it is good again', async () => {
    writeFileSync(file, template('hello').replace('Path: /hello', 'Path: hello{'))
    await program.until(() => program.stderr().includes('the last good one stays in use'))
    assert.equal((await hello(`Bearer ${token}`)).status, 200)
    writeFileSync(file, template('goodbye'))
    await program.until(async () => (await hello(`Bearer ${token}`)).text.startsWith('goodbye blue'))
  })

  test('has nothing of an installation but its APIs', async () => {
    for (const path of ['/', '/_sallyport/inbox', `/${identity.ready.userPoolId}/.well-known/jwks.json`]) {
      assert.equal((await ask(`${production.publicUrl}${path}`, { caFile: production.certFile })).status, 404, path)
    }
    const health = `${production.publicUrl}/_sallyport/health/ready`
    assert.equal((await ask(health, { caFile: production.certFile })).status, 200)
  })

  test('lets nobody in any more whose session ended elsewhere', async () => {
    const { AccessToken } = await signIn(identity.ready, 'ada')
    assert.equal((await hello(`Bearer ${AccessToken}`)).status, 200)
    await operate(identity.ready.httpUrl, 'GlobalSignOut', { AccessToken }, { signature: '' })
    await program.until(async () => (await hello(`Bearer ${AccessToken}`)).status === 401)
    assert.equal((await hello(`Bearer ${(await signIn(identity.ready, 'ada')).AccessToken}`)).status, 200)
  })

  test('does not start with instant revocation where nobody tells it what ends', async () => {
    const { userPoolId, clientId } = identity.ready
    const flags = [...production.without('--data-dir', '--key-file', '--port'), '--port', '0']
    const pool = ['--existing', `UserPool=${userPoolId} Client=${clientId}`]
    const parameters = ['--parameters-file', join(production.folder, 'parameters.json')]
    const deaf = await runSallyport(['gateway', file, ...flags, ...pool, ...parameters]).ended
    assert.equal(deaf.code, 1)
    assert.match(deaf.stderr, /asks for sallyport:revocation, which needs to hear of sessions that end/)
  })

  test('says which pool it must be told of, and what is not secure', async () => {
    const unnamed = await runSallyport(['gateway', file, ...production.without('--data-dir', '--key-file', '--port')])
      .ended
    assert.equal(unnamed.code, 1)
    assert.match(unnamed.stderr, /Colour/)
    const bare = await runSallyport(['gateway', file]).ended
    assert.equal(bare.code, 2)
    assert.match(bare.stderr, /--public-url is missing/)
    assert.match(bare.stderr, /Nothing encrypts/)
  })

  test('ends in order', async () => {
    assert.equal((await program.stop('SIGTERM')).code, 0)
  })
})
