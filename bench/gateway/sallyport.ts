import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Certificate } from './certificate.ts'
import { freePort, startProgram, type Program } from './program.ts'

export interface SallyportOptions {
  readonly folder: string
  readonly backendPort: number
  /** Where the pools are: their issuers are below it. */
  readonly identityUrl: string
  readonly poolId: string
  readonly clientId: string
  readonly scope: string
  readonly certificate: Certificate
}

export interface Sallyport extends Program {
  /** Names of the two APIs. */
  readonly httpHost: string
  readonly restHost: string
}

const main = new URL('../../src/main.ts', import.meta.url).pathname
const publicHost = 'gateway.example'

/** The gateway as `sallyport gateway` runs it: with TLS, or plain HTTP behind a trusted proxy, which the load is. */
export async function startSallyport(
  options: SallyportOptions,
  encryption: 'tls' | 'at-trusted-proxies',
): Promise<Sallyport> {
  const port = await freePort()
  const template = join(options.folder, 'template.json')
  await writeFile(template, JSON.stringify(templateFor(options)))
  const { certFile, keyFile } = options.certificate
  const program = await startProgram(
    process.execPath,
    [
      main,
      'gateway',
      template,
      '--json',
      '--log-level=warn',
      '--workers=1',
      `--public-url=https://${publicHost}`,
      '--host=127.0.0.1',
      `--port=${port}`,
      ...(encryption === 'tls'
        ? [`--tls-cert-file=${certFile}`, `--tls-key-file=${keyFile}`]
        : ['--trusted-proxies=127.0.0.1']),
      '--inner-hosts=127.0.0.1',
      // What all of it lets through is not what is measured.
      '--account-throttle=1000000/1000000',
      `--identity-url=${options.identityUrl}`,
    ],
    port,
    { NODE_EXTRA_CA_CERTS: certFile },
  )
  while (!/^\{.*\}$/m.test(program.said())) await delay(20)
  const [line = ''] = /^\{.*\}$/m.exec(program.said()) ?? []
  const ready: { readonly apis: readonly { readonly name: string; readonly url: string }[] } = JSON.parse(line)
  const hostOf = (api: string) => new URL(ready.apis.find(({ name }) => name === api)?.url ?? '').host
  return { ...program, httpHost: hostOf('Api'), restHost: hostOf('Rest') }
}

function templateFor({ backendPort, clientId, identityUrl, poolId, scope }: SallyportOptions) {
  const guarded = { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Authorizer' }, AuthorizationScopes: [scope] }
  const ofApi = (type: string, properties: object) => ({
    Type: `AWS::ApiGatewayV2::${type}`,
    Properties: { ApiId: { Ref: 'Api' }, ...properties },
  })
  const proxy = (path: string) =>
    ofApi('Integration', {
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: `http://127.0.0.1:${backendPort}${path}/{proxy}`,
    })
  const route = (RouteKey: string, integration: string, extra = {}) =>
    ofApi('Route', { RouteKey, Target: { 'Fn::Sub': `integrations/\${${integration}}` }, ...extra })
  return {
    Resources: {
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'http', ProtocolType: 'HTTP' } },
      Stage: ofApi('Stage', { StageName: '$default', AutoDeploy: true }),
      Authorizer: ofApi('Authorizer', {
        Name: 'users',
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: `${identityUrl}/${poolId}`, Audience: [clientId] },
      }),
      Open: proxy('/open'),
      Guarded: proxy('/guarded'),
      OpenRoute: route('ANY /open/{proxy+}', 'Open'),
      GuardedRoute: route('ANY /guarded/{proxy+}', 'Guarded', guarded),
      Rest: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: { Name: 'rest', Body: restBody({ backendPort, poolId, scope }) },
      },
      RestDeployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Rest' } } },
      RestStage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: { RestApiId: { Ref: 'Rest' }, DeploymentId: { Ref: 'RestDeployment' }, StageName: 'rest' },
      },
    },
  }
}

/** A REST API with a Cognito authorizer, for access tokens. */
function restBody({ backendPort, poolId, scope }: Pick<SallyportOptions, 'backendPort' | 'poolId' | 'scope'>) {
  const method = {
    parameters: [{ name: 'proxy', in: 'path', required: true, schema: { type: 'string' } }],
    security: [{ users: [scope] }],
    'x-amazon-apigateway-integration': {
      type: 'http_proxy',
      httpMethod: 'ANY',
      uri: `http://127.0.0.1:${backendPort}/guarded/{proxy}`,
      requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' },
    },
  }
  const users = {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'cognito_user_pools',
    'x-amazon-apigateway-authorizer': {
      type: 'cognito_user_pools',
      providerARNs: [`arn:aws:cognito-idp:us-east-1:123456789012:userpool/${poolId}`],
    },
  }
  return {
    openapi: '3.0.1',
    info: { title: 'rest', version: '1' },
    paths: { '/guarded/{proxy+}': { 'x-amazon-apigateway-any-method': method } },
    components: { securitySchemes: { users } },
  }
}
