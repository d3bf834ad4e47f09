import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Sha256 } from '@aws-crypto/sha256-js'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { SignatureV4 } from '@smithy/signature-v4'
import { createAccessKey, migrate } from '../../src/compose/operator/maintenance.ts'
import { startProduction } from '../../src/compose/production/start-production.ts'
import { judgeProduction } from '../../src/config/plans/production-problems.ts'
import { readSettings } from '../../src/config/settings/read-settings.ts'
import type { NewAccessKey, RunningProduction } from '../../src/config/plans/running.ts'
import { productionSettings } from '../../src/config/settings/schema.ts'
import { hasPostgres, noPostgres, startPostgresServer, type PostgresServer } from '../storage/postgres-server.ts'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { until } from '../until.ts'
import { formBrowser } from '../clients/form-browser.ts'
import { ask, toThisMachine, type Answered } from './ask.ts'
import { prepareProduction, publicHost, type Production } from './serve-secure.ts'

const newFolder = temporaryFolders()
const apiKey = 'a-good-key-of-some-length'
const appHost = `notes.${publicHost}`

const mock = (statusCode: string) => `
              x-amazon-apigateway-integration:
                type: mock
                requestTemplates: { application/json: '{"statusCode": ${statusCode}}' }
                responses: { default: { statusCode: '${statusCode}' } }`

const template = (statusCode: string) => `
Resources:
  UserPool: { Type: AWS::Cognito::UserPool }
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Tags: [{ Key: 'sallyport:revocation', Value: 'on' }]
      Body:
        swagger: '2.0'
        securityDefinitions:
          Key: { type: apiKey, name: x-api-key, in: header }
          Signed: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4 }
          Users:
            type: apiKey
            name: Authorization
            in: header
            x-amazon-apigateway-authtype: cognito_user_pools
            x-amazon-apigateway-authorizer: { type: cognito_user_pools, providerARNs: [!GetAtt UserPool.Arn] }
        paths:
          /users:
            get:
              security: [{ Users: [] }]
              responses: { '${statusCode}': { description: ok } }${mock(statusCode)}
          /signed:
            x-amazon-apigateway-any-method:
              security: [{ Signed: [] }]
              responses: { '200': { description: ok } }${mock('200')}
          /keyed:
            get:
              security: [{ Key: [] }]
              responses: { '200': { description: ok } }${mock('200')}
  Stage: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, StageName: v1 } }
  Key: { Type: AWS::ApiGateway::ApiKey, Properties: { Enabled: true, Value: ${apiKey} } }
  Plan:
    Type: AWS::ApiGateway::UsagePlan
    Properties: { ApiStages: [{ ApiId: !Ref Api, Stage: !Ref Stage }], Quota: { Limit: 2, Period: MONTH } }
  PlanKey:
    Type: AWS::ApiGateway::UsagePlanKey
    Properties: { KeyId: !Ref Key, KeyType: API_KEY, UsagePlanId: !Ref Plan }
`

function cookiesOf({ headers }: Answered): string {
  return (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')
}

async function serveInside(
  production: Production,
  flags: Readonly<Record<string, unknown>>,
): Promise<RunningProduction> {
  const { folder, port, publicUrl, keyFile, certFile } = production
  const tls = { tlsCertFile: certFile, tlsKeyFile: join(folder, 'tls.key') }
  const given = { ...storeOf(production), publicUrl, port, keyFile, ...tls, drainSeconds: 0, logLevel: 'silent' }
  const reading = readSettings(productionSettings, { flags: { ...given, ...flags }, environment: {} })
  assert.ok(reading.kind === 'read', JSON.stringify(reading))
  const verdict = judgeProduction(reading.settings, {})
  assert.ok(verdict.kind === 'secure', JSON.stringify(verdict))
  return startProduction(verdict.settings)
}

function storeOf({ folder, keyFile }: Production) {
  return { dataDir: join(folder, 'data'), databaseUrl: undefined, keyFile }
}

for (const engine of ['SQLite', 'PostgreSQL'] as const) {
  describe(
    `serve with the APIs of a template, on ${engine}`,
    { skip: engine !== 'SQLite' && !hasPostgres() && noPostgres },
    () => {
      let server: PostgresServer | undefined
      let production: Production
      let running: RunningProduction
      let key: NewAccessKey
      let reader: NewAccessKey
      let cognito: CognitoIdentityProviderClient
      let file: string
      let poolId: string
      let clientId: string
      let apiId: string
      let more: Record<string, unknown>

      before(async () => {
        server = engine === 'SQLite' ? undefined : await startPostgresServer()
        production = await prepareProduction(newFolder())
        const databaseUrl = await server?.createDatabase()
        const store = { ...storeOf(production), databaseUrl }
        await migrate(store)
        key = await createAccessKey(store, { principal: 'ops', role: 'admin' })
        reader = await createAccessKey(store, { principal: 'eyes', role: 'read-only' })
        more = { ...(databaseUrl !== undefined && { databaseUrl }) }
        running = await serveInside(production, more)
        cognito = new CognitoIdentityProviderClient({
          region: 'us-east-1',
          endpoint: production.publicUrl,
          credentials: key,
          maxAttempts: 1,
          requestHandler: {
            httpsAgent: new Agent({ ca: readFileSync(production.certFile, 'utf8'), lookup: toThisMachine }),
          },
        })
        await givenPool()
        await running[Symbol.asyncDispose]()
        file = join(production.folder, 'template.yaml')
        writeFileSync(file, template('200'))
        const sessionAppsFile = join(production.folder, 'apps.json')
        const origin = `https://${appHost}:${production.port}`
        writeFileSync(
          sessionAppsFile,
          JSON.stringify({ notes: { origin, client: clientId, apis: { '/api': { api: 'Api', token: 'id' } } } }),
        )
        more = { ...more, revocationFeed: true, gatewayTemplate: file, existing: `UserPool=${poolId}`, sessionAppsFile }
        running = await serveInside(production, more)
        ;[, apiId = ''] = /^https:\/\/(\w+)\.execute-api\.us-east-1\./.exec(running.apis?.[0]?.url ?? '') ?? []
      })
      after(async () => {
        cognito.destroy()
        await running[Symbol.asyncDispose]()
        await server?.[Symbol.asyncDispose]()
      })

      async function givenPool() {
        const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: 'people' }))
        poolId = UserPool?.Id ?? ''
        const { UserPoolClient } = await cognito.send(
          new CreateUserPoolClientCommand({
            UserPoolId: poolId,
            ClientName: 'web',
            GenerateSecret: false,
            ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
            AllowedOAuthFlowsUserPoolClient: true,
            AllowedOAuthFlows: ['code'],
            AllowedOAuthScopes: ['openid'],
            SupportedIdentityProviders: ['COGNITO'],
            CallbackURLs: [`https://${appHost}:${production.port}/auth/callback`],
          }),
        )
        clientId = UserPoolClient?.ClientId ?? ''
        await cognito.send(new CreateUserPoolDomainCommand({ UserPoolId: poolId, Domain: 'people' }))
        const Username = 'ada'
        await cognito.send(new AdminCreateUserCommand({ UserPoolId: poolId, Username, MessageAction: 'SUPPRESS' }))
        const Password = 'Correct-Horse-9-Battery'
        await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId: poolId, Username, Password, Permanent: true }))
      }

      async function idToken(): Promise<string> {
        const { AuthenticationResult } = await cognito.send(
          new InitiateAuthCommand({
            ClientId: clientId,
            AuthFlow: 'USER_PASSWORD_AUTH',
            AuthParameters: { USERNAME: 'ada', PASSWORD: 'Correct-Horse-9-Battery' },
          }),
        )
        return AuthenticationResult?.IdToken ?? ''
      }

      const askApi = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
        ask(`${production.publicUrl}/_api/${apiId}/v1${path}`, { caFile: production.certFile, headers, method })

      /** What `fetch` would do if it knew the names and the certificate. */
      async function askAsBrowser(url: URL, { method = 'GET', headers = {}, body }: RequestInit): Promise<Response> {
        const sent = { method, headers: headers as Record<string, string>, caFile: production.certFile }
        const answer = await ask(url.href, { ...sent, ...(typeof body === 'string' && { body }) })
        const fields = Object.entries(answer.headers).flatMap(([name, value]) =>
          [value ?? []].flat().map((each): [string, string] => [name, each]),
        )
        return new Response(answer.text, { status: answer.status, headers: fields })
      }

      test('lets its own users in until they are signed out', async () => {
        const authorization = await idToken()
        assert.equal((await askApi('/users')).status, 401)
        assert.equal((await askApi('/users', { authorization })).status, 200)
        await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId: poolId, Username: 'ada' }))
        assert.equal((await askApi('/users', { authorization })).status, 401)
      })

      test('1.5 lets operators’ keys call what is signed, those that may only read to read', async () => {
        assert.equal((await askApi('/signed')).status, 403)
        const signed = async (credentials: NewAccessKey, method: string) => {
          const signer = new SignatureV4({ service: 'execute-api', region: 'us-east-1', credentials, sha256: Sha256 })
          const host = new URL(production.publicUrl).host
          const path = `/_api/${apiId}/v1/signed`
          const request = { method, protocol: 'https:', hostname: host, path, query: {}, headers: { host } }
          const { headers } = await signer.sign(request)
          return (await askApi('/signed', headers, method)).status
        }
        assert.equal(await signed(key, 'GET'), 200)
        assert.equal(await signed(key, 'DELETE'), 200)
        assert.equal(await signed(reader, 'GET'), 200)
        assert.equal(await signed(reader, 'DELETE'), 403)
        assert.equal(await signed({ ...key, secretAccessKey: 'wrong' }, 'GET'), 403)
      })

      test('tells operators’ keys alone which sessions end, those too that may only read', async () => {
        const path = '/_sallyport/revocations'
        const { host } = new URL(production.publicUrl)
        const asked = async (credentials: NewAccessKey) => {
          const signer = new SignatureV4({ service: 'cognito-idp', region: 'us-east-1', credentials, sha256: Sha256 })
          const request = { method: 'GET', protocol: 'https:', hostname: host, path, query: {}, headers: { host } }
          const { headers } = await signer.sign(request)
          return (await ask(production.publicUrl + path, { caFile: production.certFile, headers })).status
        }
        assert.equal((await ask(production.publicUrl + path, { caFile: production.certFile })).status, 403)
        assert.deepEqual([await asked(reader), await asked({ ...reader, secretAccessKey: 'wrong' })], [200, 403])
      })

      test('1.17 counts quotas in its store, restarts included', async () => {
        const counted = async () => (await askApi('/keyed', { 'x-api-key': apiKey })).status
        assert.equal(await counted(), 200)
        await running[Symbol.asyncDispose]()
        running = await serveInside(production, more)
        assert.deepEqual([await counted(), await counted()], [200, 429])
      })

      test('signs the pages of a web app in, whose tokens stay here', async () => {
        const origin = `https://${appHost}:${production.port}`
        const at = (path: string, headers = {}) => ask(origin + path, { caFile: production.certFile, headers })
        const login = await at('/auth/login')
        assert.equal(login.status, 303)
        assert.match(
          login.headers.location ?? '',
          new RegExp(`^https://people\\.auth\\.us-east-1\\.${publicHost}:${production.port}/oauth2/authorize\\?`),
        )
        assert.equal((await at('/api/users')).status, 401)
        assert.equal((await at('/index.html')).status, 404)

        const browser = formBrowser(origin, askAsBrowser)
        const page = await browser.open(login.headers.location ?? '')
        const password = 'Correct-Horse-9-Battery'
        const { url } = await browser.submit(page, { username: 'ada', password })
        const callback = await at(url.pathname + url.search, { cookie: cookiesOf(login) })
        assert.deepEqual([callback.status, callback.headers.location], [303, '/'])
        const cookie = cookiesOf(callback)
        assert.equal((await at('/api/users', { cookie })).status, 200)
      })

      test('takes a changed template up, and keeps the good one while it is broken', async () => {
        const authorization = await idToken()
        writeFileSync(file, 'Resources: [')
        // It is looked at each second, and that it is broken is told to nobody here.
        await wait(1500)
        assert.equal((await askApi('/users', { authorization })).status, 200)
        writeFileSync(file, template('204'))
        await until(async () => (await askApi('/users', { authorization })).status === 204)
      })

      test('says what of the template is not there', async () => {
        await running[Symbol.asyncDispose]()
        const wrong = serveInside(production, { ...more, existing: 'UserPool=us-east-1_Elsewhere' })
        await assert.rejects(wrong, /this installation has no such user pool/)
        const code = 'Code: { ZipFile: "exports.handler = () => 1" }, Role: arn'
        const hello = `{ Type: AWS::Lambda::Function, Properties: { Runtime: nodejs24.x, Handler: index.handler, ${code} } }`
        writeFileSync(
          file,
          `${template('200')}  Hello: ${hello}
`,
        )
        await assert.rejects(serveInside(production, more), /runs no code of templates/)
        writeFileSync(file, template('200'))
        running = await serveInside(production, more)
      })
    },
  )
}
